using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace Svar.Mail.Html;

/// <summary>Character references, both ways (WHATWG HTML §13.2.5.72-80; the names are AngleSharp's table).</summary>
internal static class HtmlEntities
{
    private const int LongestName = 32;

    // the names that HTML knows without a semicolon have at most six letters
    private const int LongestLegacyName = 6;

    /// <summary>Text with its references resolved. Inside an attribute "&amp;copy=" stays what it is: part of an address.</summary>
    public static string Decode(ReadOnlySpan<char> raw, bool inAttribute)
    {
        var at = raw.IndexOf('&');
        if (at < 0)
        {
            return raw.Contains('\0') ? raw.ToString().Replace('\0', '\uFFFD') : raw.ToString();
        }

        var text = new StringBuilder(raw.Length);
        while (at >= 0)
        {
            text.Append(raw[..at]);
            raw = raw[at..];
            var used = Reference(raw, inAttribute, text);
            if (used == 0)
            {
                text.Append('&');
                used = 1;
            }

            raw = raw[used..];
            at = raw.IndexOf('&');
        }

        return text.Append(raw).Replace('\0', '\uFFFD').ToString();
    }

    public static void AppendText(StringBuilder to, string text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '&': to.Append("&amp;"); break;
                case '<': to.Append("&lt;"); break;
                case '>': to.Append("&gt;"); break;
                case '\u00A0': to.Append("&nbsp;"); break;
                case < ' ' and not '\n' and not '\t': to.Append(' '); break;
                default: to.Append(c); break;
            }
        }
    }

    /// <summary>For double-quoted values. Backticks and single quotes go too: old browsers took them for quotes when the page was written out again.</summary>
    public static void AppendAttribute(StringBuilder to, string value)
    {
        foreach (var c in value)
        {
            switch (c)
            {
                case '&': to.Append("&amp;"); break;
                case '<': to.Append("&lt;"); break;
                case '>': to.Append("&gt;"); break;
                case '"': to.Append("&quot;"); break;
                case '\'': to.Append("&#39;"); break;
                case '`': to.Append("&#96;"); break;
                case '\u00A0': to.Append("&nbsp;"); break;
                case < ' ': to.Append(' '); break;
                default: to.Append(c); break;
            }
        }
    }

    private static int Reference(ReadOnlySpan<char> raw, bool inAttribute, StringBuilder to)
    {
        if (raw.Length < 2)
        {
            return 0;
        }

        return raw[1] == '#' ? Number(raw, to) : Name(raw, inAttribute, to);
    }

    private static int Number(ReadOnlySpan<char> raw, StringBuilder to)
    {
        var hex = raw.Length > 2 && (raw[2] | 0x20) == 'x';
        var start = hex ? 3 : 2;
        var end = start;
        while (end < raw.Length && (hex ? char.IsAsciiHexDigit(raw[end]) : char.IsAsciiDigit(raw[end])))
        {
            end++;
        }

        if (end == start)
        {
            return 0;
        }

        var digits = raw[start..end].TrimStart('0');
        var code = digits.Length is 0 or > 7
            ? 0xFFFD
            : int.Parse(digits, hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture);
        to.Append(Character(code));
        return end < raw.Length && raw[end] == ';' ? end + 1 : end;
    }

    private static string Character(int code) => code switch
    {
        0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF) => "\uFFFD",
        >= 0x80 and <= 0x9F => Windows1252(code),
        _ => char.ConvertFromUtf32(code),
    };

    // §13.2.5.80: numbers in the C1 range mean Windows-1252
    private static string Windows1252(int code)
    {
        const string Table = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
        return Table[code - 0x80].ToString();
    }

    private static int Name(ReadOnlySpan<char> raw, bool inAttribute, StringBuilder to)
    {
        var end = 1;
        while (end < raw.Length && end <= LongestName && char.IsAsciiLetterOrDigit(raw[end]))
        {
            end++;
        }

        if (end == 1)
        {
            return 0;
        }

        if (end < raw.Length && raw[end] == ';' && HtmlEntityProvider.Resolver.GetSymbol(raw[1..(end + 1)].ToString()) is { } whole)
        {
            to.Append(whole);
            return end + 1;
        }

        for (var length = Math.Min(end - 1, LongestLegacyName); length >= 2; length--)
        {
            if (HtmlEntityProvider.Resolver.GetSymbol(raw.Slice(1, length).ToString()) is not { } symbol)
            {
                continue;
            }

            var next = length + 1 < raw.Length ? raw[length + 1] : ' ';
            if (inAttribute && (next == '=' || char.IsAsciiLetterOrDigit(next)))
            {
                return 0;
            }

            to.Append(symbol);
            return length + 1;
        }

        return 0;
    }
}
