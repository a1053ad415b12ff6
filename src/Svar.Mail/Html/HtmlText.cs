namespace Svar.Mail.Html;

/// <summary>The best plain reading of an HTML mail.</summary>
public static class HtmlText
{
    private const int DefaultLimit = 4_000_000;

    /// <summary>
    /// Paragraphs apart by a blank line, lists with marks, headings on lines of their own, data tables a row a line with ' | ' between cells, quotations
    /// with '&gt; ', preformatted text kept as it is, links as 'words &lt;address&gt;' (RFC 3986 Appendix C) unless the words are the address. What the
    /// sender hid from the eye is not in it. Of a document longer than <paramref name="limit"/> characters the rest is not read. Lines end in LF;
    /// no line ends in blanks.
    /// </summary>
    public static string ToText(string html, int limit = DefaultLimit)
    {
        ArgumentNullException.ThrowIfNull(html);
        return ToText(HtmlTree.Read(html, limit));
    }

    internal static string ToText(HtmlNode root)
    {
        var reader = new HtmlReader(HtmlWalk.Sheets(root), HtmlTables.Data(root));
        HtmlWalk.Through(root, reader.Enter, reader.Leave);
        return reader.Text;
    }
}
