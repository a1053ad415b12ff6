using System.Buffers;

namespace Svar.Mail.Replies;

/// <summary>Finds where a signature begins in a run of a writer's own lines.</summary>
internal static class Signature
{
    private const int MostLines = 25;
    private const int MostLinesAfterRule = 16;
    private const int LongestLine = 120;
    private const int MostContactLines = 8;

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("@/0123456789");

    /// <summary>
    /// The index of the first line of the signature, or <paramref name="to"/>. <paramref name="weak"/>: only a mark that other people use for
    /// other things too announces it.
    /// </summary>
    public static int Find(Func<int, string> line, int from, int to, out bool weak)
    {
        weak = false;
        var notice = LegalNotice.Find(line, from, to);
        if (notice < to)
        {
            return Find(line, from, notice, out weak);
        }

        var (few, brief) = Tails(line, from, to);
        for (var i = Math.Min(few, brief); i < to; i++)
        {
            var text = line(i);
            if (i >= few && text == "-- ")
            {
                return i;
            }

            var dashes = i >= few && IsDashes(text);
            if (!dashes && (i < brief || !IsRule(text) || (i > from && !string.IsNullOrWhiteSpace(line(i - 1)) && !IsRule(line(i - 1)))))
            {
                continue;
            }

            if (IsContent(line, from, i, to))
            {
                // one of several strokes through the letter
                few = IndexOfMark(line, i + 1, to);
                brief = to;
                continue;
            }

            weak = !dashes;
            return i;
        }

        var contact = Contact(line, from, to);
        return contact < to ? contact : Closing(line, from, to);
    }

    /// <summary>RFC 3676 §4.3 '-- ', and without its blank, which many programs trim.</summary>
    public static bool IsDashes(string line) => line.AsSpan().TrimEnd() is "--" && line.StartsWith("--", StringComparison.Ordinal);

    /// <summary>A line of nothing but strokes.</summary>
    public static bool IsRule(string line)
    {
        var text = line.AsSpan().Trim();
        if (text.IsEmpty || text.Length > 100)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (c is not ('-' or '_' or '*' or '=' or '#' or '~' or '+' or '—' or '–' or '─' or '━' or 'ᐧ' or '\u00A0' or ' '))
            {
                return false;
            }
        }

        return text.Length > 1 || text[0] is '—' or 'ᐧ' or '─';
    }

    private static int IndexOfMark(Func<int, string> line, int from, int to)
    {
        while (from < to && line(from) != "-- ")
        {
            from++;
        }

        return from;
    }

    // What people use strokes for as well: the letter itself below its greeting, something announced, a list of names and values, a wish or a question
    private static bool IsContent(Func<int, string> line, int from, int mark, int to)
    {
        var above = 0;
        for (var i = mark - 1; i >= from && above < 2; i--)
        {
            if (string.IsNullOrWhiteSpace(line(i)) || IsRule(line(i)))
            {
                continue;
            }

            if (above++ == 0 && line(i).TrimEnd().EndsWith(':'))
            {
                return true;
            }

            // more than a greeting
            above += line(i).AsSpan().Trim().Count(' ') > 2 ? 1 : 0;
        }

        var (written, values, first) = (0, 0, "");
        for (var i = mark + 1; i < to; i++)
        {
            var text = line(i);
            if (string.IsNullOrWhiteSpace(text) || IsRule(text) || IsContact(text) || MobileSignature.Matches(text, out _))
            {
                continue;
            }

            first = written++ == 0 ? text : first;
            values += IsValue(text) ? 1 : 0;
            if (Reports.Phrase.Asks(text) || IsRemark(line, i, mark) || Wishes.Speaks(text))
            {
                return true;
            }
        }

        return written > 0 && (above == 1 || values > 0) && (!IsName(Cut(first)) || IsValue(first));
    }

    // a sentence in a paragraph of its own, after the mark or the name
    private static bool IsRemark(Func<int, string> line, int at, int mark)
    {
        var text = line(at).AsSpan().Trim();
        return at > mark + 1 && string.IsNullOrWhiteSpace(line(at - 1)) && text is [.., '.' or '!' or '?'] && text.Count(' ') >= 2 && !IsContact(line(at)) && !IsName(line(at).TrimEnd(' ', '.', '!'));
    }

    // 'Size: XL'
    private static bool IsValue(string line) => line.IndexOf(':', StringComparison.Ordinal) is > 1 and < 30 and var colon && line.AsSpan(colon + 1).Trim().Length > 0;

    // from which line on so few are left that they can be a signature: after dashes, and after a rule, where they must be short as well
    private static (int Few, int Brief) Tails(Func<int, string> line, int from, int to)
    {
        var few = to;
        var brief = to;
        var written = 0;
        var isBrief = true;
        for (var i = to - 1; i >= from; i--)
        {
            few = i;
            brief = isBrief ? i : brief;
            var text = line(i);
            if (string.IsNullOrWhiteSpace(text) || IsRule(text))
            {
                continue;
            }

            if (++written > MostLines)
            {
                break;
            }

            isBrief = isBrief && written <= MostLinesAfterRule
                && (text.Length <= LongestLine || text.Contains("http", StringComparison.OrdinalIgnoreCase));
        }

        return (few, brief);
    }

    // a last paragraph of a name and at least two ways to reach its bearer, which are half of it
    private static int Contact(Func<int, string> line, int from, int to)
    {
        var last = to;
        while (last > from && string.IsNullOrWhiteSpace(line(last - 1)))
        {
            last--;
        }

        var first = last;
        while (first > from && !string.IsNullOrWhiteSpace(line(first - 1)) && last - first <= MostContactLines)
        {
            first--;
        }

        var lines = last - first;
        if (lines is < 3 or > MostContactLines || first == from || !IsName(line(first)))
        {
            return to;
        }

        var ways = 0;
        for (var i = first + 1; i < last; i++)
        {
            ways += IsContact(line(i)) ? 1 : 0;
        }

        return ways >= 2 && ways * 2 >= lines ? first : to;
    }

    private static int Closing(Func<int, string> line, int from, int to)
    {
        for (var i = to - 1; i > from && to - i <= 14; i--)
        {
            var signs = Closings.After(line(i)) is { Length: > 0 } name && IsName(name.ToString());
            var thanks = Closings.IsThanks(line(i));
            if ((!signs && !thanks && !Closings.Matches(line(i))) || !string.IsNullOrWhiteSpace(line(i - 1)))
            {
                continue;
            }

            // a name alone is the writer's own word; with a title or a number under it, it is a signature
            var below = Enumerable.Range(i + 1, to - i - 1).Select(line).Where(static l => !string.IsNullOrWhiteSpace(l)).ToList();
            return below.Count <= MostContactLines && below.Count >= (signs ? 1 : 2) && below.TrueForAll(static l => l.Length <= 80) && (signs || IsName(Cut(below[0])))
                && !below.Exists(static l => IsSentence(l) || IsPostscript(l)) && !Enumerable.Range(i + 1, to - i - 1).Any(n => IsRemark(line, n, i)) && ((!signs && !thanks) || below.Exists(IsContact)) ? i : to;
        }

        return to;
    }

    // 'Kari Nordmann | Fjord AS'
    private static string Cut(string line) => line.IndexOf('|', StringComparison.Ordinal) is > 2 and var bar ? line[..bar] : line;

    private static bool IsPostscript(string line)
    {
        var text = line.AsSpan().TrimStart();
        return text.StartsWith("PS", StringComparison.OrdinalIgnoreCase) && text.Length > 2 && !char.IsLetter(text[2]) || text.StartsWith("P.S", StringComparison.OrdinalIgnoreCase) || text.StartsWith("NB:", StringComparison.Ordinal);
    }

    private static bool IsSentence(string line) => line.TrimEnd() is [.., '.' or '?'] && line.Count(' ') > 4 && !IsContact(line);

    private static bool IsName(string line)
    {
        var text = line.AsSpan().Trim(" \t,*_");
        foreach (var behalf in (ReadOnlySpan<string>)["i. A. ", "i.A. ", "i. V. ", "i.V. ", "ppa. ", "p.p. ", "f. "])
        {
            text = text.StartsWith(behalf, StringComparison.OrdinalIgnoreCase) ? text[behalf.Length..].TrimStart() : text;
        }

        if (text.Length is < 3 or > 50 || text[^1] is '.' or '!' or '?' or ':' || text.ContainsAny(NotInNames))
        {
            return false;
        }

        var words = 0;
        foreach (var range in text.Split(' '))
        {
            var word = text[range];
            if (word.Length > 0 && ++words > 5)
            {
                return false;
            }

            if (word.Length > 3 && char.IsLower(word[0]))
            {
                return false;
            }
        }

        return words > 0 && !char.IsLower(text[0]);
    }

    private static bool IsContact(string line)
    {
        var text = line.AsSpan().Trim();
        if (text.Length is 0 or > 100)
        {
            return false;
        }

        if (text.Contains("www.", StringComparison.OrdinalIgnoreCase) || text.Contains("http", StringComparison.OrdinalIgnoreCase)
            || (text.Contains('@') && text.Count(' ') <= 3))
        {
            return true;
        }

        var digits = 0;
        var letters = 0;
        foreach (var c in text)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            letters += char.IsLetter(c) ? 1 : 0;
        }

        return digits >= 7 && letters <= 16;
    }
}
