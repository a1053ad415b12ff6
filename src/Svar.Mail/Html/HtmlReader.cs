using System.Globalization;

namespace Svar.Mail.Html;

/// <summary>Reads a document aloud into <see cref="PlainLines"/>, node by node.</summary>
internal sealed class HtmlReader(CssSheet sheet, HashSet<HtmlNode> dataTables)
{
    private readonly PlainLines _lines = new();
    private readonly Stack<(HtmlNode Node, bool Was)> _letters = new();
    private readonly Stack<(HtmlNode List, int Next)> _lists = new();
    private readonly Stack<int> _links = new();
    private readonly Stack<HtmlNode> _preformatted = new();
    private bool _lettersShown = true;
    private int _pre;
    private int _row;
    private int _cell;

    public string Text
    {
        get
        {
            _lines.Finish();
            return _lines.ToString();
        }
    }

    public bool Enter(HtmlNode node)
    {
        if (node.IsText)
        {
            Say(node.Text);
            return false;
        }

        var name = node.Name;
        if (HtmlNames.Unread.Contains(name) || !IsShown(node))
        {
            return false;
        }

        switch (name)
        {
            case "br":
                if (_row > 0)
                {
                    _lines.Space();
                }
                else
                {
                    _lines.LineBreak();
                }

                break;
            case "hr":
                _lines.Break(1);
                _lines.Words("________________________________");
                _lines.Break(1);
                break;
            case "img":
                Picture(node);
                break;
            case "a":
                _links.Push(_lines.Length);
                break;
            case "pre" or "listing" or "xmp" or "plaintext":
                Block(2);
                _pre++;
                break;
            case "blockquote":
                Block(2);
                _lines.Push("> ");
                break;
            case "ul" or "ol" or "menu" or "dir":
                // a list within a list follows its item without a blank line
                Block(_lists.Count > 0 ? 1 : 2);
                _lists.Push((node, FirstNumber(node)));
                break;
            case "li":
                Item();
                break;
            case "dd":
                Block(1);
                _lines.Push("  ");
                break;
            case "tr" when IsDataRow(node):
                _lines.Break(1);
                _row++;
                _cell = 0;
                break;
            case "td" or "th" when _row > 0:
                if (_cell++ > 0)
                {
                    _lines.Words(" | ");
                }

                break;
            default:
                Block(Distance(node));
                break;
        }

        return true;
    }

    public void Leave(HtmlNode node)
    {
        switch (node.Name)
        {
            case "a":
                Link(node);
                break;
            case "pre" or "listing" or "xmp" or "plaintext":
                _pre--;
                Block(2);
                break;
            case "blockquote":
                _lines.Pop();
                Block(2);
                break;
            case "ul" or "ol" or "menu" or "dir":
                _lists.Pop();
                Block(_lists.Count > 0 ? 1 : 2);
                break;
            case "li" or "dd":
                _lines.Pop();
                Block(1);
                break;
            case "tr" when IsDataRow(node):
                _row--;
                _lines.Break(1);
                break;
            default:
                Block(Distance(node));
                break;
        }

        if (_preformatted.TryPeek(out var pre) && pre == node)
        {
            _preformatted.Pop();
            _pre--;
        }

        if (_letters.TryPeek(out var changed) && changed.Node == node)
        {
            _lettersShown = _letters.Pop().Was;
        }
    }

    private void Say(string text)
    {
        if (!_lettersShown)
        {
            return;
        }

        if (_pre > 0)
        {
            _lines.Preformatted(text);
        }
        else
        {
            _lines.Words(text);
        }
    }

    private bool IsShown(HtmlNode node)
    {
        var style = sheet.For(node);
        if (!HtmlNames.Void.Contains(node.Name) && style.Exists(static d => d.Property == "white-space" && d.Value.StartsWith("pre", StringComparison.OrdinalIgnoreCase)))
        {
            _preformatted.Push(node);
            _pre++;
        }

        switch (HtmlVisibility.Of(node, style))
        {
            case HtmlSight.Hidden:
                if (_preformatted.TryPeek(out var hidden) && hidden == node)
                {
                    _preformatted.Pop();
                    _pre--;
                }

                return false;
            case { } sight when (sight == HtmlSight.Shown) != _lettersShown && !HtmlNames.Void.Contains(node.Name):
                _letters.Push((node, _lettersShown));
                _lettersShown = sight == HtmlSight.Shown;
                break;
        }

        return true;
    }

    private void Block(int distance)
    {
        if (distance == 0)
        {
            return;
        }

        if (_row > 0)
        {
            _lines.Space();
        }
        else
        {
            _lines.Break(distance);
        }
    }

    private int Distance(HtmlNode node) => node.Name switch
    {
        "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => 2,
        "p" => ParagraphDistance(node),
        "table" when dataTables.Contains(node) => 2,
        _ => HtmlNames.Block.Contains(node.Name) ? 1 : 0,
    };

    // QUIRK: Outlook writes every line as <p class=MsoNormal> with no margin, and a blank line as one that holds nbsp
    private int ParagraphDistance(HtmlNode node)
    {
        var distance = 2;
        foreach (var (property, value) in sheet.For(node))
        {
            if (property is "margin" or "margin-bottom" or "margin-top")
            {
                var first = value.Split(' ', 2)[0];
                distance = CssAllowed.Pixels(first) is <= 2 ? 1 : 2;
            }
        }

        return distance;
    }

    private void Picture(HtmlNode node)
    {
        var alt = node["alt"]?.Trim();
        if (!string.IsNullOrEmpty(alt) && _lettersShown && node["width"] is not "1" and not "0")
        {
            _lines.Words($"[{alt}]");
        }
    }

    private void Item()
    {
        Block(1);
        var marker = "- ";
        if (_lists.TryPop(out var list))
        {
            marker = list.List.Name == "ol" ? string.Create(CultureInfo.InvariantCulture, $"{list.Next}. ") : marker;
            _lists.Push((list.List, list.Next + 1));
        }

        _lines.Push(new string(' ', marker.Length), marker);
    }

    private static int FirstNumber(HtmlNode list) =>
        int.TryParse(list["start"], NumberStyles.None, CultureInfo.InvariantCulture, out var start) && start < 1_000_000 ? start : 1;

    private bool IsDataRow(HtmlNode row)
    {
        var table = row.Parent;
        while (table is not null && table.Name is "tbody" or "thead" or "tfoot")
        {
            table = table.Parent;
        }

        return table is not null && dataTables.Contains(table);
    }

    private void Link(HtmlNode node)
    {
        var from = _links.Pop();
        var href = node["href"]?.Trim();
        if (string.IsNullOrEmpty(href) || from >= _lines.Length || !_lettersShown)
        {
            return;
        }

        var words = _lines.Since(from).Trim();
        if (words.Length == 0)
        {
            return;
        }

        if (href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            href = Uri.UnescapeDataString(href[7..].Split('?', 2)[0]);
        }
        else if (href.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
        {
            // RFC 3966 §3: parameters follow a semicolon; people write numbers with blanks and without the country
            href = Uri.UnescapeDataString(href[4..].Split(';', 2)[0]).Trim();
            if (Digits(href) is { Length: > 0 } number && Digits(words) is { Length: >= 3 } said && (number.Contains(said, StringComparison.Ordinal) || said.Contains(number, StringComparison.Ordinal)))
            {
                return;
            }
        }
        else if (!href.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !href.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (href.Length > 0 && !words.Contains(Bare(href), StringComparison.OrdinalIgnoreCase))
        {
            _lines.Words($" <{href.Replace(' ', '+')}>");
        }
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    private static string Bare(string href)
    {
        var bare = href.AsSpan();
        var scheme = bare.IndexOf("://", StringComparison.Ordinal);
        bare = scheme > 0 ? bare[(scheme + 3)..] : bare;
        bare = bare.StartsWith("www.", StringComparison.OrdinalIgnoreCase) ? bare[4..] : bare;
        return bare.TrimEnd('/').ToString();
    }
}
