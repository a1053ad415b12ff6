namespace Svar.Mail.Reports;

/// <summary>Words to look for in a text: 'mailbox full', or with a star for whatever stands between two of them: 'no such*mailbox'.</summary>
internal static class Phrase
{
    private const int Gap = 40;

    /// <summary>Whether a text in lower case holds the phrase. What stands before a star begins a word there, and what stands behind it follows within 40 characters.</summary>
    public static bool IsIn(string text, string phrase)
    {
        var star = phrase.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return text.Contains(phrase, StringComparison.Ordinal);
        }

        var first = phrase.AsSpan(0, star);
        var rest = phrase.AsSpan(star + 1);
        for (var at = text.AsSpan().IndexOf(first); at >= 0;)
        {
            var after = at + first.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && text.AsSpan(after, Math.Min(text.Length - after, Gap + rest.Length)).Contains(rest, StringComparison.Ordinal))
            {
                return true;
            }

            var next = text.AsSpan(after).IndexOf(first);
            at = next < 0 ? -1 : after + next;
        }

        return false;
    }

    /// <summary>Whether a question ends in the text; the mark within a page's address is none.</summary>
    public static bool Asks(ReadOnlySpan<char> text)
    {
        for (var rest = text; rest.IndexOfAny('?', '？') is >= 0 and var at; rest = rest[(at + 1)..])
        {
            if (at + 1 == rest.Length || rest[at] == '？' || !char.IsLetterOrDigit(rest[at + 1]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a text, in any case and with either apostrophe, holds one of the phrases.</summary>
    public static bool IsAnyIn(string text, string[] phrases)
    {
        var plain = text.Replace('\u2019', '\'').ToLowerInvariant();
        return Array.Exists(phrases, p => IsIn(plain, p));
    }
}
