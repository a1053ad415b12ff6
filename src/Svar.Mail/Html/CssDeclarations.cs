using System.Text;

namespace Svar.Mail.Html;

internal readonly record struct CssDeclaration(string Property, string Value);

/// <summary>
/// Reads the inside of a style attribute, or of a rule (CSS Syntax 3 §5.4.4), as far as mail needs it: strings,
/// brackets and comments are minded when declarations are told apart, so that nothing within them can pass for one.
/// A declaration with an escape in it is dropped: nobody writes them but to hide something.
/// </summary>
internal static class CssDeclarations
{
    private const int Most = 200;
    private const int LongestValue = 400;

    public static List<CssDeclaration> Parse(ReadOnlySpan<char> css)
    {
        var found = new List<CssDeclaration>();
        while (!css.IsEmpty && found.Count < Most)
        {
            var end = EndOf(css, ';');
            if (One(css[..end]) is { } one)
            {
                found.Add(one);
            }

            css = end < css.Length ? css[(end + 1)..] : default;
        }

        return found;
    }

    /// <summary>Where the wanted character first stands outside strings, brackets and comments; the length if nowhere.</summary>
    public static int EndOf(ReadOnlySpan<char> css, char wanted)
    {
        var depth = 0;
        for (var i = 0; i < css.Length; i++)
        {
            var c = css[i];
            if (c == wanted && depth == 0)
            {
                return i;
            }

            switch (c)
            {
                case '\\':
                    i++;
                    break;
                case '"' or '\'':
                    i = EndOfString(css, i);
                    break;
                case '/' when i + 1 < css.Length && css[i + 1] == '*':
                    var close = css[(i + 2)..].IndexOf("*/", StringComparison.Ordinal);
                    i = close < 0 ? css.Length : i + 3 + close;
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when depth > 0:
                    depth--;
                    break;
            }
        }

        return css.Length;
    }

    // a string ends at its quote, or, broken, at the end of its line
    private static int EndOfString(ReadOnlySpan<char> css, int at)
    {
        var quote = css[at];
        for (var i = at + 1; i < css.Length; i++)
        {
            if (css[i] == quote || css[i] is '\n' or '\r' or '\f')
            {
                return i;
            }

            if (css[i] == '\\')
            {
                i++;
            }
        }

        return css.Length;
    }

    private static CssDeclaration? One(ReadOnlySpan<char> text)
    {
        var plain = WithoutComments(text).AsSpan().Trim();
        var colon = plain.IndexOf(':');
        if (plain.Length - colon > LongestValue && plain.StartsWith("background", StringComparison.OrdinalIgnoreCase))
        {
            plain = WithoutAddresses(plain).AsSpan();
        }

        if (colon <= 0 || plain.Length - colon > LongestValue || plain.Contains('\\'))
        {
            return null;
        }

        var property = plain[..colon].Trim();
        foreach (var c in property)
        {
            if (!char.IsAsciiLetter(c) && c != '-')
            {
                return null;
            }
        }

        var value = plain[(colon + 1)..].Trim();
        var mark = value.LastIndexOf('!');
        if (mark >= 0 && value[(mark + 1)..].Trim().Equals("important", StringComparison.OrdinalIgnoreCase))
        {
            value = value[..mark].TrimEnd();
        }

        return value.IsEmpty ? null : new(HtmlNames.Lower(property), value.ToString());
    }

    // long ones, or pictures written out, must not hide the colour that stands beside them
    private static string WithoutAddresses(ReadOnlySpan<char> css)
    {
        var kept = new StringBuilder();
        while (css.IndexOf("url(", StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            kept.Append(css[..at]).Append("url()");
            var address = css[(at + 4)..];
            var end = EndOf(address, ')');
            css = end < address.Length ? address[(end + 1)..] : default;
        }

        return kept.Append(css).ToString();
    }

    private static string WithoutComments(ReadOnlySpan<char> text)
    {
        var all = text.ToString();
        var at = all.IndexOf("/*", StringComparison.Ordinal);
        while (at >= 0)
        {
            var end = all.IndexOf("*/", at + 2, StringComparison.Ordinal);
            all = end < 0 ? all[..at] : string.Concat(all.AsSpan(0, at), " ", all.AsSpan(end + 2));
            at = all.Length > LongestValue * 2 ? -1 : all.IndexOf("/*", at, StringComparison.Ordinal);
        }

        return all;
    }
}
