using System.Globalization;
using System.Resources;

namespace Svar.Conversations;

/// <summary>Texts of the mails that Svar writes (ConversationsTexts.resx, .nb.resx), in the language of the conversation rather than of a request.</summary>
internal static class ConversationsTexts
{
    private static readonly ResourceManager _texts = new(typeof(ConversationsTexts).FullName!, typeof(ConversationsTexts).Assembly);

    public static string In(string language, string name, params object[] values)
    {
        var culture = CultureInfo.GetCultureInfo(Written(language));
        var text = _texts.GetString(name, culture) ?? throw new MissingManifestResourceException($"there is no text '{name}'");
        return values.Length == 0 ? text : string.Format(culture, text, values);
    }

    /// <summary>Scandinavian readers get Norwegian, all others English: the languages that the texts are written in.</summary>
    public static string Written(string language) => language is "nb" or "nn" or "no" or "da" or "sv" ? "nb" : "en";

    /// <summary>The language in which Svar writes to somebody who wrote in <paramref name="language"/>: one that the brand has.</summary>
    public static string For(string language, IReadOnlyList<string> brandLanguages)
    {
        if (brandLanguages.Contains(language, StringComparer.Ordinal))
        {
            return language;
        }

        var written = Written(language);
        return language != "und" && brandLanguages.Contains(written, StringComparer.Ordinal) ? written
            : brandLanguages is [var first, ..] ? first : "en";
    }
}
