using System.Buffers;
using System.Text;
using Svar.Mail.Headers;
using Svar.Mail.Mime;

namespace Svar.Mail.Addresses;

/// <summary>
/// Address lists (RFC 5322 §3.4, §4.4) as real mail has them: semicolons between addresses, names with
/// bare commas, brackets missing, doubled or empty, quotes that never close. One pass, no way back.
/// </summary>
internal ref struct AddressParser
{
    private const int Most = 10_000;
    private const int LongestAngle = 4_000;

    // what ends a run of ordinary characters
    private static readonly SearchValues<byte> _special = SearchValues.Create("()<>,;:\"= \t\r\n"u8);

    private static readonly SearchValues<byte> _beforeAngle = SearchValues.Create("<,;@:\""u8);

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
                if (b == '"' && i <= _lastQuote)
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

    private void EndItem(bool atComma)
    {
        var start = _itemStart;
        if (!_hasAngle)
        {
            var bare = Ascii7.Trim(_phrase.Written);
            if (bare.IsEmpty)
            {
                Next();
                return;
            }

            // QUIRK: "Doe, John <john@example.com>": a name with a comma and without quotes
            if (atComma && !bare.Contains((byte)'@') && RestHasAngleBeforeSeparator() && EncodedWords.Decode(bare).IndexOf('@', StringComparison.Ordinal) < 0)
            {
                Defect("comma in a name without quotes", _at);
                _at++;
                var kept = bare.Length;
                _phrase.Length = kept + _phrase.Written.IndexOf(bare);
                _phrase.Append(", "u8);
                return;
            }

            AddBare(bare, start);
            Next();
            return;
        }

        // QUIRK: "<Undisclosed-Recipient:;@example.com>" is a group without members that a relay has completed
        var isEmptyGroup = _angle.Contains((byte)';') && _angle.Contains((byte)':') && !_angle.Contains((byte)'"');
        var address = isEmptyGroup ? "" : AddressFrom(_angle, start);
        var name = NameFrom(_phrase.Written);
        if (name.Length == 0 && _comment.Length > 0)
        {
            name = Unquoted(Decode(_comment.Written, start));
        }

        if (address.Length == 0)
        {
            if (name.Length == 0)
            {
                Next();
                return;
            }

            Defect("name without address", start);
        }

        _found.Add(new MailAddress(name, address));
        Next();
    }

    private void Next()
    {
        _phrase.Length = 0;
        _comment.Length = 0;
        _angle = default;
        _hasAngle = false;
        if (_at < _value.Length && _value[_at] is (byte)',' or (byte)';')
        {
            _at++;
        }

        _itemStart = _at;
    }

    private readonly bool RestHasAngleBeforeSeparator()
    {
        // bounded, so that a list of a million commas stays linear
        var rest = _value[(_at + 1)..];
        rest = rest[..Math.Min(rest.Length, 200)];
        var stop = rest.IndexOfAny(_beforeAngle);
        return stop >= 0 && rest[stop] == '<';
    }

    /// <summary>No brackets: one of the words is the address, the others are the name.</summary>
    private void AddBare(ReadOnlySpan<byte> bare, int start)
    {
        var text = bare.IndexOf("=?"u8) >= 0 ? Encoding.UTF8.GetBytes(Decode(bare, start)) : bare;
        var at = text.LastIndexOf((byte)'@');
        if (at < 0)
        {
            var lone = NameFrom(bare);
            if (_inGroup && lone.Length == 0)
            {
                return;
            }

            Defect("address without '@'", start);
            _found.Add(lone.Contains(' ', StringComparison.Ordinal) ? new MailAddress(lone, "") : new MailAddress("", lone));
            return;
        }

        var from = at;
        var to = at + 1;
        if (at > 0 && text[at - 1] == '"')
        {
            from = Math.Max(text[..(at - 1)].LastIndexOf((byte)'"'), 0);
        }
        else
        {
            while (from > 0 && text[from - 1] == ' ')
            {
                from--;
            }

            while (from > 0 && text[from - 1] != ' ')
            {
                from--;
            }
        }

        while (to < text.Length && text[to] == ' ')
        {
            to++;
        }

        while (to < text.Length && text[to] != ' ')
        {
            to++;
        }

        var address = AddressFrom(text[from..to], start);
        var name = NameFrom(text[..from]);
        var after = NameFrom(text[to..]);
        name = name.Length == 0 ? after : after.Length == 0 ? name : name + " " + after;
        if (name.Length > 0)
        {
            Defect("address without angle brackets", start);
        }
        else if (_comment.Length > 0)
        {
            name = Unquoted(Decode(_comment.Written, start));
        }

        _found.Add(new MailAddress(name, address));
    }

    private readonly string NameFrom(ReadOnlySpan<byte> phrase)
    {
        phrase = Ascii7.Trim(phrase);
        if (phrase.IsEmpty)
        {
            return "";
        }

        if (!phrase.Contains((byte)'"'))
        {
            return Unquoted(Decode(phrase, _itemStart));
        }

        // quotes fall away, the escaped character stays; encoded words inside quotes are decoded all the same (QUIRK)
        var plain = new PooledBytes(stackalloc byte[256]);
        for (var i = 0; i < phrase.Length; i++)
        {
            var b = phrase[i];
            if (b == '\\' && i + 1 < phrase.Length)
            {
                plain.Append(phrase[++i]);
            }
            else if (b != '"')
            {
                plain.Append(b);
            }
        }

        var name = Unquoted(Decode(plain.Written, _itemStart));
        plain.Dispose();
        return name;
    }

    /// <summary>QUIRK: Outlook puts names into single quotes of its own, others encode the quotes with the name.</summary>
    private static string Unquoted(string name)
    {
        name = name.Trim();
        return name is ['\'', .., '\''] or ['"', .., '"'] && name.Length > 2 && !name.AsSpan(1, name.Length - 2).Contains(name[0])
            ? name[1..^1].Trim()
            : name;
    }

    // addr-spec, perhaps after an obsolete route "@a,@b:" (RFC 5322 §4.4)
    private readonly string AddressFrom(ReadOnlySpan<byte> spec, int start)
    {
        if (!spec.IsEmpty && spec[0] == '@' && spec.IndexOf((byte)':') is > 0 and var route)
        {
            spec = spec[(route + 1)..];
        }

        if (Ascii7.StartsWith(spec, "mailto:"u8))
        {
            spec = spec[7..];
        }

        var text = new PooledBytes(stackalloc byte[128]);
        var quoted = false;
        var comment = 0;
        foreach (var b in spec)
        {
            if (b == '"')
            {
                quoted = !quoted;
            }

            if (!quoted && b == '(')
            {
                comment++;
            }

            if (comment == 0 && (quoted ? b >= ' ' : b > ' '))
            {
                text.Append(b);
            }

            if (!quoted && b == ')' && comment > 0)
            {
                comment--;
            }
        }

        var address = Decode(text.Written, start);
        text.Dispose();
        address = address.Trim('\'', ' ', '<', '>', ',', ';');
        var at = address.LastIndexOf('@');
        if (at < 0)
        {
            return address;
        }

        var local = address.AsSpan(0, at);
        if (local is ['"', .. var inner, '"'] && IsDotAtom(inner))
        {
            local = inner;
        }

        return string.Concat(local, "@", MailAddress.ToUnicode(address[(at + 1)..]));
    }

    private static bool IsDotAtom(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!AddressSyntax.IsAtomText(c) && c != '.')
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    /// <summary>A phrase, comment or address, which is a copy without folding, comments and quotes.</summary>
    private readonly string Decode(ReadOnlySpan<byte> copy, int start)
    {
        _defects.PinnedAt = _offset + start;
        var text = EncodedWords.Decode(copy, _defects, 0);
        _defects.PinnedAt = null;
        return text;
    }

    private readonly void Defect(string what, int at) => _defects.Add(what, _offset + at);
}
