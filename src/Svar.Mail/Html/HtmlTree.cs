namespace Svar.Mail.Html;

/// <summary>
/// Reads HTML into a tree: the part of WHATWG HTML §13.2.6 that decides what a reader sees. Tags that were left out
/// are supplied, end tags that nobody opened are dropped, and past a depth of <see cref="DeepestElement"/> elements
/// are laid side by side, so that no input makes the tree, or a walk over it, costly.
/// </summary>
internal static class HtmlTree
{
    public const int DeepestElement = 200;

    /// <summary>A letter has a hundred, a large newsletter some ten thousand; what comes after so many is not read.</summary>
    private const int MostNodes = 300_000;

    /// <summary>Reads at most <paramref name="limit"/> characters; what comes after them is not read.</summary>
    public static HtmlNode Read(string html, int limit)
    {
        if (html.Length > limit)
        {
            html = html[..limit];
        }

        return new Builder(html).Build();
    }

    private sealed class Builder(string html)
    {
        private readonly HtmlTokenizer _tokens = new(html);
        private readonly List<HtmlNode> _open = [new("#root", 0, null) { To = html.Length }];

        // end tags without a start tag are told at once, however many there are
        private readonly Dictionary<string, int> _openCount = new(StringComparer.Ordinal);

        // what is open past the deepest element: laid side by side there, it still owns its end tags
        private readonly List<string> _flat = [];
        private readonly Dictionary<string, int> _flatCount = new(StringComparer.Ordinal);

        private bool _hasBody;

        private HtmlNode Top => _open[^1];

        public HtmlNode Build()
        {
            for (var nodes = 0; nodes < MostNodes && _tokens.Next();)
            {
                nodes += _tokens.Kind is HtmlTokenKind.Text or HtmlTokenKind.StartTag ? 1 : 0;
                switch (_tokens.Kind)
                {
                    case HtmlTokenKind.Text:
                        Text(HtmlEntities.Decode(_tokens.Raw, inAttribute: false));
                        break;
                    case HtmlTokenKind.StartTag:
                        Start();
                        break;
                    case HtmlTokenKind.EndTag:
                        End(_tokens.Name);
                        break;
                }
            }

            while (_open.Count > 1)
            {
                Pop(html.Length);
            }

            return _open[0];
        }

        private void Text(string text)
        {
            if (IsOpen("head") && Top.Name is "head" && !string.IsNullOrWhiteSpace(text))
            {
                PopThrough("head", _tokens.From);
            }

            // §13.2.6.4.7: a line end right after the tag is not part of preformatted text
            if (Top.Name is "pre" or "listing" && Top.Children.Count == 0)
            {
                text = text.StartsWith("\r\n", StringComparison.Ordinal) ? text[2..] : text.StartsWith('\n') ? text[1..] : text;
            }

            Top.Add(new("", _tokens.From, Top) { Text = text, To = _tokens.To });
        }

        private void Start()
        {
            var name = _tokens.Name;
            var from = _tokens.From;
            if (name is "html")
            {
                return;
            }

            if (IsOpen("svg") || IsOpen("math"))
            {
                Foreign(name);
                return;
            }

            if (name != "head" && IsOpen("head") && !HtmlNames.HeadOnly.Contains(name))
            {
                PopThrough("head", from);
            }

            if (HtmlNames.OfTable.Contains(name) && !IsOpen("table"))
            {
                // parts of a table that is not there are none (§13.2.6.4.7), and would be of the page's; their words stay apart
                Text(" ");
                return;
            }

            if (name == "table")
            {
                EndTableWithoutCell(from);
            }

            CloseImplied(name, from);
            if (name == "body" && (_open.Count > 1 || _hasBody))
            {
                // a second one, as in mails put together from several, begins nothing (§13.2.6.4.7)
                return;
            }

            _hasBody |= name == "body";
            if (HtmlNames.Void.Contains(name))
            {
                Top.Add(new(name == "image" ? "img" : name, from, Top) { To = _tokens.To, Attributes = _tokens.Attributes ?? [] });
                return;
            }

            var selfClosed = _tokens.SelfClosing && name is "svg" or "math";
            if (HtmlNames.RawText.Contains(name))
            {
                RawText(name, from);
                return;
            }

            Push(name, from);
            if (selfClosed)
            {
                End(name);
            }
        }

        private void RawText(string name, int from)
        {
            var attributes = _tokens.Attributes ?? [];
            var content = "";
            if (name == "plaintext" ? _tokens.NextRawText("\0") : _tokens.NextRawText(name))
            {
                content = _tokens.Raw.ToString();
            }

            // a style sheet is kept for its rules, text areas and titles are not read by anyone
            var node = new HtmlNode(name, from, Top) { Text = content, Attributes = attributes };
            if (name is "xmp" or "plaintext")
            {
                node.Add(new("", from, node) { Text = content, To = _tokens.To });
            }

            if (_tokens.Next() && _tokens.Kind == HtmlTokenKind.EndTag)
            {
                node.To = _tokens.To;
            }
            else
            {
                node.To = html.Length;
            }

            Top.Add(node);
        }

        private void Foreign(string name)
        {
            if (HtmlNames.BreaksOutOfForeign.Contains(name))
            {
                while (IsOpen("svg") || IsOpen("math"))
                {
                    Pop(_tokens.From);
                }

                Start();
            }
            else if (!_tokens.SelfClosing)
            {
                Push(name, _tokens.From);
            }
        }

        // §13.2.6.4.9: a table that begins outside the cells of another ends it
        private void EndTableWithoutCell(int from)
        {
            if (IsOpen("table") && _open.FindLast(static node => node.Name is "table" or "td" or "th" or "caption") is { Name: "table" })
            {
                PopThrough("table", from);
            }
        }

        private void CloseImplied(string name, int from)
        {
            if (HtmlNames.ClosesParagraph.Contains(name))
            {
                CloseOpen("p", from, static n => n is "table" or "td" or "th" or "caption");
            }

            switch (name)
            {
                case "li":
                    CloseOpen("li", from, static n => n is "ul" or "ol" or "menu" or "dir" or "table" or "td" or "th" or "blockquote");
                    break;
                case "dt" or "dd":
                    CloseOpen("dt", from, static n => n is "dl" or "table" or "td" or "th" or "dd");
                    CloseOpen("dd", from, static n => n is "dl" or "table" or "td" or "th");
                    break;
                case "tr":
                    CloseOpen("tr", from, static n => n is "table");
                    break;
                case "td" or "th":
                    CloseOpen("td", from, static n => n is "table" or "tr" or "th");
                    CloseOpen("th", from, static n => n is "table" or "tr");
                    break;
                case "tbody" or "thead" or "tfoot":
                    CloseOpen("tbody", from, static n => n is "table");
                    CloseOpen("thead", from, static n => n is "table");
                    CloseOpen("tfoot", from, static n => n is "table");
                    break;
                case "option" or "optgroup":
                    CloseOpen("option", from, static n => n is "select");
                    break;
                case "a":
                    CloseOpen("a", from, static n => n is "table" or "td" or "th");
                    break;
                case "body":
                    CloseOpen("head", from, static _ => false);
                    break;
            }
        }

        private void CloseOpen(string name, int from, Func<string, bool> barrier)
        {
            if (!IsOpen(name))
            {
                return;
            }

            for (var i = _open.Count - 1; i > 0; i--)
            {
                if (_open[i].Name == name)
                {
                    PopThrough(name, from);
                    return;
                }

                if (barrier(_open[i].Name))
                {
                    return;
                }
            }
        }

        private void End(string name)
        {
            if (name is "body" or "html")
            {
                // what is written after them belongs to the body all the same
                return;
            }

            if (HtmlNames.Headings.Contains(name) && !IsOpen(name))
            {
                name = HtmlNames.Headings.FirstOrDefault(IsOpen) ?? name;
            }

            if (_flatCount.GetValueOrDefault(name) > 0)
            {
                PopFlat(name);
                return;
            }

            if (!IsOpen(name))
            {
                Unopened(name);
                return;
            }

            var inTable = name is "table" or "tr" or "td" or "th" or "tbody" or "thead" or "tfoot" or "caption";
            for (var i = _open.Count - 1; i > 0; i--)
            {
                if (_open[i].Name == name)
                {
                    while (_open.Count > i + 1)
                    {
                        Pop(_tokens.From);
                    }

                    Pop(_tokens.To);
                    return;
                }

                // an end tag does not reach out of the cell that it stands in
                if (_open[i].Name is "table" ? name != "table" : !inTable && _open[i].Name is "td" or "th" or "caption")
                {
                    return;
                }
            }
        }

        private void Unopened(string name)
        {
            if (name is "p" or "br")
            {
                Top.Add(new(name, _tokens.From, Top) { To = _tokens.To });
            }
        }

        private void Push(string name, int from)
        {
            if (_open.Count >= DeepestElement)
            {
                var flat = new HtmlNode(name, from, Top) { To = _tokens.To, Attributes = _tokens.Attributes ?? [] };
                Top.Add(flat);
                _flat.Add(name);
                _flatCount[name] = _flatCount.GetValueOrDefault(name) + 1;
                return;
            }

            var node = new HtmlNode(name, from, Top) { Attributes = _tokens.Attributes ?? [] };
            Top.Add(node);
            _open.Add(node);
            _openCount[name] = _openCount.GetValueOrDefault(name) + 1;
        }

        private void PopThrough(string name, int to)
        {
            while (_open.Count > 1)
            {
                var last = Top.Name == name;
                Pop(to);
                if (last)
                {
                    return;
                }
            }
        }

        private void PopFlat(string? through)
        {
            while (_flat.Count > 0)
            {
                var name = _flat[^1];
                _flat.RemoveAt(_flat.Count - 1);
                _flatCount[name]--;
                if (name == through)
                {
                    return;
                }
            }
        }

        private void Pop(int to)
        {
            PopFlat(through: null);
            var node = Top;
            node.To = to;
            _open.RemoveAt(_open.Count - 1);
            _openCount[node.Name]--;
        }

        private bool IsOpen(string name) => _openCount.TryGetValue(name, out var count) && count > 0;
    }
}
