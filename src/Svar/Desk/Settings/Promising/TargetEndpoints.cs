using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Conversations;
using Svar.ServiceLevels;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Desk.Settings.Promising;

internal static class TargetEndpoints
{
    public static void Map(IEndpointRouteBuilder brand)
    {
        var targets = brand.MapGroup("/targets");
        targets.MapGet("", (string slug, string? said, Asker asker, BrandSettings pages, CancellationToken cancel) => ShowAsync(slug, null, said, asker, pages, cancel));
        targets.MapGet("/{targetId:long}", (string slug, long targetId, string? said, Asker asker, BrandSettings pages, CancellationToken cancel) => ShowAsync(slug, targetId, said, asker, pages, cancel));
        targets.MapPost("", (string slug, IFormCollection form, Asker asker, BrandSettings pages, SaveTarget save, CancellationToken cancel) => SaveAsync(slug, null, form, asker, pages, save, cancel));
        targets.MapPost("/{targetId:long}", (string slug, long targetId, IFormCollection form, Asker asker, BrandSettings pages, SaveTarget save, CancellationToken cancel) =>
            SaveAsync(slug, targetId, form, asker, pages, save, cancel));
        targets.MapPost("/{targetId:long}/remove", async (string slug, long targetId, Asker asker, SaveTarget save, CancellationToken cancel) =>
            (await save.RemoveAsync(asker, slug, targetId, cancel)).Refusal is { } refusal
                ? refusal.Elsewhere() ?? Results.LocalRedirect($"{SettingsFrame.PathOf(slug)}/targets?said=last-target")
                : Results.LocalRedirect($"{SettingsFrame.PathOf(slug)}/targets?said=removed"));
    }

    private static async Task<IResult> ShowAsync(string slug, long? targetId, string? said, Asker asker, BrandSettings pages, CancellationToken cancel)
    {
        if (await pages.FindAsync(asker, slug, cancel) is not { } brand)
        {
            return Results.NotFound();
        }

        var rules = await RulesAsync(pages, brand, cancel);
        if (targetId is null)
        {
            return await PageAsync(asker, pages, brand, rules, TargetForm.New, [], said, cancel);
        }

        return rules.Find(r => r.Id == targetId) is { } rule ? await PageAsync(asker, pages, brand, rules, TargetForm.Of(rule), [], said, cancel) : Results.NotFound();
    }

    private static async Task<IResult> SaveAsync(string slug, long? targetId, IFormCollection form, Asker asker, BrandSettings pages, SaveTarget save, CancellationToken cancel)
    {
        if (await pages.FindAsync(asker, slug, cancel) is not { } brand)
        {
            return Results.NotFound();
        }

        var filled = TargetForm.Of(form, targetId);
        var errors = pages.Errors(filled.Details.Wrong());
        if (errors.Count == 0)
        {
            var saved = await save.HandleAsync(asker, slug, targetId, filled.Details, cancel);
            if (saved.IsDone)
            {
                return Results.LocalRedirect($"{SettingsFrame.PathOf(slug)}/targets?said=saved");
            }

            if (saved.Refusal!.Elsewhere() is { } elsewhere)
            {
                return elsewhere;
            }

            errors = pages.Errors(saved.Refusal!, "kind");
        }

        return await PageAsync(asker, pages, brand, await RulesAsync(pages, brand, cancel), filled, errors, null, cancel);
    }

    private static Task<List<TargetRule>> RulesAsync(BrandSettings pages, Brand brand, CancellationToken cancel) => pages.ReadAsync(
        db => db.Set<TargetRule>().AsNoTracking().Where(t => t.BrandId == brand.Id).OrderBy(t => t.Kind).ThenBy(t => t.Priority).ThenBy(t => t.CustomerGroup).ToListAsync(cancel), cancel);

    private static async Task<IResult> PageAsync(
        Asker asker, BrandSettings pages, Brand brand, List<TargetRule> rules, TargetForm form, IReadOnlyList<FieldError> errors, string? said, CancellationToken cancel) => WebRoom.Page<TargetsPage>(
        new { Frame = await pages.FrameAsync(asker, brand, said, cancel), Rows = rules.ConvertAll(TargetForm.Of).OrderBy(r => r.IsForAll).ToList(), Form = form, Errors = errors },
        errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}

/// <summary>A target as it is shown and typed: durations in the words of the reader's language.</summary>
/// <param name="TargetId">Null: a new one.</param>
/// <param name="Kind">A kind's name; empty: any.</param>
/// <param name="Priority">A priority's name; empty: any.</param>
public sealed record TargetForm(
    long? TargetId, string Kind, string Priority, string Group, string FirstWithin, string FirstCeiling, string NextWithin, string NextCeiling, string ResolutionWithin, string ResolutionCeiling, string Reason)
{
    internal static TargetForm New => new(null, "", "", "", "", DurationText.Show("PT24H", LanguageChoice.Current), "", "", "", "", "");

    public bool IsForAll => Kind.Length == 0 && Priority.Length == 0 && Group.Length == 0;

    internal TargetDetails Details => new(
        Number<ConversationKind>(Kind), Number<Priority>(Priority), Group.Trim(), FirstWithin, FirstCeiling, NextWithin, NextCeiling, ResolutionWithin, ResolutionCeiling, Reason);

    internal static TargetForm Of(TargetRule rule)
    {
        static string Show(string? iso) => DurationText.Show(iso, LanguageChoice.Current);
        return new TargetForm(
            rule.Id, rule.Kind is { } kind ? ((ConversationKind)kind).ToString().ToLowerInvariant() : "", rule.Priority is { } priority ? ((Priority)priority).ToString().ToLowerInvariant() : "", rule.CustomerGroup ?? "",
            Show(rule.FirstWithin), Show(rule.FirstCeiling), Show(rule.NextWithin), Show(rule.NextCeiling), Show(rule.ResolutionWithin), Show(rule.ResolutionCeiling), rule.CeilingReason ?? "");
    }

    internal static TargetForm Of(IFormCollection form, long? targetId) => new(
        targetId, form.Text("kind"), form.Text("priority"), form.Text("group"), form.Text("first-within"), form.Text("first-ceiling"), form.Text("next-within"), form.Text("next-ceiling"),
        form.Text("resolution-within"), form.Text("resolution-ceiling"), form.Text("reason"));

    private static int? Number<T>(string name)
        where T : struct, Enum => name.Length > 0 && Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) ? Convert.ToInt32(value, CultureInfo.InvariantCulture) : null;
}
