using System.Text;

namespace Svar.Language.Search;

/// <summary>
/// Reads a text word by word: lower case, composed, at most <see cref="TextAnalysis.MaxWordLength"/>
/// characters (the rest of a longer one is passed over). Text of scripts without blanks comes in
/// overlapping pairs of characters.
/// </summary>
internal ref struct WordReader(ReadOnlySpan<char> text, Span<char> buffer)
{
    private readonly ReadOnlySpan<char> _text = text;
    private readonly Span<char> _buffer = buffer;
    private int _at;
    private int _length;

    public readonly ReadOnlySpan<char> Word => _buffer[.._length];

    /// <summary>The word hangs on the one before by a hyphen, dot or the like.</summary>
    public bool IsJoined { get; private set; }

    public bool IsUnspaced { get; private set; }

    public bool HasDigit { get; private set; }

    /// <summary>The character between this word and the one it hangs on.</summary>
    public char Connector { get; private set; }

    /// <summary>The last word reaches to the end of the text: its writer may not be done with it.</summary>
    public readonly bool EndsText => _at >= _text.Length;

    public bool Read()
    {
        var from = _at;
        var kind = SkipSeparators();
        if (kind == CharacterKind.Separator)
        {
            return false;
        }

        IsJoined = from > 0 && _at == from + 1 && CharacterClass.Of(_text[from]) == CharacterKind.Connector;
        Connector = IsJoined ? _text[from] : '\0';
        HasDigit = false;
        IsUnspaced = kind == CharacterKind.Unspaced;
        if (IsUnspaced)
        {
            ReadPair();
        }
        else
        {
            ReadWord();
        }

        return true;
    }

    private CharacterKind SkipSeparators()
    {
        for (; _at < _text.Length; _at++)
        {
            var kind = KindAt(_at, out _);
            if (kind is CharacterKind.Word or CharacterKind.Unspaced)
            {
                return kind;
            }
        }

        return CharacterKind.Separator;
    }

    private readonly CharacterKind KindAt(int at, out int width)
    {
        width = 1;
        var kind = CharacterClass.Of(_text[at]);
        if (kind != CharacterKind.Surrogate)
        {
            return kind;
        }

        if (at + 1 >= _text.Length || !char.IsSurrogatePair(_text[at], _text[at + 1]))
        {
            return CharacterKind.Separator;
        }

        width = 2;
        return CharacterClass.Of(_text[at], _text[at + 1]);
    }

    private void ReadPair()
    {
        _length = 0;
        _ = KindAt(_at, out var width);
        Take(_at, width);
        _at += width;
        while (_at < _text.Length && CharacterClass.Of(_text[_at]) == CharacterKind.Ignored)
        {
            _at++;
        }

        if (_at >= _text.Length || KindAt(_at, out var nextWidth) != CharacterKind.Unspaced)
        {
            return;
        }

        Take(_at, nextWidth);

        // The second character begins the next pair, unless it is the last of its run.
        var after = _at + nextWidth;
        while (after < _text.Length && CharacterClass.Of(_text[after]) == CharacterKind.Ignored)
        {
            after++;
        }

        if (after >= _text.Length || KindAt(after, out _) != CharacterKind.Unspaced)
        {
            _at = after;
        }
    }

    private void ReadWord()
    {
        _length = 0;
        while (_at < _text.Length)
        {
            var kind = KindAt(_at, out var width);
            if (kind == CharacterKind.Word)
            {
                Take(_at, width);
            }
            else if (kind == CharacterKind.Ignored)
            {
                Compose(_text[_at]);
            }
            else if (!IsApostropheInside())
            {
                break;
            }

            _at += width;
        }
    }

    // customer's and o'clock are one word, but the article of l'article is not part of its noun
    private readonly bool IsApostropheInside() =>
        _text[_at] is '\'' or '’' && _length > 2 && _at + 1 < _text.Length && CharacterClass.Of(_text[_at + 1]) == CharacterKind.Word;

    private void Take(int at, int width)
    {
        if (_length + width > TextAnalysis.MaxWordLength)
        {
            return;
        }

        if (width == 2)
        {
            _buffer[_length++] = _text[at];
            _buffer[_length++] = _text[at + 1];
            return;
        }

        var c = _text[at];
        if (char.IsAsciiLetterUpper(c))
        {
            c = (char)(c | 0x20);
        }
        else if (c >= 0x80)
        {
            c = char.ToLowerInvariant(c);
        }

        HasDigit |= char.IsAsciiDigit(c);
        _buffer[_length++] = c;
    }

    /// <summary>A letter and its accent written as two characters (NFD) become one.</summary>
    private readonly void Compose(char mark)
    {
        if (mark is < '\u0300' or > '\u036F' || _length == 0 || char.IsSurrogate(_buffer[_length - 1]))
        {
            return;
        }

        ReadOnlySpan<char> pair = [_buffer[_length - 1], mark];
        var composed = new string(pair).Normalize(NormalizationForm.FormC);
        if (composed.Length == 1)
        {
            _buffer[_length - 1] = composed[0];
        }
    }
}
