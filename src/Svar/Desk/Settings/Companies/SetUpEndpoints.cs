using System.Globalization;
using Svar.Accounts;
using Svar.Brands;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Desk.Settings.Companies;

internal static class SetUpEndpoints
{
    public static void Map(IEndpointRouteBuilder settings)
    {
        settings.MapGet("/new", (Asker asker, BrandSettings pages, DeskFrames frames, CancellationToken cancel) =>
            ShowAsync(asker, frames, new SetUpForm("", HomeCountry(), LanguageChoice.Current, IsBoth: false, "", ""), [], cancel));
        settings.MapPost("/new", MakeAsync);
    }

    private static async Task<IResult> MakeAsync(IFormCollection form, Asker asker, SetUpBrand setUp, BrandSettings pages, DeskFrames frames, CancellationToken cancel)
    {
        var filled = new SetUpForm(form.Text("name"), form.Text("country"), form.Text("language"), form.Text("both").Length > 0, form.Text("address"), form.Text("phone"));
        var basics = new CompanyBasics(filled.Name, filled.Country, filled.Languages, filled.Address.Trim(), filled.Phone);
        var errors = pages.Errors(basics.Wrong());
        if (errors.Count == 0)
        {
            var made = await setUp.HandleAsync(asker, basics, cancel);
            if (made.IsDone)
            {
                return Results.LocalRedirect("/desk/settings?said=made");
            }

            if (made.Refusal!.Elsewhere() is { } elsewhere)
            {
                return elsewhere;
            }

            errors = pages.Errors(made.Refusal!, "name");
        }

        return await ShowAsync(asker, frames, filled, errors, cancel);
    }

    private static async Task<IResult> ShowAsync(Asker asker, DeskFrames frames, SetUpForm form, IReadOnlyList<FieldError> errors, CancellationToken cancel) => asker.MayEverywhere(Act.ManageSettings)
        ? WebRoom.Page<SetUpPage>(new { Desk = await frames.OfAsync(asker, cancel), Form = form, Errors = errors }, errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK)
        : Results.StatusCode(StatusCodes.Status403Forbidden);

    /// <summary>Of the machine, as a first guess.</summary>
    private static string HomeCountry() => RegionInfo.CurrentRegion.TwoLetterISORegionName is { } here && BrandDetails.Countries.Contains(here, StringComparer.Ordinal) ? here : "NO";
}

/// <summary>What was filled in, shown again when something has to be put right.</summary>
/// <param name="IsBoth">The pages are offered in Svar's other languages too.</param>
public sealed record SetUpForm(string Name, string Country, string Language, bool IsBoth, string Address, string Phone)
{
    internal IReadOnlyList<string> Languages => IsBoth ? [Language, .. LanguageChoice.Known.Where(l => l != Language)] : [Language];
}
