using System.Buffers;
using System.Text;
using Svar.Mail.Headers;
using Svar.Mail.Mime;

namespace Svar.Mail.Addresses;

/// <summary>
/// Address lists (RFC 5322 §3.4, §4.4) as real mail has them: semicolons between addresses, names with
/// bare commas, brackets missing, doubled or empty, quotes that never close. One pass, no way back.
/// </summary>
internal ref partial struct AddressParser
{
    private const int Most = 10_000;
    private const int LongestAngle = 4_000;

    // what ends a run of ordinary characters
    private static readonly SearchValues<byte> _special = SearchValues.Create("()<>,;:\"= \t\r\n"u8);

    private static readonly SearchValues<byte> _beforeAngle = SearchValues.Create("<;@:\""u8);

    private readonly ReadOnlySpan<byte> _value;
    private readonly DefectList _defects;
    private readonly int _offset;
    private readonly List<MailAddress> _found = [];
    private readonly int _lastQuote;
    private readonly int _lastClose;
    private readonly int _lastAngle;
    private EncodedWords.WordEnds _wordEnds;
    private PooledBytes _phrase;
    private PooledBytes _comment;
    private ReadOnlySpan<byte> _angle;
    private bool _hasAngle;
    private int _phraseBeforeAngle;
    private bool _inGroup;
    private int _itemStart;
    private int _at;

    private AddressParser(ReadOnlySpan<byte> value, DefectList defects, int offset)
    {
        _value = value;
        _defects = defects;
        _offset = offset;
        _lastQuote = value.LastIndexOf((byte)'"');
        _lastClose = value.LastIndexOf((byte)')');
        _lastAngle = value.LastIndexOf((byte)'>');
        _phrase = new PooledBytes([]);
        _comment = new PooledBytes([]);
    }

    public static IReadOnlyList<MailAddress> Parse(ReadOnlySpan<byte> value, DefectList defects, int offset)
    {
        var parser = new AddressParser(value, defects, offset);
        parser.ReadList();
        parser.Dispose();
        return parser._found;
    }

    public void Dispose()
    {
        _phrase.Dispose();
        _comment.Dispose();
    }

    // address-list = (address *("," address)) / obs-addr-list
    private void ReadList()
    {
        while (_at < _value.Length && _found.Count < Most)
        {
            switch (_value[_at])
            {
                case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                    Space();
                    break;
                case (byte)'(' when _at < _lastClose:
                    Comment();
                    break;
                case (byte)'"' when _at < _lastQuote:
                    Quoted();
                    break;
                case (byte)'<':
                    Angle();
                    break;
                case (byte)',':
                    EndItem(atComma: true);
                    break;
                case (byte)';':
                    EndItem(atComma: false);
                    _inGroup = false;
                    break;
                case (byte)':':
                    Colon();
                    break;
                default:
                    Word();
                    break;
            }
        }

        EndItem(atComma: false);
        if (_found.Count >= Most && _at < _value.Length)
        {
            _defects.Add($"more than {Most} addresses, the rest is left out", _offset + _at);
        }
    }

    private void Space()
    {
        _at++;
        if (_phrase.Length > 0 && _phrase.Written[^1] != ' ')
        {
            _phrase.Append((byte)' ');
        }
    }

    // comment = "(" *([FWS] ccontent) [FWS] ")"; may nest
    private void Comment()
    {
        var depth = 0;
        _comment.Length = 0;
        for (; _at < _value.Length; _at++)
        {
            var b = _value[_at];
            if (b == '\\' && _at + 1 < _value.Length)
            {
                _comment.Append(_value[++_at]);
                continue;
            }

            if (b == '(' && depth++ == 0)
            {
                continue;
            }

            if (b == ')' && --depth == 0)
            {
                _at++;
                return;
            }

            _comment.Append(b);
        }

        Defect("comment without end", _itemStart);
    }

    // quoted-string = DQUOTE *([FWS] qcontent) [FWS] DQUOTE
    private void Quoted()
    {
        var start = _at++;
        _phrase.Append((byte)'"');
        while (_at < _value.Length)
        {
            var b = _value[_at++];
            if (b == '"')
            {
                _phrase.Append(b);
                return;
            }

            if (b == '\\' && _at < _value.Length)
            {
                _phrase.Append(b);
                b = _value[_at++];
            }

            _phrase.Append(b);
        }

        Defect("quoted name without end", start);
        _phrase.Append((byte)'"');
    }

    // angle-addr = [CFWS] "<" addr-spec ">" [CFWS] / obs-angle-addr
    private void Angle()
    {
        var start = _at++;
        var end = -1;
        var next = _value.Length;
        if (start < _lastAngle)
        {
            var quoted = false;
            for (var i = _at; i < _value.Length && i < _at + LongestAngle; i++)
            {
                var b = _value[i];
                if (b == '\\' && quoted)
                {
                    i++;
                }
                else if (b == '"' && i <= _lastQuote)
                {
                    quoted = !quoted;
                }
                else if (b == '>' && !quoted)
                {
                    end = i;
                    next = i + 1;
                    break;
                }
                else if (b == '<' && !quoted && i > _at && !Ascii7.Trim(_value[_at..i]).IsEmpty)
                {
                    // QUIRK: "Name <a@b <c@d>"
                    end = i;
                    next = i;
                    Defect("angle bracket without end", start);
                    break;
                }
            }
        }

        if (end < 0)
        {
            Defect("angle bracket without end", start);
            end = next = _value[_at..].IndexOfAny((byte)',', (byte)';') is >= 0 and var stop ? _at + stop : _value.Length;
        }

        var inner = Ascii7.Trim(_value[_at..end]).Trim("<>"u8);
        while (next < _value.Length && _value[next] == '>')
        {
            next++;
        }

        _at = next;
        if (_hasAngle && _angle.Contains((byte)'@') && inner.Contains((byte)'@'))
        {
            // QUIRK: two addresses with nothing between
            Defect("separator between addresses is missing", start);
            var nextName = _phrase.Written[_phraseBeforeAngle..].ToArray();
            _phrase.Length = _phraseBeforeAngle;
            _at = start;
            EndItem(atComma: false);
            _at = next;
            _phrase.Append(nextName);
        }
        else if (_hasAngle && !_angle.Contains((byte)'@'))
        {
            // what stood in the first brackets was part of the name
            _phrase.Append(_angle);
            _phrase.Append((byte)' ');
        }
        else if (_hasAngle)
        {
            return;
        }

        _angle = inner;
        _hasAngle = true;
        _phraseBeforeAngle = _phrase.Length;
    }

    // group = display-name ":" [group-list] ";" [CFWS]
    private void Colon()
    {
        _at++;
        if (_hasAngle || _inGroup || _phrase.Written.Contains((byte)'@'))
        {
            _phrase.Append((byte)':');
            return;
        }

        if (!Ascii7.Same(Ascii7.Trim(_phrase.Written), "mailto"u8))
        {
            _inGroup = true;
        }

        _phrase.Length = 0;
        _itemStart = _at;
    }

    private void Word()
    {
        if (_value[_at] == '=' && EncodedWords.EndOf(_value, _at, ref _wordEnds) is > 0 and var wordEnd)
        {
            _phrase.Append(_value[_at..wordEnd]);
            _at = wordEnd;
            return;
        }

        var length = _value[(_at + 1)..].IndexOfAny(_special);
        var end = length < 0 ? _value.Length : _at + 1 + length;
        _phrase.Append(_value[_at..end]);
        _at = end;
    }

    private readonly void Defect(string what, int at) => _defects.Add(what, _offset + at);
}
