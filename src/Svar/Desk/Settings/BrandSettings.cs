using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Svar.Accounts;
using Svar.Brands;
using Svar.Data;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Desk.Settings;

/// <summary>The company whose settings are open: its name stands above them, its pages beside each other.</summary>
/// <param name="Said">What was just done, by its text's key.</param>
public sealed record SettingsFrame(DeskFrame Desk, string Slug, string Name, string? Said)
{
    public string Path => PathOf(Slug);

    public static string PathOf(string slug) => $"/desk/settings/companies/{slug}";
}

/// <summary>What every settings page of a company does: find it, show it, take what was posted.</summary>
internal sealed class BrandSettings(DeskFrames frames, IDbContextFactory<SvarDb> dbs, IStringLocalizer<SettingsTexts> texts)
{
    /// <summary>Refusals that have a sentence of their own at a field which has another too.</summary>
    private static readonly Dictionary<string, string> _fieldOf = new(StringComparer.Ordinal) { ["base"] = "first-within", ["domain"] = "address", ["host-lead"] = "host", ["never"] = "week-mon" };

    /// <summary>The company, when the asker may change its settings; with its telephone numbers.</summary>
    public async Task<Brand?> FindAsync(Asker asker, string slug, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var brand = await db.Set<Brand>().AsNoTracking().Include(b => b.Phones.OrderBy(p => p.Order)).FirstOrDefaultAsync(b => b.Slug == slug, cancel);
        return brand is not null && asker.May(Act.ManageSettings, brand.Id) ? brand : null;
    }

    public async Task<SettingsFrame> FrameAsync(Asker asker, Brand brand, string? said, CancellationToken cancel) =>
        new(await frames.OfAsync(asker, cancel), brand.Slug, brand.Name, said);

    public async Task<T> ReadAsync<T>(Func<SvarDb, Task<T>> read, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await read(db);
    }

    /// <summary>In the reader's language, where there is a sentence for the field; the use case's own else.</summary>
    public IReadOnlyList<FieldError> Errors(IEnumerable<(string Field, string Why)> wrong) => [.. wrong.Select(w => new FieldError(w.Field, Sentence(w.Field) ?? w.Why))];

    /// <summary>What a use case refused, at its field; a refusal that is about none stands above the form.</summary>
    public IReadOnlyList<FieldError> Errors(Refusal refusal, string firstField) => refusal.Kind == RefusalKind.Invalid && refusal.Field is { } field
        ? [new FieldError(_fieldOf.GetValueOrDefault(field, field), Taken(field, refusal.Why))]
        : [new FieldError(firstField, texts["Conflict"])];

    // The shape was looked at before the use case was asked: what it still refuses is that another has it already.
    private string Taken(string field, string why) => texts["Taken." + field] is { ResourceNotFound: false } taken ? taken : why;

    private string? Sentence(string field)
    {
        foreach (var key in new[] { field, field.Split('-')[0], field.Split('-')[^1] })
        {
            if (texts["Wrong." + key] is { ResourceNotFound: false } sentence)
            {
                return sentence;
            }
        }

        return null;
    }
}

internal static class SettingsFields
{
    /// <summary>Null when nothing stands in it.</summary>
    public static string? Given(this IFormCollection form, string name) => form.Text(name).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The fields <c>name-nb</c>, <c>name-en</c>…; what is kept in a language that was not on the page stays.</summary>
    public static Texts Texts(this IFormCollection form, string name, IReadOnlyDictionary<string, string>? kept)
    {
        var texts = new Texts();
        foreach (var language in LanguageChoice.Known)
        {
            var text = form.ContainsKey($"{name}-{language}") ? form.Given($"{name}-{language}") : kept?.GetValueOrDefault(language);
            if (text is not null)
            {
                texts[language] = text.ReplaceLineEndings("\n");
            }
        }

        return texts;
    }

    /// <summary>A use case's refusal that is no matter of a field.</summary>
    public static IResult? Elsewhere(this Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.NotFound => Results.NotFound(),
        RefusalKind.NotAllowed => Results.StatusCode(StatusCodes.Status403Forbidden),
        _ => null,
    };
}
