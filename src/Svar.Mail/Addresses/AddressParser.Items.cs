using System.Text;
using Svar.Mail.Headers;
using Svar.Mail.Mime;

namespace Svar.Mail.Addresses;

/// <summary>What stood between two separators becomes an address, or a part of the next.</summary>
internal ref partial struct AddressParser
{
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

            // QUIRK: "Doe, John <john@example.com>": a name with commas and without quotes
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

    /// <summary>Whether what follows the comma leads to an address in brackets, without another address or the end of a group before it.</summary>
    private readonly bool RestHasAngleBeforeSeparator()
    {
        // bounded, so that a list of a million commas stays linear
        var rest = _value[(_at + 1)..];
        rest = rest[..Math.Min(rest.Length, 200)];
        var stop = rest.IndexOfAny(_beforeAngle);
        return stop >= 0 && rest[stop] == '<';
    }

    /// <summary>Where the quoted string begins that ends at this quote; quotes behind a backslash are within it (RFC 5322 §3.2.4).</summary>
    private static int QuoteBefore(ReadOnlySpan<byte> text, int end)
    {
        while (text[..end].LastIndexOf((byte)'"') is >= 0 and var quote)
        {
            var before = text[..quote];
            if (((before.Length - before.TrimEnd((byte)'\\').Length) & 1) == 0)
            {
                return quote;
            }

            end = quote;
        }

        return 0;
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
            from = QuoteBefore(text, at - 1);
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
}
