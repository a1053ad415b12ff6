namespace Svar.Mail.Html;

/// <summary>Tells tables that hold data from tables that only lay out a page, which in mail is most of them.</summary>
internal static class HtmlTables
{
    /// <summary>The data tables: with header cells, or rows of several cells, and neither tables nor lines nor blocks within a cell.</summary>
    public static HashSet<HtmlNode> Data(HtmlNode root)
    {
        var inside = new Dictionary<HtmlNode, Findings>();
        var rows = new HashSet<HtmlNode>();
        foreach (var node in HtmlWalk.Descendants(root))
        {
            if (node.Name == "table")
            {
                inside[node] = new();
                if (Around(node) is { } outer)
                {
                    inside[outer].IsLayout = true;
                }

                continue;
            }

            if (!IsTelling(node.Name) || Around(node) is not { } table)
            {
                continue;
            }

            var found = inside[table];
            found.HasHeader |= node.Name == "th";
            found.HasRow |= node.Name is "td" or "th" && node.Parent is { } row && !rows.Add(row);
            found.HasBlocks |= node.Name is not ("td" or "th");
        }

        return [.. inside.Where(static t => !t.Value.IsLayout && t.Value.HasRow && (t.Value.HasHeader || !t.Value.HasBlocks)).Select(static t => t.Key)];
    }

    private static bool IsTelling(string name) =>
        name is "td" or "th" or "br" or "ul" or "ol" or "h1" or "h2" or "h3" or "h4" or "hr" or "blockquote" or "pre" or "div" or "img";

    private static HtmlNode? Around(HtmlNode node)
    {
        for (var at = node.Parent; at is not null; at = at.Parent)
        {
            if (at.Name == "table")
            {
                return at;
            }
        }

        return null;
    }

    private sealed class Findings
    {
        public bool IsLayout { get; set; }

        public bool HasHeader { get; set; }

        public bool HasRow { get; set; }

        public bool HasBlocks { get; set; }
    }
}
