using System.Buffers;
using Svar.Mail.Headers;
using Codec = System.Buffers.Text.Base64;

namespace Svar.Mail.Mime;

/// <summary>Base64 as mail has it (RFC 2045 §6.8): in lines, with rubbish between, padding in the middle, the end cut off.</summary>
internal static class Base64
{
    private static readonly sbyte[] _values = Values();

    /// <summary>0…63, 64 for '=', or -1.</summary>
    public static int Value(byte b) => _values[b];

    /// <summary>Appends the bytes; false when something had to be skipped or made up.</summary>
    public static bool Decode(scoped ReadOnlySpan<byte> text, ref PooledBytes bytes)
    {
        var state = new Carry();
        var clean = true;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (!line.IsEmpty && line[^1] == '\r')
            {
                line = line[..^1];
            }

            if (line.IsEmpty)
            {
                continue;
            }

            // the usual line: whole groups of four, nothing carried over
            if (state.Held == 0 && (line.Length & 3) == 0)
            {
                var room = bytes.Take(line.Length / 4 * 3);
                if (Codec.DecodeFromUtf8(line, room, out var read, out var written) == OperationStatus.Done && read == line.Length)
                {
                    bytes.Length -= room.Length - written;
                    continue;
                }

                bytes.Length -= room.Length;
            }

            clean &= DecodeSlowly(line, ref state, ref bytes);
        }

        return Flush(ref state, ref bytes) && clean;
    }

    /// <summary>Sextets that wait for the rest of their group.</summary>
    public struct Carry
    {
        public uint Bits;
        public int Held;
    }

    /// <summary>Goes on from what an earlier piece left over, and leaves over what a later one may complete.</summary>
    public static bool DecodeSlowly(scoped ReadOnlySpan<byte> line, ref Carry carry, ref PooledBytes bytes)
    {
        var clean = true;
        foreach (var b in line)
        {
            var value = (int)_values[b];
            if (value < 0)
            {
                clean &= Ascii7.IsSpace(b);
            }
            else if (value == 64)
            {
                // padding ends a group; what follows starts a new one (several encoded texts put together)
                Flush(ref carry, ref bytes);
            }
            else
            {
                carry.Bits = (carry.Bits << 6) + (uint)value;
                if (++carry.Held == 4)
                {
                    var room = bytes.Take(3);
                    room[0] = (byte)(carry.Bits >> 16);
                    room[1] = (byte)(carry.Bits >> 8);
                    room[2] = (byte)carry.Bits;
                    carry = default;
                }
            }
        }

        return clean;
    }

    /// <summary>Writes the whole bytes of an unfinished group; false when a lone sextet is lost.</summary>
    public static bool Flush(ref Carry carry, ref PooledBytes bytes)
    {
        var clean = carry.Held != 1;
        if (carry.Held >= 2)
        {
            bytes.Append((byte)(carry.Bits >> ((carry.Held * 6) - 8)));
        }

        if (carry.Held == 3)
        {
            bytes.Append((byte)(carry.Bits >> 2));
        }

        carry = default;
        return clean;
    }

    private static sbyte[] Values()
    {
        var values = new sbyte[256];
        Array.Fill(values, (sbyte)-1);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;
        for (var i = 0; i < alphabet.Length; i++)
        {
            values[alphabet[i]] = (sbyte)i;
        }

        values['='] = 64;
        return values;
    }
}
