namespace Svar.Demo;

/// <summary>RFC 2045 §6.7: lines of at most 76 characters; CRLF stays a line break.</summary>
internal static class QuotedPrintable
{
    private const int LineLimit = 76;

    public static byte[] Encode(ReadOnlySpan<byte> bytes)
    {
        var to = new List<byte>(bytes.Length * 5 / 4);
        var column = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b == '\r' && i + 1 < bytes.Length && bytes[i + 1] == '\n')
            {
                to.AddRange("\r\n"u8);
                column = 0;
                i++;
                continue;
            }

            var endsLine = i + 1 == bytes.Length || bytes[i + 1] == '\r';
            var plain = (b is > 32 and < 127 && b != '=') || (b == ' ' && !endsLine);
            if (column + (plain ? 1 : 3) > LineLimit - 1)
            {
                to.AddRange("=\r\n"u8);
                column = 0;
            }

            if (plain)
            {
                to.Add(b);
                column++;
            }
            else
            {
                to.Add((byte)'=');
                to.Add(Hex(b >> 4));
                to.Add(Hex(b & 15));
                column += 3;
            }
        }

        return [.. to];
    }

    private static byte Hex(int digit) => (byte)"0123456789ABCDEF"[digit];
}
