using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.BusinessHours;
using Svar.Data;
using Svar.ServiceLevels;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Desk.Settings.Promising;

internal static class HoursEndpoints
{
    public static void Map(IEndpointRouteBuilder brand)
    {
        var hours = brand.MapGroup("/hours");
        hours.MapGet("", async (string slug, string? said, Asker asker, BrandSettings pages, HoursReader reader, CancellationToken cancel) => await pages.FindAsync(asker, slug, cancel) is { } found
            ? await PageAsync(asker, pages, reader, found, null, [], said, cancel)
            : Results.NotFound());
        hours.MapPost("/{purpose:regex(^(mail|phone)$)}", SaveAsync);
        hours.MapPost("/planned/{calendarId:long}/remove", async (string slug, long calendarId, Asker asker, SaveHours save, CancellationToken cancel) =>
            (await save.TakeBackAsync(asker, slug, calendarId, cancel)).Refusal is { } refusal
                ? refusal.Elsewhere() ?? Results.LocalRedirect($"{SettingsFrame.PathOf(slug)}/hours?said=hours-hold")
                : Results.LocalRedirect($"{SettingsFrame.PathOf(slug)}/hours?said=removed"));
    }

    private static async Task<IResult> SaveAsync(string slug, string purpose, IFormCollection form, Asker asker, BrandSettings pages, HoursReader reader, SaveHours save, CancellationToken cancel)
    {
        if (await pages.FindAsync(asker, slug, cancel) is not { } brand)
        {
            return Results.NotFound();
        }

        var filled = HoursForm.Of(form, purpose);
        var errors = Named(pages.Errors(filled.Details.Wrong()), purpose);
        if (errors.Count == 0)
        {
            var saved = await save.HandleAsync(asker, slug, purpose == "mail" ? CalendarPurpose.Mail : CalendarPurpose.Phone, filled.Details, cancel);
            if (saved.IsDone)
            {
                return Results.LocalRedirect($"{SettingsFrame.PathOf(slug)}/hours?said=saved");
            }

            if (saved.Refusal!.Elsewhere() is { } elsewhere)
            {
                return elsewhere;
            }

            errors = Named(pages.Errors(saved.Refusal!, "from"), purpose);
        }

        return await PageAsync(asker, pages, reader, brand, filled, errors, null, cancel);
    }

    /// <summary>Both forms stand on one page: the names of their fields begin with what they are for.</summary>
    private static IReadOnlyList<FieldError> Named(IReadOnlyList<FieldError> errors, string purpose) => [.. errors.Select(e =>
        new FieldError($"{purpose}-{e.Field}", e.Field.Split('-') is ["week" or "watch", var name] && WeeklyHours.TryDayNamed(name) is { } day ? $"{WeekText.Day(day)}: {e.Message}" : e.Message))];

    private static async Task<IResult> PageAsync(
        Asker asker, BrandSettings pages, HoursReader reader, Brand brand, HoursForm? filled, IReadOnlyList<FieldError> errors, string? said, CancellationToken cancel) => WebRoom.Page<HoursPage>(
        new { Frame = await pages.FrameAsync(asker, brand, said, cancel), Zone = brand.Zone, Model = await reader.OfAsync(brand, filled, cancel), Errors = errors },
        errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
}

/// <param name="Planned">Hours that begin later, or held before; newest first.</param>
/// <param name="Breaks">Dates of the next eight weeks on which mail cannot be answered within the ceiling.</param>
/// <param name="Watchable">Of the closed dates behind them, those on which a watch would mend it.</param>
public sealed record HoursModel(HoursForm Mail, HoursForm Phone, IReadOnlyList<PlannedHours> Planned, IReadOnlyList<DateOnly> Breaks, IReadOnlyList<DateOnly> Watchable, string? Ceiling);

public sealed record PlannedHours(long Id, bool IsMail, DateTime From, string Week, string Watch, bool IsToCome);

/// <summary>What stands in the form of one set of hours.</summary>
/// <param name="Purpose"><c>mail</c> or <c>phone</c>; also begins the name of each field.</param>
public sealed record HoursForm(string Purpose, IReadOnlyList<string> Week, IReadOnlyList<string> Watch, string HolidayWatch, string Holidays, string ClosedOn, string OpenOn, string From)
{
    internal HoursDetails Details => new(Week, Watch, HolidayWatch, Holidays.Length == 0 ? null : Holidays, ClosedOn, OpenOn, From.Trim().Length == 0 ? null : From.Trim());

    internal static HoursForm Of(string purpose, Calendar? calendar)
    {
        var details = calendar is null ? new HoursDetails(["", "", "", "", "", "", ""], ["", "", "", "", "", "", ""], "", null, "", "", null) : HoursDetails.Of(calendar);
        return new HoursForm(purpose, details.Week, details.Watch, details.HolidayWatch, details.HolidayCountry ?? "", details.ClosedOn, details.OpenOn, "");
    }

    internal static HoursForm Of(IFormCollection form, string purpose)
    {
        IReadOnlyList<string> Days(string name) => [.. HoursDetails.Days.Select(d => form.Text($"{purpose}-{name}-{WeeklyHours.NameOf(d)}"))];
        string Field(string name) => form.Text($"{purpose}-{name}");
        return new HoursForm(purpose, Days("week"), Days("watch"), Field("holiday-watch"), Field("holidays"), Field("closed-on"), Field("open-on"), Field("from"));
    }
}

/// <summary>The hours of a company as they hold now, and what they mean for its ceiling.</summary>
internal sealed class HoursReader(BrandSettings pages, ServiceLevelDirectory levels, TimeProvider time)
{
    private const int Shown = 6;

    public async Task<HoursModel> OfAsync(Brand brand, HoursForm? filled, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var all = await pages.ReadAsync(db => db.Set<Calendar>().AsNoTracking().Where(c => c.BrandId == brand.Id).OrderByDescending(c => c.ValidFrom).ToListAsync(cancel), cancel);
        HoursForm Form(string purpose, CalendarPurpose kind) =>
            filled?.Purpose == purpose ? filled : HoursForm.Of(purpose, all.Find(c => c.Purpose == kind && c.ValidFrom <= now) ?? all.FindLast(c => c.Purpose == kind));

        var level = await levels.OfAsync(brand.Id, cancel);
        var ceiling = level.Rules.FirstOrDefault(r => r is { Kind: null, Priority: null, CustomerGroup: null })?.FirstCeiling;
        var breaks = ceiling is null ? [] : CeilingOutlook.Breaks(level.Hours, TargetDuration.Parse(ceiling), now);
        var holding = new[] { CalendarPurpose.Mail, CalendarPurpose.Phone }.Select(p => all.Find(c => c.Purpose == p && c.ValidFrom <= now)?.Id).ToList();
        return new HoursModel(
            Form("mail", CalendarPurpose.Mail),
            Form("phone", CalendarPurpose.Phone),
            [.. all.Where(c => !holding.Contains(c.Id)).Take(Shown).Select(c => new PlannedHours(c.Id, c.Purpose == CalendarPurpose.Mail, c.ValidFrom, c.Week, c.Watch, c.ValidFrom > now))],
            [.. breaks.SelectMany(b => b.Dates).Distinct().Order()],
            [.. breaks.SelectMany(b => b.ClosedDates).Distinct().Order()],
            ceiling);
    }
}
