namespace Svar.Web;

/// <summary>
/// What a public page needs to look like its brand. <paramref name="BasePath"/> is empty, or <c>/b/slug</c> when several brands
/// share a host; every link of a public page starts with it. Also set as a request feature, so that error pages wear it too.
/// </summary>
/// <param name="Languages">ISO 639-1, the brand's own first.</param>
/// <param name="LogoUrl">A picture of 32 px height at least; without one the name stands alone.</param>
/// <param name="Footer">Lines at the foot: legal name, organisation number, address.</param>
public sealed record PublicBrand(
    string Name,
    BrandColours Colours,
    IReadOnlyList<string> Languages,
    string BasePath = "",
    string? LogoUrl = null,
    string? HomeUrl = null,
    IReadOnlyList<string>? Footer = null)
{
    /// <summary>Worn by pages that belong to no brand.</summary>
    public static PublicBrand Neutral { get; } = new("Svar", BrandColours.From("#1f4e5f", "#1f4e5f"), LanguageChoice.Known);
}
