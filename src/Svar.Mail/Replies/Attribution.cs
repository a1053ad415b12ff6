namespace Svar.Mail.Replies;

/// <summary>
/// Recognises the line that says who wrote what is quoted below it, by its grammar rather than by client or language:
/// <code>
/// attribution = date-first [name] [address] [wrote] ":"      On Tue, 1 Mar 2011 at 18:02, Some One wrote:
///             / name address wrote ":"                       Some One &lt;a@b.example&gt; schrieb:
///             / name [address] wrote date ":"                Some One wrote on 03/01/2011 10:22 AM:
///             / iso-date [zone] name [address]               2014-10-17 11:28 GMT+03:00 Some One &lt;a@b.example&gt;
///             / day [name] wrote [name] [address] ":"        Den 3. nov skrev Some One:   (this and the rest: straight above what is quoted)
///             / name wrote ":"                               Some One wrote:
///             / name address date ":"                        * Some One &lt;a@b.example&gt; [2024-01-04 13:37]:
///             / quoting name [address] ":"                   Quoting Some One &lt;a@b.example&gt;:
/// </code>
/// </summary>
internal static class Attribution
{
    public const int Longest = 400;
    private const int LongestWithoutDate = 160;
    private const int DateStandsWithin = 32;
    private const int MostWordsBeforeVerb = 8;

    /// <summary>Whether the words, put into one line, are an attribution. <paramref name="quoteFollows"/>: the next line is quoted, so that less will do.</summary>
    public static bool Matches(ReadOnlySpan<char> text, bool quoteFollows)
    {
        var bare = text.Trim(" \t\u00A0*_-—–=<>\"").TrimEnd(',');
        var framed = text.TrimEnd().EndsWith("--");
        if (bare.Length is < 8 or > Longest)
        {
            return false;
        }

        var colon = bare[^1] is ':' or '：';
        var said = colon ? bare[..^1].TrimEnd(" \u00A0*") : bare;
        var date = MailDates.Find(said);
        var first = date >= 0 && date <= DateStandsWithin && StartsWithDate(said[..date]);
        var address = HasAddress(text);
        var verb = LastVerb(said, out var verbEnds);
        first &= verb < 0 || verb > date;
        if (first && verb >= 0 && (colon || (verbEnds && (framed || quoteFollows))))
        {
            return true;
        }

        if (quoteFollows && colon && said.Length <= LongestWithoutDate && StandsOverQuotation(said, verb, verbEnds, address && date >= 0))
        {
            return true;
        }

        if (colon && HasAngle(text) && said.Length <= LongestWithoutDate && AttributionWords.IsQuoting(said))
        {
            return true;
        }

        if (first && address && (colon || (quoteFollows && text.TrimEnd().EndsWith(">"))))
        {
            return true;
        }

        if (first && MailDates.IsIsoFirst(said) && ((said.Contains(" GMT", StringComparison.Ordinal) && (colon || address || IsFullName(AfterZone(said)))) || (address && text.TrimEnd().EndsWith(">"))) && said.Length > date + 20)
        {
            return true;
        }

        if ((!colon && !framed) || (!first && AttributionWords.IsNoName(FirstWord(said))))
        {
            return false;
        }

        if (verbEnds && address && said.Length <= LongestWithoutDate && (quoteFollows || HasAngle(text)))
        {
            return true;
        }

        return verb >= 0 && date >= 0 && said.Length <= LongestWithoutDate && (address || date > verb) && !EndsSentence(said);
    }

    /// <summary>
    /// Whether a program wrote it, which is sure of an address, or of the minute together with a name or a date in numbers. 'On 3 May your colleague Anna wrote:' is what people say.
    /// </summary>
    public static bool IsByProgram(ReadOnlySpan<char> text) =>
        HasAddress(text) || (MailDates.HasTime(text) && (!AttributionWords.SpeaksOfPeople(text) || MailDates.IsInNumbers(text)));

    /// <summary>Whether a line by itself begins as dated attributions do: 'On Nov 21, 2014,'.</summary>
    public static bool Opens(ReadOnlySpan<char> line)
    {
        line = line.Trim(" \t\u00A0*_-—–>\"");
        if (line.Length is 0 or > Longest)
        {
            return false;
        }

        var end = line.IndexOfAny(" ,.\u00A0\u3000");
        var word = end < 0 ? line : line[..end];
        var date = MailDates.Find(line);
        return date >= 0 && date <= DateStandsWithin && (char.IsAsciiDigit(line[0]) || AttributionWords.IsOpener(word) || line[0] is '在' or '于');
    }

    /// <summary>Whether a line is the beginning of a date that the next line goes on with: 'On Thu, Jan 4,'.</summary>
    public static bool OpensWithoutYear(ReadOnlySpan<char> line) =>
        line.Length is > 5 and < 40 && line[^1] is ',' && AttributionWords.IsOpener(FirstWord(line)) && line.ContainsAnyInRange('0', '9');

    /// <summary>Where within a line an attribution begins after other words: 'fine! On Wed, Apr 4, 2012, bob@x.example wrote:'. -1: nowhere.</summary>
    public static int Within(ReadOnlySpan<char> line)
    {
        if (line.Length > Longest * 2)
        {
            return -1;
        }

        for (var at = line.IndexOf(' '); at >= 0 && at + 1 < line.Length;)
        {
            var rest = line[(at + 1)..];
            if (char.IsUpper(rest[0]) && Opens(rest) && Matches(rest, quoteFollows: true))
            {
                return at + 1;
            }

            var next = rest.IndexOf(' ');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return -1;
    }

    /// <summary>Could an attribution end with this line? Asked of every line, so it only looks at its end.</summary>
    public static bool MayEnd(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd(" \t\u00A0*_");
        if (line.IsEmpty)
        {
            return false;
        }

        if (line[^1] is ':' or '：' or '>')
        {
            return true;
        }

        if (line[^1] is '-' or '—')
        {
            line = line.TrimEnd("-— :");
        }

        return AttributionWords.IsWrote(line[(line.LastIndexOfAny(" \t>\u00A0") + 1)..])
            || (line.Length is > 10 and < 200 && char.IsAsciiDigit(line[0]) && line.Contains(" GMT", StringComparison.Ordinal));
    }

    /// <summary>Whether a line holds what no attribution is without: a verb, an address, a zone, or that it quotes.</summary>
    public static bool Bears(ReadOnlySpan<char> line)
    {
        if (line.Length > Longest * 2 || line.Contains('@') || line.Contains(" GMT", StringComparison.Ordinal) || AttributionWords.IsQuoting(line.TrimStart(" \t\u00A0*_-—–=<>\"")))
        {
            return true;
        }

        var said = line.Trim(" \t\u00A0*_-—–=<>\"").TrimEnd(" \u00A0:：*-—");
        return !said.IsEmpty && LastVerb(said, out _) >= 0;
    }

    private static bool StandsOverQuotation(ReadOnlySpan<char> said, int verb, bool verbEnds, bool addressAndDate) =>
        addressAndDate || AttributionWords.IsQuoting(said) || (verb >= 0 && (StartsWithDay(said[..verb]) || (verbEnds && IsFullName(said[..verb]))));

    // two to five words, each with a capital
    private static bool IsFullName(ReadOnlySpan<char> text)
    {
        var words = 0;
        foreach (var range in text.Split(' '))
        {
            var word = text[range].Trim(" ,.\u00A0\"");
            if (word.IsEmpty)
            {
                continue;
            }

            if (++words > 5 || !char.IsUpper(word[0]) || AttributionWords.IsNoName(word) || AttributionWords.IsDay(word))
            {
                return false;
            }
        }

        return words >= 2;
    }

    private static ReadOnlySpan<char> AfterZone(ReadOnlySpan<char> said)
    {
        var zone = said[(said.IndexOf(" GMT", StringComparison.Ordinal) + 1)..];
        var end = zone.IndexOf(' ');
        return end < 0 ? default : zone[end..];
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(" ,.:\u00A0");
        return end < 0 ? text : text[..end];
    }

    private static bool StartsWithDate(ReadOnlySpan<char> before)
    {
        var words = 0;
        foreach (var range in before.Split(' '))
        {
            words += before[range].IsEmpty ? 0 : 1;
        }

        return words <= 5 && !before.Contains(": ", StringComparison.Ordinal) && before.IndexOfAny("!?@") < 0;
    }

    // 'On Mon,', 'Den 3. nov', 'mandag': a day without a year, which a date would have
    private static bool StartsWithDay(ReadOnlySpan<char> before)
    {
        var words = 0;
        var days = 0;
        foreach (var range in before.Split(' '))
        {
            var word = before[range].Trim(" ,.\u00A0");
            if (word.IsEmpty)
            {
                continue;
            }

            if (++words > MostWordsBeforeVerb || (words == 1 && !AttributionWords.IsOpener(word) && !char.IsAsciiDigit(word[0])))
            {
                return false;
            }

            days += (words is 1 or 2 && IsDay(word, before[range])) || (words <= 3 && char.IsAsciiDigit(word[0])) ? 1 : 0;
        }

        return days > 0;
    }

    // 'so' and 'do' are words too: a day so short has a mark behind it
    private static bool IsDay(ReadOnlySpan<char> word, ReadOnlySpan<char> marked) => AttributionWords.IsDay(word) && (word.Length > 2 || marked[^1] is '.' or ',');

    private static int LastVerb(ReadOnlySpan<char> said, out bool ends)
    {
        ends = false;
        if (AttributionWords.EndsUnspaced(said))
        {
            ends = true;
            return said.Length - 1;
        }

        var last = -1;
        foreach (var range in said.SplitAny(" \t\u00A0>,\"“”"))
        {
            var word = said[range].Trim("-—–*_.");
            if (word.Length > 1 && AttributionWords.IsWrote(word))
            {
                last = range.Start.Value;
                ends = said[range.End.Value..].Trim(" -—–*_.").IsEmpty;
            }
        }

        return last;
    }

    private static bool HasAddress(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        return at > 0 && at + 2 < text.Length && !char.IsWhiteSpace(text[at - 1]) && !char.IsWhiteSpace(text[at + 1]);
    }

    private static bool HasAngle(ReadOnlySpan<char> text) =>
        text.Contains('<') || text.Contains("&lt;", StringComparison.Ordinal) || text.Contains("[mailto:", StringComparison.OrdinalIgnoreCase)
        || (text.Contains('(') && HasAddress(text[text.IndexOf('(')..]));

    private static bool EndsSentence(ReadOnlySpan<char> said) => said.Contains(". ", StringComparison.Ordinal) && !said.Contains('@');
}
