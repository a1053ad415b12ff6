using System.Buffers.Binary;

namespace Svar.Mail.Rtf;

/// <summary>The compression in which Outlook keeps RTF bodies, [MS-OXRTFCP].</summary>
internal static class RtfCompression
{
    private const int HeadLength = 16;
    private const uint Compressed = 0x75465A4C;
    private const uint Uncompressed = 0x414C454D;
    private const int Window = 4096;

    /// <summary>Bytes of RTF that are read at most, of all that a mail holds together.</summary>
    public const int Largest = 16 * 1024 * 1024;

    // what a dictionary holds before the first byte, [MS-OXRTFCP]
    private static ReadOnlySpan<byte> Known =>
        "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"u8;

    /// <summary>The RTF, as far as it could be read; null when this is no such stream.</summary>
    /// <param name="stream">Head and content.</param>
    /// <param name="isWhole">False when it was cut short, or its sum is wrong.</param>
    /// <param name="room">Bytes that may come out; what does is taken off it.</param>
    public static byte[]? Expand(ReadOnlySpan<byte> stream, ref int room, out bool isWhole)
    {
        isWhole = false;
        if (stream.Length < HeadLength)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(stream[4..]);
        var kind = BinaryPrimitives.ReadUInt32LittleEndian(stream[8..]);
        var sum = BinaryPrimitives.ReadUInt32LittleEndian(stream[12..]);
        var said = BinaryPrimitives.ReadUInt32LittleEndian(stream);
        var content = stream[HeadLength..];

        // COMPSIZE counts all but itself
        content = said is >= 12 and < int.MaxValue && said - 12 < content.Length ? content[..(int)(said - 12)] : content;
        switch (kind)
        {
            case Uncompressed:
                isWhole = content.Length >= length;
                return content[..(int)Math.Min((uint)content.Length, length)].ToArray();
            case Compressed:
                var rtf = Expand(content, Math.Min(length, (uint)Math.Max(room, 0)));
                room -= rtf.Length;
                isWhole = rtf.Length == length && Sum(content) == sum;
                return rtf;
            default:
                return null;
        }
    }

    // A control byte tells of eight runs, the lowest bit first: 0 for a byte as it is, 1 for a place in the dictionary (12 bits) and
    // a length less 2 (4 bits). The place where the next byte goes to means the end.
    private static byte[] Expand(ReadOnlySpan<byte> content, uint most)
    {
        Span<byte> window = stackalloc byte[Window];
        window.Clear();
        Known.CopyTo(window);
        var next = Known.Length;
        using var output = new MemoryStream((int)Math.Min(most, Math.Min((uint)content.Length * 4, 64 * 1024)));
        var at = 0;

        // Two bytes may stand for seventeen: what a stranger sends is let grow to a size that no letter has, and no further.
        while (at < content.Length && output.Length < most)
        {
            var control = content[at++];
            for (var bit = 0; bit < 8 && at < content.Length; bit++, control >>= 1)
            {
                if ((control & 1) == 0)
                {
                    output.WriteByte(window[next] = content[at++]);
                    next = (next + 1) % Window;
                    continue;
                }

                if (content.Length - at < 2)
                {
                    return output.ToArray();
                }

                var reference = BinaryPrimitives.ReadUInt16BigEndian(content[at..]);
                at += 2;
                var from = reference >> 4;
                if (from == next)
                {
                    return output.ToArray();
                }

                for (var left = (reference & 15) + 2; left > 0; left--)
                {
                    output.WriteByte(window[next] = window[from]);
                    from = (from + 1) % Window;
                    next = (next + 1) % Window;
                }
            }
        }

        return output.ToArray();
    }

    // CRC-32 that starts at 0 and is not turned over, [MS-OXRTFCP]
    private static uint Sum(ReadOnlySpan<byte> content)
    {
        var sum = 0u;
        foreach (var b in content)
        {
            sum ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
            }
        }

        return sum;
    }
}
