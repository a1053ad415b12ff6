namespace Svar.Mail.Html;

internal readonly record struct HtmlAttribute(string Name, string Value);

/// <summary>
/// An element or a text of a read document, with its place in the source: <see cref="From"/> to <see cref="To"/>
/// takes in both tags. A text's <see cref="Name"/> is empty.
/// </summary>
internal sealed class HtmlNode(string name, int from, HtmlNode? parent)
{
    private static readonly List<HtmlNode> None = [];

    private List<HtmlNode>? _children;

    public string Name { get; } = name;

    public bool IsText => Name.Length == 0;

    public HtmlNode? Parent { get; } = parent;

    public int From { get; } = from;

    public int To { get; set; }

    /// <summary>Decoded text, of a text; raw content, of style.</summary>
    public string Text { get; init; } = "";

    public IReadOnlyList<HtmlAttribute> Attributes { get; init; } = [];

    public List<HtmlNode> Children => _children ?? None;

    public string? this[string attribute]
    {
        get
        {
            foreach (var one in Attributes)
            {
                if (one.Name == attribute)
                {
                    return one.Value;
                }
            }

            return null;
        }
    }

    public void Add(HtmlNode child) => (_children ??= []).Add(child);
}
