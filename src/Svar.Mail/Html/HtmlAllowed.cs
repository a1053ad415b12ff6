using System.Collections.Frozen;
using System.Globalization;

namespace Svar.Mail.Html;

/// <summary>
/// Elements and attributes that a cleaned mail may hold, and what their values must look like. Names and ids are not
/// among them (they would shadow the page's own), nor classes (the page's own rules would hold for them).
/// </summary>
internal static class HtmlAllowed
{
    private const int LongestText = 2_000;

    public static readonly FrozenSet<string> Elements = HtmlNames.Set(
        "a abbr acronym address article aside b big blockquote br caption center cite code col colgroup dd del dfn dir div dl dt em figcaption figure "
        + "font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark menu nav ol p pre q s samp section small span strike strong sub sup "
        + "table tbody td tfoot th thead time tr tt u ul var wbr");

    private static readonly FrozenSet<string> OnTables = HtmlNames.Set("table tbody td tfoot th thead tr col colgroup hr img");

    /// <summary>The value as it may be written, or null when the attribute has to go.</summary>
    public static string? Value(string element, string attribute, string value) => attribute switch
    {
        "title" or "alt" or "summary" => value.Length <= LongestText ? value : value[..LongestText],
        "dir" => OneOf(value, "ltr", "rtl", "auto"),
        "lang" => Word(value, 35),
        "align" => OneOf(value, "left", "right", "center", "justify", "top", "middle", "bottom"),
        "valign" when OnTables.Contains(element) => OneOf(value, "top", "middle", "bottom", "baseline"),
        "width" or "height" when OnTables.Contains(element) => Length(value),
        "border" or "cellpadding" or "cellspacing" when element is "table" or "img" => Count(value, 100),
        "bgcolor" when OnTables.Contains(element) => Colour(value),
        "nowrap" when element is "td" or "th" => "",
        "colspan" or "rowspan" when element is "td" or "th" => Count(value, 200),
        "scope" when element == "th" => OneOf(value, "row", "col", "rowgroup", "colgroup"),
        "span" when element is "col" or "colgroup" => Count(value, 200),
        "start" when element == "ol" => Count(value, 1_000_000),
        "value" when element == "li" => Count(value, 1_000_000),
        "type" when element is "ol" or "ul" or "li" => Word(value, 10),
        "color" when element is "font" or "hr" => Colour(value),
        "size" when element == "font" => value.Length is 1 or 2 && value.AsSpan().TrimStart("+-").IndexOfAnyExceptInRange('0', '7') < 0 ? value : null,
        "size" when element == "hr" => Count(value, 50),
        "face" when element == "font" => Face(value),
        _ => null,
    };

    private static string? OneOf(string value, params ReadOnlySpan<string> allowed)
    {
        foreach (var one in allowed)
        {
            if (value.Trim().Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return one;
            }
        }

        return null;
    }

    private static string? Word(string value, int longest) =>
        value.Length > 0 && value.Length <= longest && value.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-') ? value : null;

    private static string? Count(string value, int most) =>
        int.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= most
            ? count.ToString(CultureInfo.InvariantCulture)
            : null;

    private static string? Length(string value)
    {
        value = value.Trim();
        if (value.EndsWith('%'))
        {
            return Count(value[..^1], 100) is { } share ? share + "%" : null;
        }

        return Count(value.EndsWith("px", StringComparison.OrdinalIgnoreCase) ? value[..^2] : value, 2_000);
    }

    private static string? Colour(string value)
    {
        value = value.Trim();
        return value.Length is > 0 and <= 30 && value.AsSpan(value[0] == '#' ? 1 : 0) is { IsEmpty: false } rest && IsAsciiWord(rest) ? value : null;
    }

    private static bool IsAsciiWord(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                return false;
            }
        }

        return true;
    }

    private static string? Face(string value) =>
        value.Length is > 0 and <= 200 && value.All(static c => char.IsLetterOrDigit(c) || c is ' ' or ',' or '-' or '_' or '\'') ? value : null;
}
