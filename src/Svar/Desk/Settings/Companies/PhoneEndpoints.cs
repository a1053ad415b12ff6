using Svar.Accounts;
using Svar.Brands;
using Svar.Brands.Phones;
using Svar.Data;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Desk.Settings.Companies;

internal static class PhoneEndpoints
{
    public static void Map(IEndpointRouteBuilder brand)
    {
        var phones = brand.MapGroup("/phones");
        phones.MapGet("", (string slug, string? said, Asker asker, BrandSettings pages, CancellationToken cancel) => ShowAsync(slug, null, said, asker, pages, cancel));
        phones.MapGet("/{phoneId:long}", (string slug, long phoneId, Asker asker, BrandSettings pages, CancellationToken cancel) => ShowAsync(slug, phoneId, null, asker, pages, cancel));
        phones.MapPost("", (string slug, IFormCollection form, Asker asker, BrandSettings pages, SavePhone save, CancellationToken cancel) => SaveAsync(slug, null, form, asker, pages, save, cancel));
        phones.MapPost("/{phoneId:long}", (string slug, long phoneId, IFormCollection form, Asker asker, BrandSettings pages, SavePhone save, CancellationToken cancel) =>
            SaveAsync(slug, phoneId, form, asker, pages, save, cancel));
        phones.MapPost("/{phoneId:long}/first", async (string slug, long phoneId, Asker asker, SavePhone save, CancellationToken cancel) =>
            (await save.PutFirstAsync(asker, slug, phoneId, cancel)).Refusal?.Elsewhere() ?? Results.LocalRedirect($"{SettingsFrame.PathOf(slug)}/phones?said=saved"));
        phones.MapPost("/{phoneId:long}/remove", async (string slug, long phoneId, Asker asker, SavePhone save, CancellationToken cancel) =>
            (await save.RemoveAsync(asker, slug, phoneId, cancel)).Refusal?.Elsewhere() ?? Results.LocalRedirect($"{SettingsFrame.PathOf(slug)}/phones?said=removed"));
    }

    private static async Task<IResult> ShowAsync(string slug, long? phoneId, string? said, Asker asker, BrandSettings pages, CancellationToken cancel)
    {
        if (await pages.FindAsync(asker, slug, cancel) is not { } brand)
        {
            return Results.NotFound();
        }

        if (phoneId is null)
        {
            return await PageAsync(asker, pages, brand, new PhoneForm(null, "", "auto", new Texts(), new Texts()), [], said, cancel);
        }

        return brand.Phones.Find(p => p.Id == phoneId) is { } phone
            ? await PageAsync(asker, pages, brand, new PhoneForm(phone.Id, phone.Shown, phone.IsTollFree ? "free" : "paid", phone.Purpose, phone.Cost), [], said, cancel)
            : Results.NotFound();
    }

    private static async Task<IResult> SaveAsync(string slug, long? phoneId, IFormCollection form, Asker asker, BrandSettings pages, SavePhone save, CancellationToken cancel)
    {
        if (await pages.FindAsync(asker, slug, cancel) is not { } brand)
        {
            return Results.NotFound();
        }

        var kept = brand.Phones.Find(p => p.Id == phoneId);
        var (purpose, cost) = (form.Texts("purpose", kept?.Purpose), form.Texts("cost", kept?.Cost));
        var filled = new PhoneForm(phoneId, form.Text("number"), form.Text("free"), purpose, cost);
        if (PhoneNumber.Read(filled.Number, brand.Country) is null)
        {
            return await PageAsync(asker, pages, brand, filled, pages.Errors([("number", "")]), null, cancel);
        }

        var saved = await save.HandleAsync(asker, slug, phoneId, new PhoneDetails(filled.Number, filled.Free switch { "free" => true, "paid" => false, _ => null }, purpose, cost), cancel);
        if (saved.IsDone)
        {
            return Results.LocalRedirect($"{SettingsFrame.PathOf(slug)}/phones?said=saved");
        }

        return saved.Refusal!.Elsewhere() ?? await PageAsync(asker, pages, brand, filled, pages.Errors(saved.Refusal!, "number"), null, cancel);
    }

    private static async Task<IResult> PageAsync(Asker asker, BrandSettings pages, Brand brand, PhoneForm form, IReadOnlyList<FieldError> errors, string? said, CancellationToken cancel) => WebRoom.Page<PhonesPage>(
        new
        {
            Frame = await pages.FrameAsync(asker, brand, said, cancel),
            Phones = brand.Phones.ConvertAll(p => new PhoneRow(p.Id, p.Shown, p.IsTollFree, p.Purpose.In(LanguageChoice.Current))),
            Languages = brand.LanguageList,
            Form = form,
            Errors = errors,
        },
        errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}

/// <summary>A number as the list shows it.</summary>
public sealed record PhoneRow(long Id, string Shown, bool IsTollFree, string Purpose);

/// <param name="PhoneId">Null: a new one.</param>
/// <param name="Free"><c>auto free paid</c>.</param>
public sealed record PhoneForm(long? PhoneId, string Number, string Free, IReadOnlyDictionary<string, string> Purpose, IReadOnlyDictionary<string, string> Cost);
