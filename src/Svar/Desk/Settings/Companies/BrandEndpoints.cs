using System.Globalization;
using Svar.Accounts;
using Svar.Brands;
using Svar.Data;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Desk.Settings.Companies;

internal static class BrandEndpoints
{
    public static void Map(IEndpointRouteBuilder brand)
    {
        brand.MapGet("", async (string slug, string? said, Asker asker, BrandSettings pages, CancellationToken cancel) => await pages.FindAsync(asker, slug, cancel) is { } found
            ? await ShowAsync(asker, pages, found, BrandForm.Of(found), [], said, cancel)
            : Results.NotFound());
        brand.MapPost("", SaveAsync);
    }

    private static async Task<IResult> SaveAsync(string slug, IFormCollection form, Asker asker, BrandSettings pages, ChangeCompany change, CancellationToken cancel)
    {
        if (await pages.FindAsync(asker, slug, cancel) is not { } brand)
        {
            return Results.NotFound();
        }

        var filled = BrandForm.Of(form, brand.Tagline);
        var details = filled.Details(await LogoAsync(form, brand.Logo, cancel));
        var errors = pages.Errors(details.Wrong());
        if (errors.Count == 0)
        {
            var saved = await change.HandleAsync(asker, slug, filled.Version, details, cancel);
            if (saved.IsDone)
            {
                return Results.LocalRedirect(SettingsFrame.PathOf(saved.Value.Slug) + "?said=saved");
            }

            if (saved.Refusal!.Elsewhere() is { } elsewhere)
            {
                return elsewhere;
            }

            errors = pages.Errors(saved.Refusal!, "name");
            if (saved.Refusal!.Kind == RefusalKind.Conflict && await pages.FindAsync(asker, slug, cancel) is { } now)
            {
                // They have been told: saving once more is what they want.
                filled = filled with { Version = now.Version };
            }
        }

        return await ShowAsync(asker, pages, brand, filled, errors, null, cancel);
    }

    /// <summary>The picture sent along; without one the kept one, unless it is to go. Too large a one comes back as it is, and is refused with the rest.</summary>
    private static async Task<string?> LogoAsync(IFormCollection form, string? kept, CancellationToken cancel)
    {
        if (form.Files.GetFile("logo") is not { Length: > 0 } file)
        {
            return form.Text("no-logo").Length > 0 ? null : kept;
        }

        using var bytes = new MemoryStream();
        await using var stream = file.OpenReadStream();
        await stream.CopyToAsync(bytes, cancel);
        return file.Length > BrandDetails.LargestLogo ? "" : $"data:{KindOf(bytes.ToArray())};base64,{Convert.ToBase64String(bytes.ToArray())}";
    }

    // By its bytes: what the browser says of it is the file's name.
    private static string KindOf(ReadOnlySpan<byte> picture) =>
        picture is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] ? "image/png"
        : picture is [0xFF, 0xD8, 0xFF, ..] ? "image/jpeg"
        : picture.StartsWith("RIFF"u8) ? "image/webp"
        : picture.IndexOf("<svg"u8) is >= 0 and < 2000 ? "image/svg+xml"
        : "application/octet-stream";

    private static async Task<IResult> ShowAsync(Asker asker, BrandSettings pages, Brand brand, BrandForm form, IReadOnlyList<FieldError> errors, string? said, CancellationToken cancel) => WebRoom.Page<BrandPage>(
        new { Frame = await pages.FrameAsync(asker, brand, said, cancel), Form = form, Logo = brand.Logo, Errors = errors },
        errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}

/// <summary>What stands in the form of a company.</summary>
/// <param name="IsBoth">The pages are offered in Svar's other languages too.</param>
public sealed record BrandForm(
    int Version, string Name, string Slug, string Prefix, string Sector, string Country, string Zone, string Language, bool IsBoth, IReadOnlyDictionary<string, string> Tagline,
    string Primary, string Accent, string WebSite, string Post, string Visit, string Host, string Url)
{
    internal static BrandForm Of(Brand brand) => new(
        brand.Version, brand.Name, brand.Slug, brand.NumberPrefix, brand.Sector.ToString(), brand.Country, brand.Zone, brand.DefaultLanguage, brand.LanguageList.Count > 1, brand.Tagline,
        brand.PrimaryColour, brand.AccentColour, brand.WebSite ?? "", brand.PostAddress ?? "", brand.VisitAddress ?? "", brand.PublicHost ?? "", brand.PublicUrl ?? "");

    internal static BrandForm Of(IFormCollection form, IReadOnlyDictionary<string, string> tagline) => new(
        int.TryParse(form.Text("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
        form.Text("name"), form.Text("slug"), form.Text("prefix"), form.Text("sector"), form.Text("country"), form.Text("zone").Trim(), form.Text("language"), form.Text("both").Length > 0,
        form.Texts("tagline", tagline), form.Text("primary"), form.Text("accent"), form.Text("website"), form.Text("post"), form.Text("visit"), form.Text("host"), form.Text("url"));

    internal BrandDetails Details(string? logo)
    {
        static string? Given(string text) => text.Trim() is { Length: > 0 } given ? given.ReplaceLineEndings("\n") : null;
        var tagline = new Texts();
        foreach (var (language, text) in Tagline)
        {
            tagline[language] = text;
        }

        return new BrandDetails(
            Name, Slug.Trim(), Prefix.Trim(), Enum.TryParse<Sector>(Sector, out var sector) && Enum.IsDefined(sector) ? sector : Brands.Sector.Shop, Country, Zone,
            IsBoth ? [Language, .. LanguageChoice.Known.Where(l => l != Language)] : [Language], tagline,
            Primary.Trim(), Accent.Trim(), Given(WebSite), Given(Post), Given(Visit), Given(Host), Given(Url), logo);
    }
}
