namespace Svar.Mail.Html;

internal enum HtmlTokenKind
{
    Text,
    StartTag,
    EndTag,

    /// <summary>Comment, conditional comment, doctype, processing instruction: nothing a reader sees.</summary>
    Unseen,
    End,
}

/// <summary>
/// Cuts HTML into tags and text as browsers do (WHATWG HTML §13.2.5), in one pass over the source and without
/// ever looking back, so its time is linear on any input. Every token knows its place in the source.
/// </summary>
internal sealed class HtmlTokenizer(string source)
{
    private const int MostAttributes = 128;

    private int _at;

    public HtmlTokenKind Kind { get; private set; }

    public int From { get; private set; }

    public int To => _at;

    /// <summary>The tag's name in lower case.</summary>
    public string Name { get; private set; } = "";

    public bool SelfClosing { get; private set; }

    public List<HtmlAttribute>? Attributes { get; private set; }

    public ReadOnlySpan<char> Raw => source.AsSpan(From, _at - From);

    public bool Next()
    {
        From = _at;
        Attributes = null;
        if (_at >= source.Length)
        {
            Kind = HtmlTokenKind.End;
            return false;
        }

        if (source[_at] != '<' || !Markup())
        {
            Kind = HtmlTokenKind.Text;
            do
            {
                var next = _at + 1 < source.Length ? source.IndexOf('<', _at + 1) : -1;
                _at = next < 0 ? source.Length : next;
            }
            while (_at + 1 < source.Length && source[_at + 1] == '<');
        }

        return true;
    }

    /// <summary>Everything up to the end tag of this name, which is left to be read next: script, style and their like (§13.2.5.2-4).</summary>
    public bool NextRawText(string name)
    {
        From = _at;
        Attributes = null;
        Kind = HtmlTokenKind.Text;
        var at = _at;
        while (true)
        {
            at = at < source.Length ? source.IndexOf("</", at, StringComparison.Ordinal) : -1;
            if (at < 0)
            {
                _at = source.Length;
                break;
            }

            var end = at + 2 + name.Length;
            if (string.Compare(source, at + 2, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
                && (end >= source.Length || source[end] is '>' or '/' || IsSpace(source[end])))
            {
                _at = at;
                break;
            }

            at += 2;
        }

        return _at > From;
    }

    public static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f';

    private bool Markup()
    {
        if (_at + 1 >= source.Length)
        {
            return false;
        }

        var next = source[_at + 1];
        if (char.IsAsciiLetter(next))
        {
            Tag(_at + 1, HtmlTokenKind.StartTag);
            return true;
        }

        switch (next)
        {
            case '/' when _at + 2 < source.Length && char.IsAsciiLetter(source[_at + 2]):
                Tag(_at + 2, HtmlTokenKind.EndTag);
                return true;
            case '/' when _at + 2 >= source.Length:
                return false;
            case '!' when source.AsSpan(_at).StartsWith("<!--", StringComparison.Ordinal):
                Comment();
                return true;
            case '/' or '!' or '?':
                Kind = HtmlTokenKind.Unseen;
                var end = source.IndexOf('>', _at + 2);
                _at = end < 0 ? source.Length : end + 1;
                return true;
            default:
                return false;
        }
    }

    private void Comment()
    {
        Kind = HtmlTokenKind.Unseen;
        var at = _at + 4;
        if (at < source.Length && source[at] == '>')
        {
            _at = at + 1;
            return;
        }

        if (string.CompareOrdinal(source, at, "->", 0, 2) == 0)
        {
            _at = at + 2;
            return;
        }

        while (true)
        {
            at = at < source.Length ? source.IndexOf("--", at, StringComparison.Ordinal) : -1;
            if (at < 0 || at + 2 >= source.Length)
            {
                _at = source.Length;
                return;
            }

            if (source[at + 2] == '>')
            {
                _at = at + 3;
                return;
            }

            if (source[at + 2] == '!' && at + 3 < source.Length && source[at + 3] == '>')
            {
                _at = at + 4;
                return;
            }

            at++;
        }
    }

    private void Tag(int at, HtmlTokenKind kind)
    {
        Kind = kind;
        SelfClosing = false;
        var start = at;
        while (at < source.Length && source[at] is not '>' and not '/' && !IsSpace(source[at]))
        {
            at++;
        }

        Name = HtmlNames.Lower(source.AsSpan(start, at - start));
        while (at < source.Length && source[at] != '>')
        {
            if (source[at] == '/')
            {
                SelfClosing = at + 1 < source.Length && source[at + 1] == '>';
                at++;
            }
            else if (IsSpace(source[at]))
            {
                at++;
            }
            else
            {
                at = Attribute(at);
            }
        }

        if (at >= source.Length)
        {
            // §13.2.5.8: a tag that the end of the file cuts off is not there
            Kind = HtmlTokenKind.Unseen;
            _at = source.Length;
            return;
        }

        _at = at + 1;
    }

    private int Attribute(int at)
    {
        var start = at;
        if (source[at] == '=')
        {
            at++;
        }

        while (at < source.Length && source[at] is not '=' and not '>' and not '/' && !IsSpace(source[at]))
        {
            at++;
        }

        var nameEnd = at;
        at = SkipSpace(at);
        var valueStart = nameEnd;
        var valueEnd = nameEnd;
        if (at < source.Length && source[at] == '=')
        {
            at = SkipSpace(at + 1);
            if (at < source.Length && source[at] is '"' or '\'')
            {
                valueStart = at + 1;
                valueEnd = source.IndexOf(source[at], valueStart);
                valueEnd = valueEnd < 0 ? source.Length : valueEnd;
                at = Math.Min(source.Length, valueEnd + 1);
            }
            else
            {
                valueStart = at;
                while (at < source.Length && source[at] != '>' && !IsSpace(source[at]))
                {
                    at++;
                }

                valueEnd = at;
            }
        }

        if (Kind == HtmlTokenKind.StartTag)
        {
            Keep(HtmlNames.Lower(source.AsSpan(start, nameEnd - start)), source.AsSpan(valueStart, valueEnd - valueStart));
        }

        return at;
    }

    // §13.2.5.33: of two attributes of one name the first counts
    private void Keep(string name, ReadOnlySpan<char> value)
    {
        Attributes ??= [];
        if (Attributes.Count >= MostAttributes)
        {
            return;
        }

        foreach (var had in Attributes)
        {
            if (had.Name == name)
            {
                return;
            }
        }

        Attributes.Add(new(name, HtmlEntities.Decode(value, inAttribute: true)));
    }

    private int SkipSpace(int at)
    {
        while (at < source.Length && IsSpace(source[at]))
        {
            at++;
        }

        return at;
    }
}
