namespace Svar.Mail.Replies;

/// <summary>The lines of a text, and which of them are marked as quoted.</summary>
internal sealed class QuotedLines
{
    private readonly List<TextLine> _lines;
    private readonly bool[] _quoted;

    public QuotedLines(string text)
    {
        Text = text;
        _lines = TextLine.Cut(text);
        _quoted = new bool[_lines.Count];
        for (var i = 0; i < _lines.Count; i++)
        {
            _quoted[i] = QuoteMark.Length(Span(i)) > 0 && !ClosesAddress(i);
        }

        for (var i = 1; i + 1 < _lines.Count; i++)
        {
            if (!_quoted[i] && _quoted[i - 1] && _quoted[i + 1] && IsBrokenLink(i))
            {
                _quoted[i] = true;
            }
        }
    }

    public string Text { get; }

    public int Count => _lines.Count;

    public TextLine this[int i] => _lines[i];

    public bool IsQuoted(int i) => _quoted[i];

    public ReadOnlySpan<char> Span(int i) => Text.AsSpan(_lines[i].From, _lines[i].End - _lines[i].From);

    public string Line(int i) => Text[_lines[i].From.._lines[i].End];

    /// <summary>Without its quote marks and the space around it.</summary>
    public string Bare(int i)
    {
        var span = Span(i);
        return (_quoted[i] ? span[QuoteMark.Length(span)..] : span).Trim(" \t\u00A0").ToString();
    }

    public bool IsBlank(int i) => Span(i).IsWhiteSpace();

    /// <summary>
    /// Whether a line is what a telephone or a program adds. One that names neither is so only as the last of the words, in a paragraph of its own, or among
    /// others that do; and a line that the next one goes on from is the beginning of a sentence.
    /// </summary>
    public bool IsMobile(int i, int to) =>
        MobileSignature.Matches(Span(i), out var named)
        && (named
            ? i + 1 >= _lines.Count || Span(i + 1) is not [var next, ..] || !char.IsLower(next) || Attribution.Opens(Span(i + 1))
            : ((i == 0 || IsBlank(i - 1)) && NextWritten(i + 1) >= to) || IsNamedMobile(i - 1) || IsNamedMobile(i + 1));

    private bool IsNamedMobile(int i) => i >= 0 && i < _lines.Count && MobileSignature.Matches(Span(i), out var named) && named;

    /// <summary>The first line from here on that is not blank; <see cref="Count"/> when there is none.</summary>
    public int NextWritten(int i)
    {
        while (i < _lines.Count && IsBlank(i))
        {
            i++;
        }

        return i;
    }

    /// <summary>The last line up to here that is not blank; -1 when there is none.</summary>
    public int LastWritten(int i)
    {
        while (i >= 0 && IsBlank(i))
        {
            i--;
        }

        return i;
    }

    public bool IsQuotation(int i, bool afterAttribution) => i < _lines.Count && (_quoted[i] || (afterAttribution && QuoteMark.IsBar(Span(i))));

    // quoted lines and the blank ones between them
    public int QuotationEnd(int from)
    {
        var bars = from < _lines.Count && !_quoted[from] && QuoteMark.IsBar(Span(from));
        var end = from;
        for (var i = from; i < _lines.Count; i++)
        {
            if (_quoted[i] || (bars && QuoteMark.IsBar(Span(i))))
            {
                end = i + 1;
            }
            else if (!IsBlank(i))
            {
                break;
            }
        }

        return end;
    }

    public bool HasWords(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (!IsBlank(i) && !Signature.IsRule(Line(i)) && !IsMobile(i, to))
            {
                return true;
            }
        }

        return false;
    }

    public bool HasLetters(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            foreach (var c in Span(i))
            {
                if (char.IsLetterOrDigit(c))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // QUIRK: 'Some One <a@b.example' / '>:', a line that only closes the address of the one before
    private bool ClosesAddress(int i)
    {
        var line = Span(i).Trim();
        if (i == 0 || line.Length > 40 || line[^1] is not ':' and not '：')
        {
            return false;
        }

        var open = 0;
        for (var above = Math.Max(0, i - 3); above < i; above++)
        {
            foreach (var c in Span(above))
            {
                open = c == '<' ? open + 1 : c == '>' ? Math.Max(0, open - 1) : open;
            }
        }

        return open > 0;
    }

    // QUIRK: an address too long for its line loses the mark on the rest
    private bool IsBrokenLink(int i)
    {
        var line = Span(i).Trim();
        if (line.IsEmpty)
        {
            return false;
        }

        var above = Span(i - 1);
        return above.LastIndexOf('(') > above.LastIndexOf(')') || above.LastIndexOf('<') > above.LastIndexOf('>') && above.Contains("http", StringComparison.OrdinalIgnoreCase)
            || ((line[0] is '(' or '<' || line[^1] == '>') && line.Contains("http", StringComparison.OrdinalIgnoreCase));
    }
}
