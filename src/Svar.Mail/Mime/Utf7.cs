using System.Buffers;
using Svar.Mail.Headers;

namespace Svar.Mail.Mime;

/// <summary>UTF-7 (RFC 2152), which the platform no longer reads. Broken runs end at the first byte that cannot belong to them.</summary>
internal static class Utf7
{
    public static void Decode(scoped ReadOnlySpan<byte> bytes, ref PooledChars text)
    {
        var i = 0;
        while (i < bytes.Length)
        {
            if (bytes[i] != '+')
            {
                text.Append((char)bytes[i++]);
                continue;
            }

            i++;
            if (i < bytes.Length && bytes[i] == '-')
            {
                text.Append('+');
                i++;
                continue;
            }

            var bits = 0u;
            var held = 0;
            while (i < bytes.Length && Base64.Value(bytes[i]) is >= 0 and < 64 and var value)
            {
                bits = (bits << 6) | (uint)value;
                held += 6;
                if (held >= 16)
                {
                    held -= 16;
                    text.Append((char)(bits >> held));
                    bits &= (1u << held) - 1;
                }

                i++;
            }

            if (i < bytes.Length && bytes[i] == '-')
            {
                i++;
            }
        }

        RepairSurrogates(text.Written);
    }

    private static void RepairSurrogates(Span<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                text[i] = '\uFFFD';
            }
        }
    }
}
