namespace Svar.Mail.Replies;

/// <summary>Finds that a text speaks of a date or a time of day, in any of the ways that mail programs write them.</summary>
internal static class MailDates
{
    /// <summary>Where the first date or time begins (its first digit), or -1.</summary>
    public static int Find(ReadOnlySpan<char> text)
    {
        var first = -1;
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsAsciiDigit(text[at]))
            {
                continue;
            }

            var end = DigitsEnd(text, at);
            var length = end - at;
            var isWord = at == 0 || !char.IsAsciiLetter(text[at - 1]);
            if (isWord && length <= 4)
            {
                first = first < 0 || at - first > 40 ? at : first;
                if (IsYear(text, at, end) || IsNumericDate(text, at, end) || IsTime(text, at, end))
                {
                    return first;
                }
            }

            at = end;
        }

        return -1;
    }

    /// <summary>Whether a time of day stands in it, with a colon, an h, or the full stop of the North: 13:37, 8h05, 13.37.</summary>
    public static bool HasTime(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsAsciiDigit(text[at]))
            {
                continue;
            }

            var end = DigitsEnd(text, at);
            if (IsTime(text, at, end) || (end - at <= 2 && (at == 0 || text[at - 1] != '.') && end + 2 < text.Length && text[end] == '.' && DigitsEnd(text, end + 1) == end + 3
                && (end + 3 == text.Length || text[end + 3] != '.' || end + 4 == text.Length || !char.IsAsciiDigit(text[end + 4]))))
            {
                return true;
            }

            at = end;
        }

        return false;
    }

    /// <summary>Whether it begins with a date, year first.</summary>
    public static bool IsIsoFirst(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        return text.Length >= 8 && DigitsEnd(text, 0) == 4 && text[4] is '-' or '/' or '.' && char.IsAsciiDigit(text[5]);
    }

    /// <summary>Whether a date stands in it that is all numbers: 6/16/2016, 2024-01-04.</summary>
    public static bool IsInNumbers(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                var end = DigitsEnd(text, at);
                if (end - at <= 4 && IsNumericDate(text, at, end))
                {
                    return true;
                }

                at = end;
            }
        }

        return false;
    }

    private static int DigitsEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    private static bool IsYear(ReadOnlySpan<char> text, int at, int end) =>
        end - at == 4 && (text[at..].StartsWith("19") || text[at..].StartsWith("20")) && (end == text.Length || !char.IsAsciiLetter(text[end]));

    // 12/29/1987, 2011-3-1, 17-feb.-2015, 2016. 11. 8.
    private static bool IsNumericDate(ReadOnlySpan<char> text, int at, int end)
    {
        if (end >= text.Length || text[end] is not ('-' or '/' or '.'))
        {
            return false;
        }

        var mark = text[end];
        var month = SkipBlank(text, end + 1);
        var monthEnd = month;
        while (monthEnd < text.Length && monthEnd - month < 10 && char.IsLetterOrDigit(text[monthEnd]))
        {
            monthEnd++;
        }

        if (monthEnd == month || monthEnd >= text.Length)
        {
            return false;
        }

        var next = text[monthEnd] == '.' && mark == '-' && monthEnd + 1 < text.Length ? monthEnd + 1 : monthEnd;
        var day = SkipBlank(text, next + 1);
        return text[next] == mark && day < text.Length && char.IsAsciiDigit(text[day]) && (char.IsAsciiDigit(text[month]) || mark == '-') && end - at <= 4;
    }

    private static bool IsTime(ReadOnlySpan<char> text, int at, int end) =>
        end - at <= 2 && end + 2 < text.Length && text[end] is ':' or 'h' or 'H' && char.IsAsciiDigit(text[end + 1]) && char.IsAsciiDigit(text[end + 2]);

    private static int SkipBlank(ReadOnlySpan<char> text, int at) => at < text.Length && text[at] == ' ' ? at + 1 : at;
}
