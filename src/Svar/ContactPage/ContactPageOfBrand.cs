using Svar.Brands;
using Svar.BusinessHours;
using Svar.Reports;
using Svar.ServiceLevels;
using Svar.Web;

namespace Svar.ContactPage;

/// <summary>From what is kept of a brand to what its public pages show, in the language of the request.</summary>
internal static class ContactPageOfBrand
{
    /// <summary>A waiting time that staff told longer ago than this is not shown.</summary>
    public static readonly TimeSpan WaitHoldsFor = TimeSpan.FromHours(1);

    /// <summary>The contact page. It shows and links only what there is.</summary>
    public static ContactPageModel Page(RequestBrand request, ContactFacts facts, DateTime now)
    {
        var brand = request.Brand;
        var phones = Phones(brand);
        return new ContactPageModel(
            request.Look,
            now,
            Zone(brand),
            phones,
            phones.Count > 0 ? Opening(facts, now) : null,
            Wait(brand, now),
            Questions: [],
            SearchUrl: null,
            AllQuestionsUrl: null,
            Doors: [],
            facts.Mailbox is null ? null : request.BasePath + "/write",
            facts.Mailbox is null ? null : Promise(facts, now),
            facts.Mailbox?.Address,
            phones.Count > 0 ? Week(facts, now) : [],
            Lines(brand.PostAddress),
            Lines(brand.VisitAddress) is { Length: > 0 } visit ? [new Shop(brand.Name, visit)] : [],
            Links: [],
            Text(brand, brand.Tagline),
            MailHours.Of(facts.Levels, now));
    }

    public static IReadOnlyList<ContactPhone> Phones(Brand brand) =>
        [.. brand.Phones.OrderBy(p => p.Order).Select(p => new ContactPhone(p.E164, p.Shown, p.IsTollFree, Text(brand, p.Purpose), Text(brand, p.Cost)))];

    public static PhoneOpening? Opening(ContactFacts facts, DateTime now)
    {
        if (facts.PhoneHours is null)
        {
            return null;
        }

        var state = OpeningState.At(facts.PhoneHours, now);
        return new PhoneOpening(state.IsOpen, state.Until, state.IsOpen ? null : state.OpensAt);
    }

    public static PhoneWait? Wait(Brand brand, DateTime now) =>
        brand is { PhoneWaitMinutes: { } minutes, PhoneWaitAt: { } at } && now - at <= WaitHoldsFor ? new PhoneWait(minutes, at) : null;

    /// <summary>Null when nothing was measured and there is no target either.</summary>
    public static AnswerPromise? Promise(ContactFacts facts, DateTime now)
    {
        var due = PromiseOfNewMail.DueAt(facts.Levels, now);
        if (facts.Measured is { } measured)
        {
            return new AnswerPromise(IsMeasured: true, measured.Median, measured.Within24H, PromiseMeasure.Days, due);
        }

        var target = PromiseOfNewMail.Target(facts.Levels);
        return target switch
        {
            { Within: { } within } when within.AsOpenTime(facts.Levels.Hours.At(now)) is { } open =>
                new AnswerPromise(IsMeasured: false, open, null, PromiseMeasure.Days, due, CountsOpenHours: true),
            { Ceiling: { } ceiling } => new AnswerPromise(IsMeasured: false, ceiling.AsWallTime(), null, PromiseMeasure.Days, due),
            _ => null,
        };
    }

    /// <summary>The hours of an ordinary week of the telephone, Monday first.</summary>
    public static IReadOnlyList<OpeningDay> Week(ContactFacts facts, DateTime now) => facts.PhoneHours is null ? [] : Week(facts.PhoneHours.At(now).Week);

    public static IReadOnlyList<OpeningDay> Week(WeeklyHours week) =>
        [.. Enumerable.Range(1, 7).Select(i => (DayOfWeek)(i % 7)).Select(day =>
            new OpeningDay(day, [.. week[day].Select(i => new OpenInterval(TimeOfDay(i.From), TimeOfDay(i.To)))]))];

    /// <summary>The zone that times are shown in.</summary>
    public static TimeZoneInfo Zone(Brand brand) => TimeZoneInfo.TryFindSystemTimeZoneById(brand.Zone, out var zone) ? zone : TimeZoneInfo.Utc;

    public static string? Text(Brand brand, Data.Texts texts) =>
        texts.In(LanguageChoice.Current, brand.DefaultLanguage) is { Length: > 0 } text ? text : null;

    // 24:00 is written as midnight.
    private static TimeOnly TimeOfDay(TimeSpan time) => new(time.Ticks % TimeSpan.TicksPerDay);

    private static string[] Lines(string? address) =>
        address is null ? [] : address.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
