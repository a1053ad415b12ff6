using Svar.Language.Detection;

namespace Svar.Language.Kinds;

/// <summary>A place where a message speaks of danger to life or health.</summary>
/// <param name="Danger">What kind of danger.</param>
/// <param name="From">Where the words begin, in UTF-16 units.</param>
/// <param name="To">Where they end, exclusive.</param>
public readonly record struct DangerFinding(Danger Danger, int From, int To);

public enum Danger
{
    /// <summary>Gas leak or smell of gas, carbon monoxide.</summary>
    Gas,

    /// <summary>Something burned, smoked or may.</summary>
    Fire,

    Explosion,

    Burn,

    Choking,

    /// <summary>Allergic reaction or shock.</summary>
    Allergy,

    Poisoning,

    ElectricShock,

    /// <summary>A person was hurt, or taken to a doctor or hospital.</summary>
    Injury,

    /// <summary>Somebody died or nearly did.</summary>
    Death,
}

/// <summary>
/// Finds words of danger to life or health in Norwegian and English messages, so that a person reads
/// them at once. It asks for whole phrases: a burn cream, a flame-retardant tent, a damaged parcel
/// and 'dying to know' are no danger.
/// </summary>
public static class DangerWords
{
    /// <summary>The places from left to right. Language: ISO 639-1; null or <c>und</c> has it detected.</summary>
    public static IReadOnlyList<DangerFinding> Find(string text, string? language)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (language is null or "" or LanguageGuess.Undetermined)
        {
            language = LanguageDetector.Detect(text).Language;
        }

        var words = Word.Of(text);
        var findings = new List<DangerFinding>();
        if (language != "en")
        {
            Find(DangerPhrases.Norwegian, words, findings);
        }

        if (language is "en" or LanguageGuess.Undetermined)
        {
            Find(DangerPhrases.English, words, findings);
        }

        findings.Sort((one, other) => one.From.CompareTo(other.From));
        return findings;
    }

    private static void Find(PhraseTable<Danger?> table, List<Word> words, List<DangerFinding> findings)
    {
        foreach (var match in table.Find(words))
        {
            if (match.Value is { } danger)
            {
                findings.Add(new(danger, words[match.FromWord].From, words[match.ToWord - 1].To));
            }
        }
    }
}
