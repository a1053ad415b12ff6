using Svar.Mail.Headers;

namespace Svar.Mail.Mime;

/// <summary>Quoted-printable (RFC 2045 §6.7); an '=' that starts no code stands for itself, as its §6.7 note advises.</summary>
internal static class QuotedPrintable
{
    /// <summary>Appends the bytes; false when a code was broken.</summary>
    public static bool Decode(scoped ReadOnlySpan<byte> text, ref PooledBytes bytes)
    {
        var clean = true;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var whole = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            var hasReturn = !whole.IsEmpty && whole[^1] == '\r';

            // rule 3: white space before the end of a line was added on the way
            var line = whole.TrimEnd(" \t\r"u8);
            var soft = !line.IsEmpty && line[^1] == '=';
            clean &= DecodeLine(soft ? line[..^1] : line, ref bytes);
            if (soft)
            {
                continue;
            }

            if (end >= 0)
            {
                if (hasReturn)
                {
                    bytes.Append((byte)'\r');
                }

                bytes.Append((byte)'\n');
            }
            else if (line.Length < whole.Length)
            {
                bytes.Append(whole[line.Length..]);
            }
        }

        return clean;
    }

    private static bool DecodeLine(scoped ReadOnlySpan<byte> line, ref PooledBytes bytes)
    {
        var clean = true;
        while (true)
        {
            var code = line.IndexOf((byte)'=');
            if (code < 0)
            {
                bytes.Append(line);
                return clean;
            }

            bytes.Append(line[..code]);
            line = line[code..];
            if (line.Length >= 3 && Ascii7.Hex(line[1]) is >= 0 and var first && Ascii7.Hex(line[2]) is >= 0 and var second)
            {
                bytes.Append((byte)((first << 4) | second));
                line = line[3..];
            }
            else
            {
                clean = false;
                bytes.Append((byte)'=');
                line = line[1..];
            }
        }
    }
}
