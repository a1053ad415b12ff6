namespace Svar.Language.Kinds;

/// <summary>A word of a text in lower case, or one of the marks <c>?</c> and <c>!</c>, with its place.</summary>
internal readonly record struct Word(string Text, int From, int To)
{
    /// <summary>Characters of a text that are read: what a mail is about stands in its beginning.</summary>
    public const int MaxTextLength = 20_000;

    private const int MaxLength = 40;

    /// <summary>Apostrophes inside a word belong to it, hyphens part words; longer words than any cue are cut.</summary>
    public static List<Word> Of(ReadOnlySpan<char> text)
    {
        if (text.Length > MaxTextLength)
        {
            text = text[..MaxTextLength];
        }

        var words = new List<Word>();
        Span<char> lower = stackalloc char[MaxLength];
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (c is '?' or '!')
            {
                words.Add(new(c == '?' ? "?" : "!", at, at + 1));
                at++;
                continue;
            }

            if (!char.IsLetterOrDigit(c))
            {
                at++;
                continue;
            }

            var from = at;
            var length = 0;
            for (; at < text.Length && (char.IsLetterOrDigit(text[at]) || IsApostropheInside(text, at)); at++)
            {
                if (length < MaxLength)
                {
                    lower[length++] = text[at] == '’' ? '\'' : char.ToLowerInvariant(text[at]);
                }
            }

            words.Add(new(lower[..length].ToString(), from, at));
        }

        return words;
    }

    private static bool IsApostropheInside(ReadOnlySpan<char> text, int at) =>
        text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetter(text[at + 1]);
}
