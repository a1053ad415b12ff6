namespace Svar.Language.Detection;

/// <summary>
/// Tells the language of a word, a line or a whole mail. 24 languages are told apart by their letters
/// and words (ar cs da de en es et fi fr is it lt lv nb nl nn pl pt ru so sv tr uk vi), some more by
/// their script alone (el he ja ko zh th and others).
/// </summary>
/// <remarks>
/// Naive Bayes over strings of one to four letters and frequent whole words. Mail addresses, links and
/// words with digits say nothing and are passed over. Of a long text evenly spaced pieces are read,
/// about 2,000 characters in all, so the work is bounded. What may be Norwegian as well as Danish counts
/// as Norwegian, and as Bokmål rather than Nynorsk, as long as little speaks against it: a prior for the
/// customers of Norwegian companies.
/// </remarks>
public static class LanguageDetector
{
    private const int PieceLength = 512;
    private const int Pieces = 4;
    private const int MaxWordLength = 64;

    // The evidence of overlapping strings counts each letter several times.
    private const double Independence = 0.3;

    private const int PriorNorwegian = (int)(2.5 * LanguageTable.Unit);
    private const int PriorBokmaal = 2 * LanguageTable.Unit;

    /// <summary>So many letters weigh half of what a long text's weigh: a short word stands in many languages, and only some of them were read.</summary>
    private const double LettersOfHalfWeight = 4;

    // Of the strings alone, before it is asked how many they are.
    private const double LeastLikely = 0.3;

    /// <summary>The codes that <see cref="Detect"/> tells apart by letters and words.</summary>
    public static IReadOnlyList<string> Languages { get; } =
        [.. LanguageTable.Instance.Languages.Where(language => language != "no")];

    public static LanguageGuess Detect(ReadOnlySpan<char> text)
    {
        var table = LanguageTable.Instance;
        Span<int> scores = stackalloc int[LanguageTable.RowLength];
        scores.Clear();
        var evidence = new Evidence(table, scores);
        var scripts = default(ScriptCounts);
        if (text.Length <= PieceLength * (Pieces + 1))
        {
            Read(text, ref evidence, ref scripts);
        }
        else
        {
            for (var piece = 0; piece < Pieces; piece++)
            {
                var from = (int)((long)(text.Length - PieceLength) * piece / (Pieces - 1));
                Read(text.Slice(from, PieceLength), ref evidence, ref scripts);
            }
        }

        evidence.Flush();
        return scripts.Guess() ?? Judge(table, scores, evidence);
    }

    private static void Read(scoped ReadOnlySpan<char> text, ref Evidence evidence, ref ScriptCounts scripts)
    {
        Span<char> word = stackalloc char[MaxWordLength];
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var end = at + 1;
            var isAddress = false;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                isAddress |= text[end] == '@' || (text[end] == ':' && end + 2 < text.Length && text[end + 1] == '/' && text[end + 2] == '/');
                end++;
            }

            var token = text[at..end];
            if (!isAddress && !token.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            {
                ReadToken(token, word, ref evidence, ref scripts);
            }

            at = end;
        }
    }

    private static void ReadToken(scoped ReadOnlySpan<char> token, scoped Span<char> word, ref Evidence evidence, ref ScriptCounts scripts)
    {
        var length = 0;
        var hasDigit = false;
        for (var at = 0; at <= token.Length; at++)
        {
            var c = at < token.Length ? token[at] : ' ';
            if (char.IsAsciiLetter(c) || (c >= 0x80 && char.IsLetter(c)))
            {
                scripts.Add(c);
                if (length < word.Length)
                {
                    word[length++] = c < 0x80 ? (char)(c | 0x20) : char.ToLowerInvariant(c);
                }
            }
            else if (c is '\'' or '’' && length > 0 && at + 1 < token.Length && char.IsLetter(token[at + 1]))
            {
                if (length < word.Length)
                {
                    word[length++] = '\'';
                }
            }
            else if (char.IsAsciiDigit(c))
            {
                hasDigit = true;
            }
            else if (c is not ('\u00AD' or (>= '\u0300' and <= '\u036F')))
            {
                if (length > 0 && !hasDigit)
                {
                    evidence.Add(word[..length]);
                }

                length = 0;
                hasDigit = false;
            }
        }
    }

    /// <summary>
    /// The text is in none of the languages: even the likeliest one's strings are rare in it. Asked of
    /// texts of forty letters and more, and more strictly the longer they are.
    /// </summary>
    private static bool IsForeign(string language, int score, int letters)
    {
        if (letters < 40)
        {
            return false;
        }

        var least = 0.68 + (0.18 * Math.Min(1, (letters - 40) / 560.0));
        return score < least * EvidencePerLetter(language) * LanguageTable.Unit * letters;
    }

    /// <summary>What a letter of ordinary text says for its own language, as the table stands; a logarithm.</summary>
    private static double EvidencePerLetter(string language) => language switch
    {
        "vi" => 16.5,
        "fi" or "et" => 13.6,
        "tr" => 12.8,
        "pl" or "lt" or "lv" => 12.5,
        "cs" or "ru" or "uk" => 11.4,
        "ar" => 11,
        _ => 14.8,
    };

    private static LanguageGuess Judge(LanguageTable table, Span<int> scores, in Evidence evidence)
    {
        if (evidence.Known == 0)
        {
            return new(LanguageGuess.Undetermined, 0);
        }

        int no = table.IndexOf("no"), nb = table.IndexOf("nb"), nn = table.IndexOf("nn");
        scores[nb] += PriorBokmaal;
        var form = scores[nb] >= scores[nn] ? nb : nn;
        var formLead = Math.Abs(scores[nb] - scores[nn]);
        scores[no] = Math.Max(scores[no], scores[form] - (form == nb ? PriorBokmaal : 0)) + PriorNorwegian;
        scores[nb] = scores[nn] = int.MinValue / 2;

        var best = 0;
        for (var language = 1; language < table.Languages.Length; language++)
        {
            best = scores[language] > scores[best] ? language : best;
        }

        var told = table.Languages[best == no ? form : best];
        if (Likelihood(table, scores, best, Independence) < LeastLikely || IsForeign(told, scores[best], evidence.Letters))
        {
            told = LanguageGuess.Undetermined;
        }

        var weight = Independence * evidence.Letters / (evidence.Letters + LettersOfHalfWeight);
        var confidence = Likelihood(table, scores, best, weight);
        return best == no
            ? new(told, confidence / (1 + Math.Exp(-formLead * weight / LanguageTable.Unit))) { NorwegianConfidence = confidence }
            : new(told, confidence);
    }

    private static double Likelihood(LanguageTable table, scoped Span<int> scores, int best, double weight)
    {
        var sum = 0.0;
        for (var language = 0; language < table.Languages.Length; language++)
        {
            sum += Math.Exp((scores[language] - scores[best]) * weight / LanguageTable.Unit);
        }

        return 1 / sum;
    }
}
