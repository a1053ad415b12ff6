namespace Svar.Mail.Rtf;

internal enum RtfTokenKind
{
    End,
    Open,
    Close,

    /// <summary>A control word, with <see cref="RtfToken.Word"/> and perhaps a number.</summary>
    Word,

    /// <summary>A control symbol: a backslash and one character that is no letter.</summary>
    Symbol,

    /// <summary>A byte of text, as it stands or written <c>\'hh</c>.</summary>
    Byte,
}

/// <summary>What RTF is made of.</summary>
internal readonly ref struct RtfToken(RtfTokenKind kind, ReadOnlySpan<byte> word = default, int? number = null, byte value = 0)
{
    public RtfTokenKind Kind { get; } = kind;

    public ReadOnlySpan<byte> Word { get; } = word;

    public int? Number { get; } = number;

    public byte Value { get; } = value;
}

/// <summary>Cuts RTF into tokens; any bytes give some.</summary>
internal ref struct RtfTokenizer(ReadOnlySpan<byte> rtf)
{
    public const int LongestWord = 32;
    private readonly ReadOnlySpan<byte> _rtf = rtf;
    private int _at;

    public RtfToken Next()
    {
        // line ends mean nothing in RTF
        while (_at < _rtf.Length && _rtf[_at] is (byte)'\r' or (byte)'\n' or 0)
        {
            _at++;
        }

        if (_at >= _rtf.Length)
        {
            return new(RtfTokenKind.End);
        }

        var b = _rtf[_at++];
        return b switch
        {
            (byte)'{' => new(RtfTokenKind.Open),
            (byte)'}' => new(RtfTokenKind.Close),
            (byte)'\\' when _at < _rtf.Length => Control(),
            _ => new(RtfTokenKind.Byte, value: b),
        };
    }

    /// <summary>Leaves out data of a known length.</summary>
    public void Skip(int bytes) => _at = (int)Math.Min(_rtf.Length, (long)_at + Math.Max(0, bytes));

    private RtfToken Control()
    {
        var b = _rtf[_at];
        if (!char.IsAsciiLetter((char)b))
        {
            _at++;
            if (b != '\'')
            {
                return new(RtfTokenKind.Symbol, value: b);
            }

            var high = Hex();
            var low = high < 0 ? -1 : Hex();
            return low < 0 ? new(RtfTokenKind.Symbol, value: b) : new(RtfTokenKind.Byte, value: (byte)((high << 4) | low));
        }

        var start = _at;
        while (_at < _rtf.Length && char.IsAsciiLetter((char)_rtf[_at]) && _at - start < LongestWord)
        {
            _at++;
        }

        var word = _rtf[start.._at];
        int? number = null;
        var isNegative = _at + 1 < _rtf.Length && _rtf[_at] == '-' && char.IsAsciiDigit((char)_rtf[_at + 1]);
        _at += isNegative ? 1 : 0;
        for (var digits = 0; _at < _rtf.Length && digits < 10 && char.IsAsciiDigit((char)_rtf[_at]); digits++)
        {
            number = unchecked(((number ?? 0) * 10) + (_rtf[_at++] - '0'));
        }

        if (_at < _rtf.Length && _rtf[_at] == ' ')
        {
            _at++;
        }

        return new(RtfTokenKind.Word, word, isNegative ? -number : number);
    }

    private int Hex()
    {
        if (_at >= _rtf.Length || !char.IsAsciiHexDigit((char)_rtf[_at]))
        {
            return -1;
        }

        var c = (char)_rtf[_at++];
        return char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
    }
}
