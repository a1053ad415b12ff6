namespace Svar.Language.Detection;

/// <summary>The language a text seems to be written in.</summary>
/// <param name="Language">ISO 639-1, or <c>und</c> when the text does not tell.</param>
/// <param name="Confidence">
/// From 0 to 1: how often such a guess is right. Of Bokmål and Nynorsk it is the confidence in the written form too. A
/// word or two seldom reach 0.9, for most of them stand in several languages.
/// </param>
public readonly record struct LanguageGuess(string Language, double Confidence)
{
    public const string Undetermined = "und";

    private const double MoreLikelyThanNot = 0.5;
    private const double SureOfForm = 0.8;

    /// <summary>That the text is Norwegian, whichever its written form; 0 of other languages.</summary>
    public double NorwegianConfidence { get; init; }

    public bool IsUndetermined => Language == Undetermined;

    public bool IsNorwegian => Language is "nb" or "nn";

    /// <summary>
    /// The language to answer in: the guess where it is more likely than not, else the <paramref name="usual"/> one. Norwegian
    /// that might be of either form is of the usual one, or Bokmål.
    /// </summary>
    public string Or(string usual)
    {
        if (!IsNorwegian)
        {
            return !IsUndetermined && Confidence >= MoreLikelyThanNot ? Language : usual;
        }

        return NorwegianConfidence < MoreLikelyThanNot ? usual
            : Confidence >= SureOfForm ? Language
            : usual is "nb" or "nn" ? usual : "nb";
    }
}
