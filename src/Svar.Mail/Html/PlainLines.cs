using System.Text;

namespace Svar.Mail.Html;

/// <summary>Puts words into lines: white space folded, blank lines asked for rather than written, each line behind its quotation marks and indents.</summary>
internal sealed class PlainLines
{
    private const int MostBlankLines = 2;
    private const int DeepestPrefix = 12;

    private readonly StringBuilder _text = new();
    private readonly List<string> _prefix = [];
    private string _lastPrefix = "";
    private string? _marker;
    private int _breaks;
    private bool _space;

    public int Length => _text.Length;

    public bool IsAtLineStart => _text.Length == 0 || _breaks > 0;

    /// <summary>What was written since the length was so.</summary>
    public string Since(int length) => _text.ToString(length, _text.Length - length);

    public override string ToString() => _text.ToString();

    /// <summary>The next word stands on a new line (1), or after a blank one (2).</summary>
    public void Break(int lines)
    {
        _breaks = Math.Max(_breaks, lines);
        _space = false;
    }

    /// <summary>A line ends here in any case: two of them leave a blank line.</summary>
    public void LineBreak()
    {
        _breaks = Math.Min(_breaks + 1, MostBlankLines + 1);
        _space = false;
    }

    public void Push(string prefix, string? marker = null)
    {
        _prefix.Add(_prefix.Count < DeepestPrefix ? prefix : "");
        _marker = marker ?? _marker;
    }

    public void Pop()
    {
        _prefix.RemoveAt(_prefix.Count - 1);
        _marker = null;
    }

    public void Space() => _space = true;

    public void Words(string text)
    {
        foreach (var range in new Folded(text))
        {
            if (range.IsSpace)
            {
                _space = true;
            }
            else
            {
                Raw(text.AsSpan(range.From, range.To - range.From));
            }
        }
    }

    /// <summary>Preformatted text: its line ends and blanks stay.</summary>
    public void Preformatted(string text)
    {
        var first = true;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!first)
            {
                LineBreak();
            }

            first = false;
            if (!line.IsWhiteSpace())
            {
                _space = false;
                Raw(line.TrimEnd(), keepsBlanks: true);
            }
        }
    }

    /// <summary>Ends the last line's blanks.</summary>
    public void Finish()
    {
        while (_text.Length > 0 && char.IsWhiteSpace(_text[^1]))
        {
            _text.Length--;
        }
    }

    private void Raw(ReadOnlySpan<char> word, bool keepsBlanks = false)
    {
        if (IsAtLineStart)
        {
            // QUIRK: a paragraph of nothing but a no-break space is how Outlook writes a blank line
            if (word.Trim('\u00A0').IsEmpty)
            {
                Break(2);
                return;
            }

            StartLine();
        }
        else if (_space)
        {
            _text.Append(' ');
        }

        _space = false;
        foreach (var c in word)
        {
            _text.Append(c == '\u00A0' || (c == '\t' && !keepsBlanks) ? ' ' : c);
        }
    }

    private void StartLine()
    {
        var prefix = string.Concat(_prefix);
        if (_text.Length > 0)
        {
            TrimLineEnd();
            _text.Append('\n');
            var between = Shared(prefix, _lastPrefix);
            for (var i = 1; i < _breaks; i++)
            {
                _text.Append(between).Append('\n');
            }
        }

        _breaks = 0;
        _lastPrefix = prefix;
        if (_marker is not null && _prefix.Count > 0)
        {
            prefix = string.Concat(string.Concat(_prefix.Take(_prefix.Count - 1)), _marker);
        }

        _marker = null;
        _text.Append(prefix);
    }

    private void TrimLineEnd()
    {
        while (_text.Length > 0 && _text[^1] is ' ' or '\t')
        {
            _text.Length--;
        }
    }

    private static string Shared(string a, string b)
    {
        var length = a.AsSpan().CommonPrefixLength(b);
        return a[..length].TrimEnd();
    }

    /// <summary>Runs of blanks and runs of words. Characters without width, which fill pre-headers, count as nothing.</summary>
    private readonly ref struct Folded(string text)
    {
        public Runs GetEnumerator() => new(text);
    }

    private ref struct Runs(string text)
    {
        private int _at;

        public (int From, int To, bool IsSpace) Current { get; private set; }

        public bool MoveNext()
        {
            while (_at < text.Length && IsNothing(text, _at))
            {
                _at++;
            }

            if (_at >= text.Length)
            {
                return false;
            }

            var from = _at;
            var space = HtmlTokenizer.IsSpace(text[_at]);
            while (_at < text.Length && HtmlTokenizer.IsSpace(text[_at]) == space && !IsNothing(text, _at))
            {
                _at++;
            }

            Current = (from, _at, space);
            return true;
        }

        // U+200C joins letters in Persian and Hindi: only among blanks is it filler
        private static bool IsNothing(string text, int at) => text[at] switch
        {
            '\u200B' or '\uFEFF' or '\u00AD' or '\u034F' or '\u2060' or '\u180E' => true,
            '\u200C' or '\u200D' or '\u200E' or '\u200F' => at == 0 || at + 1 == text.Length || IsBlank(text[at - 1]) || IsBlank(text[at + 1]),
            _ => false,
        };

        private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u200C' or '\u200D' or '\u200E' or '\u200F' or '\u034F' or '\u200B' or '\uFEFF';
    }
}
