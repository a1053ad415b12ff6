using Svar.Language.Detection;

namespace Svar.Language.Kinds;

/// <summary>
/// Tells whether a message is a complaint, a compliment, a question, a suggestion or something else,
/// by weighted phrases of Norwegian (Bokmål and Nynorsk) and English.
/// </summary>
/// <remarks>
/// Give it the customer's own new words, without quoted history and signature. Of other languages only
/// question marks are understood, with low confidence.
/// </remarks>
public static class MessageKinds
{
    private const int Kinds = 5;
    private const double Certainty = 0.8;

    // without any cue a message is something else, and with question marks alone a question
    private const double OtherAtFirst = 0.8;
    private const double QuestionMark = 2;
    private const double MostForQuestion = 4.5;
    private const int ManyWords = 10;
    private const double ForLength = 0.9;

    // a phrase that is repeated says less each time
    private const double Repetition = 0.5;

    /// <param name="text">The message.</param>
    /// <param name="language">ISO 639-1; null or <c>und</c> has it detected.</param>
    public static KindGuess KindOf(string text, string? language)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (language is null or "" or LanguageGuess.Undetermined)
        {
            language = LanguageDetector.Detect(text).Language;
        }

        var words = Word.Of(text);
        Span<double> scores = stackalloc double[Kinds];
        scores.Clear();
        scores[(int)MessageKind.Other] = OtherAtFirst;
        foreach (var table in TablesFor(language))
        {
            AddCues(table.Find(words), scores);
        }

        var questionMarks = words.Count(word => word.Text == "?");
        if (questionMarks > 0)
        {
            scores[(int)MessageKind.Question] += QuestionMark;
        }

        // who writes at length without asking, thanking or proposing anything has mostly something to object to
        if (words.Count > ManyWords)
        {
            scores[(int)MessageKind.Complaint] += ForLength;
        }

        ref var question = ref scores[(int)MessageKind.Question];
        question = Math.Min(question, MostForQuestion);
        return Judge(scores);
    }

    private static PhraseTable<Cue>[] TablesFor(string language) => language switch
    {
        "nb" or "nn" or "no" or "da" => [NorwegianCues.Table, Sentiment.Norwegian],
        "en" => [EnglishCues.Table, Sentiment.English],
        LanguageGuess.Undetermined => [NorwegianCues.Table, Sentiment.Norwegian, EnglishCues.Table, Sentiment.English],
        _ => [],
    };

    private static void AddCues(List<PhraseMatch<Cue>> found, Span<double> scores)
    {
        var seen = new Dictionary<Cue, int>();
        foreach (var match in found)
        {
            var times = seen.GetValueOrDefault(match.Value);
            seen[match.Value] = times + 1;
            scores[(int)match.Value.Kind] += match.Value.Weight * Math.Pow(Repetition, times);
        }
    }

    private static KindGuess Judge(ReadOnlySpan<double> scores)
    {
        var best = 0;
        for (var kind = 1; kind < Kinds; kind++)
        {
            best = scores[kind] > scores[best] ? kind : best;
        }

        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += Math.Exp(Certainty * (score - scores[best]));
        }

        return new((MessageKind)best, 1 / sum);
    }
}
