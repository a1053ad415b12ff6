namespace Svar.Mail.Html;

/// <summary>Walks over a read document without recursion.</summary>
internal static class HtmlWalk
{
    /// <summary>Every node below the root, a parent before its children, in the order of the source.</summary>
    public static IEnumerable<HtmlNode> Descendants(HtmlNode root)
    {
        var left = new Stack<HtmlNode>();
        left.Push(root);
        while (left.TryPop(out var node))
        {
            if (node != root)
            {
                yield return node;
            }

            for (var i = node.Children.Count - 1; i >= 0; i--)
            {
                left.Push(node.Children[i]);
            }
        }
    }

    /// <summary>
    /// Calls <paramref name="enter"/> for each node and <paramref name="leave"/> after its children; where enter says
    /// no, children and leave are passed over.
    /// </summary>
    public static void Through(HtmlNode root, Func<HtmlNode, bool> enter, Action<HtmlNode> leave)
    {
        var path = new Stack<(HtmlNode Node, int Next)>();
        path.Push((root, 0));
        while (path.TryPop(out var at))
        {
            if (at.Next >= at.Node.Children.Count)
            {
                if (at.Node != root)
                {
                    leave(at.Node);
                }

                continue;
            }

            path.Push((at.Node, at.Next + 1));
            var child = at.Node.Children[at.Next];
            if (enter(child))
            {
                path.Push((child, 0));
            }
        }
    }

    /// <summary>The document's style sheets, those for the screen.</summary>
    public static CssSheet Sheets(HtmlNode root)
    {
        var sheet = new CssSheet();
        foreach (var node in Descendants(root))
        {
            if (node.Name == "style" && node["media"] is null or "all" or "screen" or "")
            {
                sheet.Add(node.Text);
            }
        }

        return sheet;
    }
}
