using System.Buffers;
using System.Text;
using Codec = System.Buffers.Text.Base64;

namespace Svar.Mail.Mime;

/// <summary>Makes bodies fit for the way: lines of at most 76 characters ended by CRLF, seven bits.</summary>
internal static class BodyEncoder
{
    private const int LineLength = 76;

    /// <summary>UTF-8 with every line end as CRLF.</summary>
    public static byte[] CanonicalText(string text)
    {
        var unified = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(unified);
    }

    /// <summary>7bit when the text can go as it is, quoted-printable when most of it stays readable, else base64.</summary>
    public static string BestFor(ReadOnlySpan<byte> text)
    {
        if (IsSevenBit(text, longestLine: LineLength))
        {
            return "7bit";
        }

        var escaped = 0;
        foreach (var b in text)
        {
            escaped += b is > 126 or (byte)'=' or < 32 and not ((byte)'\r' or (byte)'\n' or (byte)'\t') ? 1 : 0;
        }

        return escaped * 4 <= text.Length ? "quoted-printable" : "base64";
    }

    /// <summary>
    /// ASCII without NUL, in short lines, with nothing that relays are known to change: a space at the end of a line, 'From '
    /// at its start, a line of a single dot.
    /// </summary>
    public static bool IsSevenBit(ReadOnlySpan<byte> text, int longestLine)
    {
        if (!Ascii.IsValid(text) || text.Contains((byte)0))
        {
            return false;
        }

        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (end >= 0)
            {
                if (line.IsEmpty || line[^1] != '\r')
                {
                    return false;
                }

                line = line[..^1];
            }

            if (line.Length > longestLine || line.Contains((byte)'\r') || line.StartsWith("From "u8) || line.StartsWith("."u8)
                || (!line.IsEmpty && line[^1] is (byte)' ' or (byte)'\t'))
            {
                return false;
            }
        }

        return true;
    }

    public static void Encode(string encoding, ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        switch (encoding)
        {
            case "base64":
                Base64Lines(bytes, output);
                break;
            case "quoted-printable":
                QuotedPrintableLines(bytes, output);
                break;
            default:
                output.Write(bytes);
                break;
        }
    }

    private static void Base64Lines(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        while (!bytes.IsEmpty)
        {
            var line = bytes[..Math.Min(bytes.Length, LineLength / 4 * 3)];
            bytes = bytes[line.Length..];
            var room = output.GetSpan(LineLength + 2);
            Codec.EncodeToUtf8(line, room, out _, out var written);
            "\r\n"u8.CopyTo(room[written..]);
            output.Advance(written + 2);
        }
    }

    // RFC 2045 §6.7
    private static void QuotedPrintableLines(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf("\r\n"u8);
            QuotedPrintableLine(end < 0 ? text : text[..end], output);
            if (end < 0)
            {
                return;
            }

            output.Write("\r\n"u8);
            text = text[(end + 2)..];
        }
    }

    private static void QuotedPrintableLine(ReadOnlySpan<byte> line, IBufferWriter<byte> output)
    {
        Span<byte> room = stackalloc byte[LineLength + 2];
        var used = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var b = line[i];
            var isLast = i == line.Length - 1;
            var plain = b is >= 33 and <= 126 and not (byte)'=' || (b is (byte)' ' or (byte)'\t' && !isLast);
            if (plain && used == 0 && ((b == '.' && i == 0) || (b == 'F' && line[i..].StartsWith("From "u8))))
            {
                plain = false;
            }

            if (used + (plain ? 1 : 3) > LineLength - (isLast ? 0 : 1))
            {
                output.Write(room[..used]);
                output.Write("=\r\n"u8);
                used = 0;
            }

            if (plain)
            {
                room[used++] = b;
            }
            else
            {
                room[used++] = (byte)'=';
                room[used++] = Digit(b >> 4);
                room[used++] = Digit(b & 15);
            }
        }

        output.Write(room[..used]);
    }

    private static byte Digit(int value) => (byte)(value < 10 ? '0' + value : 'A' + value - 10);
}
