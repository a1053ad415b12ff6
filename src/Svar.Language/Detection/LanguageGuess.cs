namespace Svar.Language.Detection;

/// <summary>The language a text seems to be written in.</summary>
/// <param name="Language">ISO 639-1, or <c>und</c> when the text does not tell.</param>
/// <param name="Confidence">
/// From 0 to 1. Of Bokmål and Nynorsk it is the confidence that the text is Norwegian: a short text
/// often tells that well and the written form hardly.
/// </param>
public readonly record struct LanguageGuess(string Language, double Confidence)
{
    public const string Undetermined = "und";

    public bool IsUndetermined => Language == Undetermined;

    public bool IsNorwegian => Language is "nb" or "nn";
}
