using System.Globalization;
using System.Text;

namespace Svar.Mail.Html;

/// <summary>
/// Rewrites a mail's HTML from allow lists, so that it may stand in a page.
/// <para>
/// Nothing of the source is passed on: it is read into a tree, and the tree is written anew. What is written holds only elements from
/// one list, all of them HTML's own and none of them with content that is read by other rules (no svg, math, style, script, title,
/// textarea, noscript, template, select); every attribute is checked by name and value and stands in double quotes; there are no comments.
/// So whatever the reader took the source for, a browser can read the result in one way only, and no way of writing it out
/// and reading it again turns it into something else.
/// </para>
/// </summary>
public static class HtmlCleaner
{
    /// <summary>
    /// The mail as a fragment in which nothing runs, loads, submits, tracks, or leaves its box. Best in a document or frame of its own; in a page, in an element that holds
    /// blocks and lies in no list item and no link, which items and links of the fragment would end. Never throws on bad HTML; its time is linear.
    /// </summary>
    public static CleanedHtml Clean(string html, HtmlCleanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(html);
        options ??= HtmlCleanOptions.Default;
        var root = HtmlTree.Read(html, options.Limit);
        var writer = new Writer(options, HtmlWalk.Sheets(root), html.Length);
        HtmlWalk.Through(root, writer.Enter, writer.Leave);
        return writer.Result();
    }

    private sealed class Writer(HtmlCleanOptions options, CssSheet sheet, int sourceLength)
    {
        private readonly StringBuilder _html = new(Math.Min(sourceLength, 1 << 20));
        private long _styleBudget = Math.Max(200_000, 4L * sourceLength);
        private readonly Stack<HtmlGround> _grounds = new([HtmlGround.Paper]);
        private int _preStart = -1;
        private int _blocked;
        private int _trackers;

        public CleanedHtml Result() => new(_html.ToString(), _blocked, _trackers);

        public bool Enter(HtmlNode node)
        {
            if (node.IsText)
            {
                var at = _html.Length;
                HtmlEntities.AppendText(_html, node.Text);
                if (at == _preStart && _html.Length > at && _html[at] == '\n')
                {
                    // the parser that reads this takes a first line end for part of the tag
                    _html.Insert(at, '\n');
                }

                return false;
            }

            if (HtmlNames.Unread.Contains(node.Name) || node.Name is "input")
            {
                return false;
            }

            var style = sheet.For(node);
            if (HtmlVisibility.Of(node, style) == HtmlSight.Hidden)
            {
                return false;
            }

            var name = WrittenName(node);
            if (name is null)
            {
                _grounds.Push(_grounds.Peek());
                return true;
            }

            if (name == "img")
            {
                Picture(node, style);
                return false;
            }

            if (node.Name == "body" && node["bgcolor"] is { } colour)
            {
                style.Insert(0, new("background-color", colour));
            }

            var ground = _grounds.Peek().Within(node, style, out var isColourDropped);
            _html.Append('<').Append(name);
            Attributes(node, name, isColourDropped ? "color" : null);
            if (name == "a" && node["href"] is { } href && HtmlAddresses.Link(href) is { } address)
            {
                Attribute("href", address);
                Attribute("target", "_blank");
                Attribute("rel", "noopener noreferrer nofollow");
            }

            Style(style);
            _html.Append('>');
            _preStart = name == "pre" ? _html.Length : _preStart;
            if (HtmlNames.Void.Contains(name))
            {
                return false;
            }

            _grounds.Push(ground);
            return true;
        }

        public void Leave(HtmlNode node)
        {
            _grounds.Pop();
            if (WrittenName(node) is { } name)
            {
                _html.Append("</").Append(name).Append('>');
            }
        }

        private static string? WrittenName(HtmlNode node) => node.Name switch
        {
            // what the mail says of its whole page holds for a box of its own
            "body" => "div",
            "xmp" or "listing" or "plaintext" => "pre",
            _ => HtmlAllowed.Elements.Contains(node.Name) ? node.Name : null,
        };

        private void Attributes(HtmlNode node, string name, string? except = null)
        {
            foreach (var (attribute, value) in node.Attributes)
            {
                if (attribute != except && HtmlAllowed.Value(name, attribute, value) is { } allowed)
                {
                    Attribute(attribute, allowed);
                }
            }
        }

        private void Attribute(string name, string value)
        {
            _html.Append(' ').Append(name).Append("=\"");
            HtmlEntities.AppendAttribute(_html, value);
            _html.Append('"');
        }

        private void Style(List<CssDeclaration> style)
        {
            if (style.Count == 0 || !options.KeepsStyles || _styleBudget <= 0)
            {
                return;
            }

            var kept = new List<CssDeclaration>();
            foreach (var said in style)
            {
                if (CssAllowed.Clean(said) is { } clean)
                {
                    kept.RemoveAll(k => k.Property == clean.Property);
                    kept.Add(clean);
                }
            }

            if (kept.Count == 0)
            {
                return;
            }

            var text = string.Join(';', kept.Select(static k => $"{k.Property}:{k.Value}"));
            _styleBudget -= text.Length + 10;
            Attribute("style", text);
        }

        private void Picture(HtmlNode node, List<CssDeclaration> style)
        {
            var source = node["src"] ?? node["data-blocked-src"] ?? "";
            var attribute = "src";
            string? address = null;
            if (HtmlAddresses.ContentId(source) is { } id)
            {
                address = options.ContentId?.Invoke(id);
            }
            else if (HtmlAddresses.Remote(source) is { } remote)
            {
                if (IsPoint(node, style))
                {
                    _trackers++;
                    return;
                }

                address = options.RemoteImage?.Invoke(remote);
                if (address is null)
                {
                    _blocked++;
                    address = remote;
                    attribute = "data-blocked-src";
                }
            }
            else
            {
                address = HtmlAddresses.Data(source, options.LongestDataImage);
            }

            if (address is null && string.IsNullOrWhiteSpace(node["alt"]))
            {
                return;
            }

            _html.Append("<img");
            if (address is not null)
            {
                Attribute(attribute, address);
            }

            Attributes(node, "img");
            Style(style);
            _html.Append('>');
        }

        private static bool IsPoint(HtmlNode node, List<CssDeclaration> style)
        {
            double? width = Size(node["width"]);
            double? height = Size(node["height"]);
            foreach (var (property, value) in style)
            {
                width = property == "width" ? CssAllowed.Pixels(value) ?? width : width;
                height = property == "height" ? CssAllowed.Pixels(value) ?? height : height;
            }

            return width is <= 2 && height is null or <= 2;
        }

        private static double? Size(string? attribute) =>
            double.TryParse(attribute, NumberStyles.Float, CultureInfo.InvariantCulture, out var size) ? size : null;
    }
}
