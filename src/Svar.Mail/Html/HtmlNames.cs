using System.Collections.Frozen;

namespace Svar.Mail.Html;

/// <summary>The elements that reading and cleaning treat in a way of their own.</summary>
internal static class HtmlNames
{
    private const int LongestName = 64;

    private static readonly FrozenSet<string> Known = new[]
    {
        "a", "abbr", "address", "align", "alt", "area", "article", "aside", "b", "background", "bgcolor", "blockquote", "body", "border", "br",
        "caption", "cellpadding", "cellspacing", "center", "class", "code", "col", "colgroup", "color", "colspan", "dd", "del", "dir", "div", "dl",
        "dt", "em", "face", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "height", "hr", "href", "html", "i",
        "id", "img", "input", "label", "lang", "li", "link", "main", "meta", "nav", "nobr", "o:p", "ol", "p", "pre", "q", "rel", "rowspan", "s",
        "script", "section", "size", "small", "span", "src", "start", "strike", "strong", "style", "sub", "sup", "svg", "table", "target", "tbody",
        "td", "tfoot", "th", "thead", "title", "tr", "tt", "type", "u", "ul", "valign", "value", "width",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> KnownSpans = Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Elements without an end tag (WHATWG HTML §13.1.2).</summary>
    public static readonly FrozenSet<string> Void = Set(
        "area base basefont bgsound br col command embed frame hr image img input keygen link meta param source track wbr");

    /// <summary>Elements whose content is text up to their end tag, whatever it looks like (§13.2.6.2).</summary>
    public static readonly FrozenSet<string> RawText = Set("script style xmp iframe noembed noframes textarea title plaintext");

    /// <summary>Parts of a table.</summary>
    public static readonly FrozenSet<string> OfTable = Set("caption col colgroup tbody td tfoot th thead tr");

    /// <summary>Elements that stand in the head, and so do not begin the body.</summary>
    public static readonly FrozenSet<string> HeadOnly = Set("base basefont bgsound link meta noscript script style template title xml");

    /// <summary>A start tag of these ends an open paragraph (§13.2.6.4.7).</summary>
    public static readonly FrozenSet<string> ClosesParagraph = Set(
        "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr "
        + "main menu nav ol p pre search section summary table ul li dd dt listing xmp plaintext");

    /// <summary>HTML elements whose start tag ends svg or math that was left open (§13.2.6.5).</summary>
    public static readonly FrozenSet<string> BreaksOutOfForeign = Set(
        "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small "
        + "span strong strike sub sup table tt u ul var");

    /// <summary>What stands on lines of its own.</summary>
    public static readonly FrozenSet<string> Block = Set(
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 "
        + "h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p pre search section summary table tbody td tfoot th thead tr ul "
        + "plaintext xmp");

    public static readonly FrozenSet<string> Headings = Set("h1 h2 h3 h4 h5 h6");

    /// <summary>Elements whose content nobody reads: they go with everything in them.</summary>
    public static readonly FrozenSet<string> Unread = Set(
        "applet audio base canvas datalist embed frame frameset head iframe link math meta noembed noframes object param script select style svg template "
        + "textarea title track video xml");

    public static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static string Lower(ReadOnlySpan<char> name)
    {
        name = name.Length > LongestName ? name[..LongestName] : name;
        Span<char> lower = stackalloc char[name.Length];
        for (var i = 0; i < name.Length; i++)
        {
            lower[i] = name[i] is >= 'A' and <= 'Z' ? (char)(name[i] | 0x20) : name[i];
        }

        return KnownSpans.TryGetValue(lower, out var known) ? known : lower.ToString();
    }
}
