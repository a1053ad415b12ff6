using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.TimeZones;
using Svar.Data;
using Svar.Language.Search;
using Svar.Web;

namespace Svar.Brands;

/// <summary>What is said of a company in the settings.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Zone">IANA time zone.</param>
/// <param name="Languages">ISO 639-1, the default first; of those that Svar writes in.</param>
/// <param name="Logo">A data address of a small picture; null: the name in letters.</param>
internal sealed partial record BrandDetails(
    string Name, string Slug, string NumberPrefix, Sector Sector, string Country, string Zone, IReadOnlyList<string> Languages, Texts Tagline,
    string PrimaryColour, string AccentColour, string? WebSite, string? PostAddress, string? VisitAddress, string? PublicHost, string? PublicUrl, string? Logo)
{
    public const int LongestName = 100;
    public const int LongestSlug = 40;

    /// <summary>Bytes of a logo: the public pages weigh less than 100 KB with everything.</summary>
    public const int LargestLogo = 24 * 1024;

    private static readonly ILookup<string, string> _zones = TzdbDateTimeZoneSource.Default.ZoneLocations!.ToLookup(l => l.CountryCode, l => l.ZoneId, StringComparer.Ordinal);

    /// <summary>Of the countries that the time zone database knows.</summary>
    public static IReadOnlyList<string> Countries { get; } = [.. _zones.Select(z => z.Key).Order(StringComparer.Ordinal)];

    /// <summary>A company as it is before anybody has said more of it.</summary>
    public static BrandDetails Of(string name, string country, IReadOnlyList<string> languages) =>
        new(name.Trim(), SlugOf(name), PrefixOf(name), Sector.Shop, country, ZonesOf(country) is [var zone, ..] ? zone : "Etc/UTC", languages, [], "#1f4e5f", "#b4532a", null, null, null, null, null, null);

    /// <summary>The zones in which a country lives, its first one first.</summary>
    public static IReadOnlyList<string> ZonesOf(string country) => [.. _zones[country]];

    /// <summary>What is wrong, field by field; empty when all is well.</summary>
    public IEnumerable<(string Field, string Why)> Wrong()
    {
        if (Name.Trim().Length is 0 or > LongestName)
        {
            yield return ("name", $"A company has a name of 1 to {LongestName} characters.");
        }

        if (!SlugShape().IsMatch(Slug) || Slug.Length > LongestSlug)
        {
            yield return ("slug", $"The short name has small letters a to z, digits and hyphens, as fjord-og-fell; at most {LongestSlug}.");
        }

        if (!PrefixShape().IsMatch(NumberPrefix))
        {
            yield return ("prefix", "The letters before a number are two to five capitals A to Z, as FF.");
        }

        if (!Countries.Contains(Country, StringComparer.Ordinal))
        {
            yield return ("country", $"'{Country}' is no country; choose one of the list.");
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) is null)
        {
            yield return ("zone", $"There is no time zone '{Zone}'; write a name of the IANA database, as Europe/Oslo.");
        }

        if (Languages.Count == 0 || Languages.Distinct(StringComparer.Ordinal).Count() != Languages.Count || Languages.Any(l => !LanguageChoice.Known.Contains(l, StringComparer.Ordinal)))
        {
            yield return ("language", $"Choose from the languages {string.Join(", ", LanguageChoice.Known)}, each once.");
        }

        foreach (var (field, colour) in new[] { ("primary", PrimaryColour), ("accent", AccentColour) })
        {
            if (colour.Length != 7 || !Colour.TryParse(colour, out _))
            {
                yield return (field, "A colour is written as #1f4e5f.");
            }
        }

        if (WebSite is not null && !IsWebAddress(WebSite))
        {
            yield return ("website", "A web address begins with https:// or http://.");
        }

        if (PublicUrl is not null && (!IsWebAddress(PublicUrl) || PublicUrl.Contains('?', StringComparison.Ordinal) || PublicUrl.Contains('#', StringComparison.Ordinal)))
        {
            yield return ("url", "The address of the public pages begins with https:// or http:// and has no ? or #.");
        }

        if (PublicHost is not null && (Uri.CheckHostName(PublicHost) == UriHostNameType.Unknown || PublicHost.Length > 253))
        {
            yield return ("host", "A host name is written without https:// and without a path, as help.example.com.");
        }

        if (Logo is not null && (!LogoShape().IsMatch(Logo) || Logo.Length > (LargestLogo * 4 / 3) + 64))
        {
            yield return ("logo", $"A logo is an SVG, PNG, JPEG or WebP picture of at most {LargestLogo / 1024} KB.");
        }
    }

    public void PutInto(Brand brand)
    {
        (brand.Name, brand.Slug, brand.NumberPrefix, brand.Sector) = (Name.Trim(), Slug, NumberPrefix, Sector);
        (brand.Country, brand.Zone, brand.Languages, brand.Tagline) = (Country, Zone, string.Join(',', Languages), Tagline);
        (brand.PrimaryColour, brand.AccentColour, brand.Logo) = (PrimaryColour, AccentColour, Logo);
        (brand.WebSite, brand.PostAddress, brand.VisitAddress) = (WebSite, PostAddress, VisitAddress);
        (brand.PublicHost, brand.PublicUrl) = (PublicHost?.ToLowerInvariant(), PublicUrl?.TrimEnd('/'));
    }

    /// <summary>'Fjord &amp; Fell' becomes 'fjord-fell'.</summary>
    public static string SlugOf(string name)
    {
        var slug = NotOfSlug().Replace(Folding.Fold(name), "-").Trim('-');
        return slug.Length == 0 ? "brand" : slug[..Math.Min(slug.Length, LongestSlug)].Trim('-');
    }

    /// <summary>The first letters of the words, else of the one word: 'Fjord &amp; Fell' becomes 'FF', 'Nordlys' becomes 'NO'.</summary>
    public static string PrefixOf(string name)
    {
        var words = NotOfSlug().Replace(Folding.Fold(name), " ").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Where(char.IsAsciiLetter).ToArray()).Where(w => w.Length > 0).ToList();
        var letters = words.Count > 1 ? string.Concat(words.Take(4).Select(w => w[0])) : words is [{ Length: > 1 } only] ? new string(only.AsSpan(0, 2)) : "SV";
        return letters.ToUpperInvariant();
    }

    private static bool IsWebAddress(string text) => text.Length <= 300 && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SlugShape();

    [GeneratedRegex("^[A-Z]{2,5}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PrefixShape();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NotOfSlug();

    [GeneratedRegex("^data:image/(svg\\+xml|png|jpeg|webp);base64,[A-Za-z0-9+/]+=*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LogoShape();
}
