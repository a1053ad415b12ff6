namespace Svar.Mail.Replies;

/// <summary>The lines From, Sent, To, Subject that stand over a quoted or forwarded mail in Outlook and its kin.</summary>
internal static class HeaderBlock
{
    private const int MostContinuations = 3;
    private const int MostLines = 16;
    private const int LongestName = 24;

    /// <summary>
    /// How many lines from this one on are a header block; 0 when it is none. Three different headers make one; two do when one of
    /// them is a sender with an address and the other a date, or when <paramref name="framed"/> says that a ruled line stands above.
    /// </summary>
    public static int Lines(Func<int, string?> line, int at, bool framed)
    {
        var first = Kind(line(at) ?? "", out var value);
        if (first is QuotedHeader.None or QuotedHeader.Other or QuotedHeader.Cc)
        {
            return 0;
        }

        var found = first;
        var sender = first == QuotedHeader.From && HasAddress(value);
        var dated = first == QuotedHeader.Date && MailDates.Find(value) >= 0;
        var length = 1;
        var strays = 0;
        Inner(value, ref found, ref dated);
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

                continue;
            }

            strays = 0;
            found |= kind;
            sender |= kind == QuotedHeader.From && HasAddress(value);
            dated |= kind == QuotedHeader.Date && MailDates.Find(value) >= 0;
            Inner(value, ref found, ref dated);
            length = i + 1;
        }

        var count = System.Numerics.BitOperations.PopCount((uint)(found & ~QuotedHeader.Other));
        return count >= 3 || (count == 2 && ((sender && dated) || (framed && found.HasFlag(QuotedHeader.From)))) ? length : 0;
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

    // headers run together into one line
    private static void Inner(ReadOnlySpan<char> value, ref QuotedHeader found, ref bool dated)
    {
        if (value.Length > 600)
        {
            return;
        }

        foreach (var range in value.Split(' '))
        {
            var word = value[range].Trim('*');
            if (word.Length > 2 && word[^1] == ':' && char.IsUpper(word[0]) && HeaderWords.Of(word[..^1]) is var kind and not QuotedHeader.None)
            {
                found |= kind;
                dated |= kind == QuotedHeader.Date && MailDates.Find(value[range.End.Value..]) >= 0;
            }
        }
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
}
