namespace Svar.Mail.Replies;

/// <summary>The lines From, Sent, To, Subject that stand over a quoted or forwarded mail in Outlook and its kin.</summary>
internal static class HeaderBlock
{
    private const int MostContinuations = 3;
    private const int MostLines = 16;
    private const int LongestName = 24;

    /// <summary>
    /// How many lines from this one on are a header block; 0 when it is none. Journeys and parcels have a From, a To and a Date as well, so that three headers
    /// make one only with what a mail's have: an address, or the minute at which it was sent, under 'Sent' or beside a subject. Two do with both an address and the minute.
    /// <paramref name="framed"/>: a ruled line stands above, which is as good as a subject.
    /// </summary>
    public static int Lines(Func<int, string?> line, int at, bool framed)
    {
        var first = Kind(line(at) ?? "", out var value);
        if (first is QuotedHeader.None or QuotedHeader.Other or QuotedHeader.Cc)
        {
            return 0;
        }

        var seen = new Seen();
        seen.Take(first, value, line(at));
        var length = 1;
        var strays = 0;
        for (var i = 1; i < MostLines && line(at + i) is { } next; i++)
        {
            if (string.IsNullOrWhiteSpace(next))
            {
                // QUIRK: text made from HTML leaves a blank line between any two headers
                if (line(at + i + 1) is { } after && Kind(after, out _) != QuotedHeader.None)
                {
                    continue;
                }

                break;
            }

            var kind = Kind(next, out value);
            if (kind == QuotedHeader.None)
            {
                if (HasLetters(next) && ++strays > MostContinuations)
                {
                    break;
                }

                // QUIRK: a table's cells stand below each other: 'Fra:' / 'Post <post@…>'
                seen.Take(QuotedHeader.None, next, next);
                continue;
            }

            strays = 0;
            seen.Take(kind, value, next);
            length = i + 1;
        }

        return seen.IsBlock(framed) ? length : 0;
    }

    /// <summary>Which header a line is, if any: 'Von: …', '*Sent:* …', 'À : …', '发件人：…'.</summary>
    public static QuotedHeader Kind(ReadOnlySpan<char> line, out ReadOnlySpan<char> value)
    {
        value = default;
        line = line.TrimStart(" \t\u00A0*_•|");
        var colon = line[..Math.Min(line.Length, LongestName)].IndexOfAny(':', '：');
        if (colon <= 0)
        {
            return QuotedHeader.None;
        }

        value = line[(colon + 1)..].Trim(" \t\u00A0*_");
        return HeaderWords.Of(line[..colon].Trim(" \t\u00A0*_"));
    }

    /// <summary>QUIRK: eM Client writes 'From "Some One" &lt;a@b.example&gt;'.</summary>
    public static bool IsWithoutColon(ReadOnlySpan<char> line)
    {
        line = line.TrimStart(" \t\u00A0*_");
        var blank = line[..Math.Min(line.Length, LongestName)].IndexOfAny(' ', '\t', '\u00A0');
        return blank > 0 && line.Contains('@') && HeaderWords.Of(line[..blank]) == QuotedHeader.From;
    }

    /// <summary>
    /// QUIRK: Notes of old, as text: who wrote, when, and then 'To' in a line of its own. How many lines, or 0.
    /// </summary>
    public static int Stacked(Func<int, string?> line, int at)
    {
        if (line(at) is not { Length: > 5 and < 120 } sender || !HasAddress(sender) || sender.AsSpan().TrimEnd() is [.., ':'] || line(at + 1) is not { Length: < 50 } date || MailDates.Find(date) < 0)
        {
            return 0;
        }

        for (var i = 2; i < 6 && line(at + i) is { } next; i++)
        {
            var word = next.AsSpan().Trim(" \t\u00A0*_:");
            if (word.Length > 0)
            {
                return HeaderWords.Of(word) == QuotedHeader.To ? i + 1 : 0;
            }
        }

        return 0;
    }

    private static bool HasLetters(string line) => line.Any(char.IsLetter);

    private static bool HasAddress(ReadOnlySpan<char> value) => value.Contains('@') || value.Contains('<');

    /// <summary>Which headers a block has, and what stands in them.</summary>
    private struct Seen
    {
        private QuotedHeader _kinds;
        private QuotedHeader _last;
        private bool _sender;
        private bool _address;
        private bool _timed;
        private bool _sent;

        public void Take(QuotedHeader kind, ReadOnlySpan<char> value, ReadOnlySpan<char> line)
        {
            _sent |= kind == QuotedHeader.Date && HeaderWords.IsSent(line[..Math.Max(0, line.IndexOfAny(':', '：'))].Trim(" \t\u00A0*_•|"));
            _last = kind == QuotedHeader.None ? _last : kind;
            _kinds |= kind;
            Judge(_last, value);
            if (kind == QuotedHeader.None || value.Length > 600)
            {
                return;
            }

            // headers run together into one line
            foreach (var range in value.Split(' '))
            {
                var word = value[range].Trim('*');
                if (word.Length > 2 && word[^1] == ':' && char.IsUpper(word[0]) && HeaderWords.Of(word[..^1]) is var inner and not QuotedHeader.None)
                {
                    _kinds |= inner;
                    _sent |= HeaderWords.IsSent(word[..^1]);
                    Judge(inner, value[range.End.Value..]);
                }
            }
        }

        public readonly bool IsBlock(bool framed)
        {
            var count = System.Numerics.BitOperations.PopCount((uint)(_kinds & ~QuotedHeader.Other));
            return count >= 3
                ? _address || (_timed && (framed || _sent || _kinds.HasFlag(QuotedHeader.Subject)))
                : count == 2 && ((_sender && (_timed || framed)) || (framed && _timed && _kinds.HasFlag(QuotedHeader.From)));
        }

        // QUIRK: Windows Mail sets a mark of direction between any two parts of a date
        private static ReadOnlySpan<char> WithoutMarks(ReadOnlySpan<char> value) =>
            value.Contains('\u200E') ? value.ToString().Replace("\u200E", "", StringComparison.Ordinal) : value;

        private void Judge(QuotedHeader kind, ReadOnlySpan<char> value)
        {
            _sender |= kind == QuotedHeader.From && HasAddress(value);
            _address |= kind is QuotedHeader.From or QuotedHeader.To && HasAddress(value);
            _timed |= kind == QuotedHeader.Date && MailDates.HasTime(WithoutMarks(value));
        }
    }
}
