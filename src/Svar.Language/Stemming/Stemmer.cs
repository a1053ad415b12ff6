namespace Svar.Language.Stemming;

/// <summary>
/// Takes the endings off a word, so that its inflected forms meet in one string (a stem is not
/// always a word). The algorithms are those published by the Snowball project.
/// </summary>
/// <remarks>
/// Words are expected in lower case and composed form (NFC). Stemmers have no state: one instance
/// serves all threads.
/// </remarks>
public abstract class Stemmer
{
    /// <summary>Longer words are returned as they are: no language inflects them, and work stays bounded.</summary>
    public const int MaxWordLength = 64;

    // German and French may grow while they work (ß to ss, ë to He), Dutch by an inserted vowel.
    private const int BufferLength = (MaxWordLength * 2) + 8;

    private static readonly NorwegianStemmer Norwegian = new();
    private static readonly EnglishStemmer English = new();
    private static readonly PorterStemmer Porter = new();
    private static readonly DanishStemmer Danish = new();
    private static readonly SwedishStemmer Swedish = new();
    private static readonly GermanStemmer German = new();
    private static readonly DutchStemmer Dutch = new();
    private static readonly FrenchStemmer French = new();
    private static readonly SpanishStemmer Spanish = new();
    private static readonly FinnishStemmer Finnish = new();

    /// <summary>
    /// The stemmer of a language, or null when there is none. Takes ISO 639-1 codes (<c>nb</c>,
    /// <c>nn</c> and <c>no</c> share one) and the names of the algorithms (<c>norwegian</c>,
    /// <c>porter</c>); a region (<c>en-GB</c>) is ignored.
    /// </summary>
    public static Stemmer? For(string? language)
    {
        if (language is null)
        {
            return null;
        }

        var dash = language.AsSpan().IndexOfAny('-', '_');
        return (dash < 0 ? language : language[..dash]).ToLowerInvariant() switch
        {
            "nb" or "nn" or "no" or "norwegian" => Norwegian,
            "en" or "english" => English,
            "porter" => Porter,
            "da" or "danish" => Danish,
            "sv" or "swedish" => Swedish,
            "de" or "german" => German,
            "nl" or "dutch" => Dutch,
            "fr" or "french" => French,
            "es" or "spanish" => Spanish,
            "fi" or "finnish" => Finnish,
            _ => null,
        };
    }

    /// <summary>
    /// Writes the stem and returns its length. A stem may be longer than its word (German <c>ß</c>
    /// becomes <c>ss</c>): twice the word's length and two more always suffice.
    /// </summary>
    /// <exception cref="ArgumentException">The stem does not fit.</exception>
    public int Stem(ReadOnlySpan<char> word, Span<char> stem)
    {
        if (word.Length > MaxWordLength)
        {
            word.CopyTo(stem);
            return word.Length;
        }

        Span<char> work = stackalloc char[BufferLength];
        word.CopyTo(work);
        var buffer = new WordBuffer(work, word.Length);
        Reduce(ref buffer);
        buffer.Text.CopyTo(stem);
        return buffer.Length;
    }

    /// <summary>The stem as a string; the same instance when the word has nothing to lose.</summary>
    public string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length > MaxWordLength)
        {
            return word;
        }

        Span<char> stem = stackalloc char[BufferLength];
        var length = Stem(word, stem);
        return stem[..length].SequenceEqual(word) ? word : new string(stem[..length]);
    }

    private protected abstract void Reduce(ref WordBuffer word);
}
