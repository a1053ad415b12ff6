using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Svar.Web;

/// <summary>The languages that a request may be answered in, best first; set as a request feature by whoever knows the brand.</summary>
public sealed record OfferedLanguages(IReadOnlyList<string> Languages);

/// <summary>Which language a page is written in: asked for in the address, remembered, or the browser's; never one the brand does not offer.</summary>
public static class LanguageChoice
{
    /// <summary>Name of the cookie, and of the query parameter, that carry a choice.</summary>
    public const string Name = "lang";

    /// <summary>The languages Svar has its own texts in (ISO 639-1).</summary>
    public static IReadOnlyList<string> Known { get; } = ["en", "nb"];

    /// <summary>
    /// The first of query, cookie and Accept-Language (RFC 9110 §12.5.4, by quality) that is offered; else the first offered.
    /// <c>no</c> and <c>nn</c> are served Bokmål where they are not offered themselves, since their readers read it.
    /// </summary>
    public static string Choose(string? query, string? cookie, string? acceptLanguage, IReadOnlyList<string> offered)
    {
        var usable = offered.Where(l => Known.Contains(l, StringComparer.Ordinal)).ToList();
        if (usable.Count == 0)
        {
            usable.AddRange(Known);
        }

        var accepted = StringWithQualityHeaderValue.TryParseList([acceptLanguage ?? ""], out var values)
            ? values.Where(v => v.Quality is not 0).OrderByDescending(v => v.Quality ?? 1).Select(v => v.Value.ToString())
            : [];
        return accepted.Prepend(cookie ?? "").Prepend(query ?? "").Select(tag => Match(tag, usable)).FirstOrDefault(l => l is not null)
            ?? usable[0];
    }

    /// <summary>The culture that formats dates and numbers for a language: Norwegian as in Norway; English with day before month and 24 hours.</summary>
    public static CultureInfo Culture(string language) => CultureInfo.GetCultureInfo(language switch
    {
        "nb" => "nb-NO",
        _ => "en-GB",
    });

    /// <summary>The language of the current request (ISO 639-1).</summary>
    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "nb" or "no" ? "nb" : "en";

    private static string? Match(string tag, List<string> offered)
    {
        var language = tag.Split('-')[0].ToLowerInvariant();
        return offered.Find(l => l == language) ?? (language is "no" or "nn" ? offered.Find(l => l == "nb") : null);
    }
}
