using System.Runtime.CompilerServices;

namespace Svar.Demo;

/// <summary>
/// Writes baseline JPEG (ITU-T T.81) from one colour a block of 8 x 8: the mean goes into DC, the slope towards the
/// neighbours into the first AC coefficients, and grain into the others, so that no transform is needed and a picture is as heavy as asked.
/// </summary>
internal static class Jpeg
{
    private static readonly byte[] _dcCounts = [0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] _dcValues = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    /// <summary>All AC symbols get eight bits but for the end of block (two) and run 0 sizes 1 to 4 (three to five).</summary>
    private static readonly byte[] _acCounts = [0, 1, 2, 2, 2, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] _acValues = [0x00, 0x01, 0x02, 0x03, 0x11, 0x04, 0x05, 0x06, 0x07, 0x08, 0x12, 0x21, 0x22, 0x31, 0x41];

    private static readonly (int Code, int Length)[] _dc = Codes(_dcCounts, _dcValues);
    private static readonly (int Code, int Length)[] _ac = Codes(_acCounts, _acValues);

    /// <param name="color">Red, green and blue at a place; both coordinates run from 0 to 1.</param>
    /// <param name="grain">How many AC coefficients of each block carry noise, 0 to 60.</param>
    public static byte[] Write(int blocksWide, int blocksHigh, Func<double, double, (byte R, byte G, byte B)> color, int grain, int seed)
    {
        var to = new BitWriter((blocksWide * blocksHigh * (24 + (grain * 3 / 4))) + 1024);
        to.Bytes([0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 1, 0, 72, 0, 72, 0, 0]);
        to.Bytes([0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)8, 64)]);
        var (width, height) = (blocksWide * 8, blocksHigh * 8);
        to.Bytes([0xFF, 0xC0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
        to.Bytes([0xFF, 0xC4, 0, (byte)(19 + _dcValues.Length), 0x00, .. _dcCounts, .. _dcValues]);
        to.Bytes([0xFF, 0xC4, 0, (byte)(19 + _acValues.Length), 0x10, .. _acCounts, .. _acValues]);
        to.Bytes([0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
        Scan(to, blocksWide, blocksHigh, color, grain, (uint)seed * 2654435761 | 1);
        to.Flush();
        to.Bytes([0xFF, 0xD9]);
        return to.ToArray();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scan(BitWriter to, int wide, int high, Func<double, double, (byte R, byte G, byte B)> color, int grain, uint noise)
    {
        var (lastY, lastCb, lastCr) = (0, 0, 0);
        var grains = Grains(grain, noise);
        for (var row = 0; row < high; row++)
        {
            var (r, g, b) = color(0, (double)row / high);
            for (var column = 0; column < wide; column++)
            {
                var next = color((column + 1.0) / wide, (double)row / high);
                var y = (299 * r + 587 * g + 114 * b) / 1000;
                var slope = y - (299 * next.R + 587 * next.G + 114 * next.B) / 1000;
                var cb = ((b - y) * 564 / 1000) + 128;
                var cr = ((r - y) * 713 / 1000) + 128;
                Dc(to, y - 128 - lastY);
                lastY = y - 128;

                // the first AC coefficient (horizontal half wave) that falls by 'slope' over a block is about 0.45 of it
                var first = Math.Clamp(slope * 9 / 20, -100, 100);
                if (first != 0)
                {
                    Ac(to, first);
                }

                noise ^= noise << 13;
                noise ^= noise >> 17;
                noise ^= noise << 5;
                foreach (var (bits, length) in grains[noise % (uint)grains.Length])
                {
                    to.Bits(bits, length);
                }

                to.Bits(_ac[0].Code, _ac[0].Length);
                Dc(to, cb - 128 - lastCb);
                lastCb = cb - 128;
                to.Bits(_ac[0].Code, _ac[0].Length);
                Dc(to, cr - 128 - lastCr);
                lastCr = cr - 128;
                to.Bits(_ac[0].Code, _ac[0].Length);
                (r, g, b) = next;
            }
        }
    }

    /// <summary>Some kinds of grain, each the bits of its coefficients in pieces of at most 24: noise repeats unseen.</summary>
    private static (int Bits, int Length)[][] Grains(int coefficients, uint noise)
    {
        var draw = new Draw((int)(noise & int.MaxValue));
        var grains = new (int, int)[199][];
        for (var n = 0; n < grains.Length; n++)
        {
            var pieces = new List<(int, int)>();
            var (held, count) = (0, 0);
            for (var k = 0; k < coefficients; k++)
            {
                var value = draw.Next(4) - 2;
                value = value >= 0 ? value + 1 : value;
                var size = Size(value);
                var (code, length) = _ac[size];
                if (count + length + size > 24)
                {
                    pieces.Add((held, count));
                    (held, count) = (0, 0);
                }

                held = (((held << length) | code) << size) | (value < 0 ? value + (1 << size) - 1 : value);
                count += length + size;
            }

            pieces.Add((held, count));
            grains[n] = [.. pieces];
        }

        return grains;
    }

    private static void Dc(BitWriter to, int difference)
    {
        var size = Size(difference);
        to.Bits(_dc[size].Code, _dc[size].Length);
        to.Bits(difference < 0 ? difference + (1 << size) - 1 : difference, size);
    }

    private static void Ac(BitWriter to, int value)
    {
        var size = Size(value);
        var (code, length) = _ac[size];
        to.Bits(code, length);
        to.Bits(value < 0 ? value + (1 << size) - 1 : value, size);
    }

    private static int Size(int value) => value == 0 ? 0 : System.Numerics.BitOperations.Log2((uint)Math.Abs(value)) + 1;

    /// <summary>T.81 annex C: codes of one length follow each other.</summary>
    private static (int Code, int Length)[] Codes(byte[] counts, byte[] values)
    {
        var codes = new (int, int)[256];
        var (code, at) = (0, 0);
        for (var length = 1; length <= 16; length++)
        {
            for (var n = 0; n < counts[length - 1]; n++)
            {
                codes[values[at++]] = (code++, length);
            }

            code <<= 1;
        }

        return codes;
    }

    private sealed class BitWriter(int capacity)
    {
        private byte[] _bytes = new byte[capacity];
        private int _count;
        private uint _held;
        private int _heldBits;

        public void Bytes(ReadOnlySpan<byte> bytes)
        {
            foreach (var b in bytes)
            {
                Put(b);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Bits(int bits, int length)
        {
            _held = (_held << length) | (uint)bits;
            _heldBits += length;
            while (_heldBits >= 8)
            {
                var b = (byte)(_held >> (_heldBits - 8));
                Put(b);
                if (b == 0xFF)
                {
                    Put(0);
                }

                _heldBits -= 8;
            }
        }

        public void Flush()
        {
            if (_heldBits > 0)
            {
                Bits((1 << (8 - _heldBits)) - 1, 8 - _heldBits);
            }
        }

        public byte[] ToArray() => _bytes[.._count];

        private void Put(byte b)
        {
            if (_count == _bytes.Length)
            {
                Array.Resize(ref _bytes, _count * 2);
            }

            _bytes[_count++] = b;
        }
    }
}
