using System.Buffers;

namespace Svar.Mail.Mime;

/// <summary>
/// The charset that a page names in itself (WHATWG HTML §13.2.3.2): <c>&lt;meta charset=…&gt;</c> or <c>&lt;meta http-equiv=Content-Type content="…; charset=…"&gt;</c>
/// within the first 1,024 bytes.
/// </summary>
internal static class HtmlCharset
{
    private const int Searched = 1024;

    private static readonly SearchValues<byte> _nameEnds = SearchValues.Create("\"'; \t\r\n\f/"u8);

    /// <summary>Null when none is named or nobody knows the name. What names UTF-16 within ASCII is UTF-8 (§13.2.3.2, step 'charset is a UTF-16 encoding').</summary>
    public static Charset? Of(ReadOnlySpan<byte> html)
    {
        html = html[..Math.Min(html.Length, Searched)];
        while (html.IndexOf((byte)'<') is >= 0 and var open)
        {
            html = html[(open + 1)..];
            if (html.StartsWith("!--"u8))
            {
                var end = html.IndexOf("-->"u8);
                html = end < 0 ? default : html[(end + 3)..];
                continue;
            }

            if (!Ascii7.StartsWith(html, "meta"u8))
            {
                continue;
            }

            var close = html.IndexOf((byte)'>');
            if (Named(close < 0 ? html : html[..close]) is { } charset)
            {
                return charset.Kind is CharsetKind.Wide or CharsetKind.Utf7 ? Charset.Utf8 : charset;
            }
        }

        return null;
    }

    // "charset", blanks, "=", blanks, and the name in quotes or up to a blank or semicolon (§2.5.4)
    private static Charset? Named(ReadOnlySpan<byte> tag)
    {
        for (var at = 0; at + 7 < tag.Length; at++)
        {
            if (!Ascii7.StartsWith(tag[at..], "charset"u8))
            {
                continue;
            }

            var rest = tag[(at + 7)..].TrimStart(" \t\r\n\f"u8);
            if (rest is [(byte)'=', .. var value])
            {
                value = value.TrimStart(" \t\r\n\f\"'"u8);
                var end = value.IndexOfAny(_nameEnds);
                return Charset.ByName(end < 0 ? value : value[..end]);
            }
        }

        return null;
    }
}
