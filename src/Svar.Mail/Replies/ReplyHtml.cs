using System.Text;
using Svar.Mail.Html;

namespace Svar.Mail.Replies;

/// <summary>An HTML mail's new words (with the signature) and the mail it quotes, both still to be cleaned.</summary>
/// <param name="Reply">The source without the quoted elements.</param>
/// <param name="Quoted">The quoted elements, one after the other; empty when nothing is quoted.</param>
public sealed record ReplyHtmlParts(string Reply, string Quoted);

/// <summary>
/// Tells an HTML reply's new words from the mail that it quotes: the document is read as plain text, in which the elements that
/// programs quote with become quote marks, and <see cref="ReplyText"/> judges that; so inline answers stay here too.
/// </summary>
public static class ReplyHtml
{
    /// <summary>Splits a document. Every character of the source is in one of the two, and each consists of whole elements.</summary>
    public static ReplyHtmlParts Split(string html, int limit = 4_000_000)
    {
        ArgumentNullException.ThrowIfNull(html);
        var root = HtmlTree.Read(html, limit);
        var lines = new Lines(HtmlWalk.Sheets(root));
        HtmlWalk.Through(root, lines.Enter, lines.Leave);
        var quoted = new Quoted(lines);
        HtmlWalk.Through(root, quoted.Enter, quoted.Leave);
        return Cut(html, quoted.Ranges(root));
    }

    private static ReplyHtmlParts Cut(string html, List<(int From, int To)> ranges)
    {
        var reply = new StringBuilder(html.Length);
        var quoted = new StringBuilder();
        var at = 0;
        foreach (var (from, to) in ranges)
        {
            reply.Append(html, at, from - at);
            quoted.Append(html, from, to - from);
            at = to;
        }

        return new(reply.Append(html, at, html.Length - at).ToString(), quoted.ToString());
    }

    /// <summary>The document as plain lines, and which node each stretch of them comes from.</summary>
    private sealed class Lines(CssSheet sheet)
    {
        private readonly StringBuilder _text = new();
        private readonly Stack<HtmlNode> _quotes = new();
        private readonly HtmlQuotes _elements = new();
        private bool _lineStart = true;
        private bool _blank = true;
        private bool _space;

        public List<(HtmlNode Node, int From, int To)> Runs { get; } = [];

        public string Text => _text.ToString();

        /// <summary>Where a program's own element says that what follows is earlier mail.</summary>
        public HashSet<int> Starts { get; } = [];

        public bool Enter(HtmlNode node)
        {
            if (node.IsText)
            {
                var gmail = _elements.IsGmailHeading(node);
                Say(node, node.Text, gmail);
                return false;
            }

            if (HtmlNames.Unread.Contains(node.Name) || HtmlVisibility.Of(node, sheet.For(node)) == HtmlSight.Hidden)
            {
                return false;
            }

            switch (node.Name)
            {
                case "br":
                    NewLine();
                    return false;
                case "img":
                    Say(node, "\uFFFC", false);
                    return false;
                case "p" or "h1" or "h2" or "h3" or "table" or "ul" or "ol" or "blockquote" or "pre":
                    Line(blankBefore: true);
                    break;
                default:
                    if (HtmlNames.Block.Contains(node.Name))
                    {
                        Line(blankBefore: false);
                    }

                    break;
            }

            Quote(node);
            return node.Name != "hr";
        }

        public void Leave(HtmlNode node)
        {
            if (_quotes.TryPeek(out var top) && top == node)
            {
                Line(blankBefore: false);
                _quotes.Pop();
            }

            if (HtmlNames.Block.Contains(node.Name))
            {
                Line(blankBefore: node.Name is "p" or "blockquote");
            }
        }

        private void Quote(HtmlNode node)
        {
            switch (_elements.Of(node))
            {
                case HtmlQuoteKind.Whole:
                    Line(blankBefore: false);
                    _quotes.Push(node);
                    break;
                case HtmlQuoteKind.FromHere when _quotes.Count == 0:
                    Line(blankBefore: false);
                    Starts.Add(_text.Length);
                    break;
                case HtmlQuoteKind.None when _elements.IsGmailHeading(node) && HtmlNames.Block.Contains(node.Name) && _quotes.Count == 0:
                    _quotes.Push(node);
                    break;
            }

            if (node.Name == "hr")
            {
                Say(node, "________________________________", false);
                Line(blankBefore: false);
            }
        }

        private void Say(HtmlNode node, string text, bool inQuote)
        {
            var from = -1;
            foreach (var c in text)
            {
                if (HtmlTokenizer.IsSpace(c) || c == '\u00A0')
                {
                    if (c == '\n' && node.Parent?.Name is "pre")
                    {
                        NewLine();
                    }

                    _space = true;
                    continue;
                }

                if (_lineStart)
                {
                    _text.Append(_quotes.Count > 0 || inQuote ? "> " : "");
                }
                else if (_space)
                {
                    _text.Append(' ');
                }

                from = from < 0 ? _text.Length : from;
                _text.Append(c);
                _space = _lineStart = _blank = false;
            }

            if (from >= 0)
            {
                Runs.Add((node, from, _text.Length));
            }
        }

        private void Line(bool blankBefore)
        {
            if (!_lineStart)
            {
                NewLine();
            }

            if (blankBefore && !_blank)
            {
                NewLine();
            }
        }

        private void NewLine()
        {
            if (_lineStart && _quotes.Count > 0)
            {
                _text.Append('>');
            }

            _blank |= _lineStart;
            _text.Append('\n');
            _lineStart = true;
            _space = false;
        }
    }

    /// <summary>Which elements are quoted through and through. What has no words of its own goes with what stands before it.</summary>
    private sealed class Quoted
    {
        private readonly Dictionary<HtmlNode, bool> _leaves = [];
        private readonly Dictionary<HtmlNode, bool> _whole = [];
        private bool _last;

        public Quoted(Lines lines)
        {
            var parts = ReplyText.Split(lines.Text, lines.Starts).Parts;
            var at = 0;
            foreach (var (node, from, to) in lines.Runs)
            {
                while (at < parts.Count && parts[at].To <= from)
                {
                    at++;
                }

                _leaves[node] = at < parts.Count && parts[at].Kind == ReplyPartKind.Quoted && parts[at].To >= to;
            }
        }

        public bool Enter(HtmlNode node)
        {
            if (_leaves.TryGetValue(node, out var quoted))
            {
                _last = quoted;
            }

            if (node.Children.Count == 0)
            {
                Note(node, _last);
                return false;
            }

            _whole[node] = true;
            return true;
        }

        public void Leave(HtmlNode node) => Note(node, _whole[node]);

        public List<(int From, int To)> Ranges(HtmlNode root)
        {
            var ranges = new List<(int From, int To)>();
            HtmlWalk.Through(
                root,
                node =>
                {
                    if (!_whole[node])
                    {
                        return true;
                    }

                    if (ranges.Count > 0 && ranges[^1].To == node.From)
                    {
                        ranges[^1] = (ranges[^1].From, node.To);
                    }
                    else if (node.To > node.From)
                    {
                        ranges.Add((node.From, node.To));
                    }

                    return false;
                },
                static _ => { });
            return ranges;
        }

        private void Note(HtmlNode node, bool quoted)
        {
            _whole[node] = quoted;
            if (node.Parent is { } parent && !quoted)
            {
                _whole[parent] = false;
            }
        }
    }
}
