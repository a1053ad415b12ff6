using Microsoft.Extensions.Localization;
using Svar.BusinessHours;
using Svar.ServiceLevels;

namespace Svar.ContactPage;

/// <summary>The hours in which mail is answered, watch included: those that the promise counts. They are not the telephone's.</summary>
/// <param name="Week">Monday first.</param>
/// <param name="IsClosedOnHolidays">Public holidays are kept, and nobody watches on them.</param>
public sealed record MailHours(IReadOnlyList<OpeningDay> Week, bool IsClosedOnHolidays)
{
    /// <summary>Null when the brand has none.</summary>
    internal static MailHours? Of(BrandServiceLevels levels, DateTime now)
    {
        var hours = levels.Hours.At(now);
        var week = WeekOf(hours);
        return week.OpenDays == 0
            ? null
            : new MailHours(ContactPageOfBrand.Week(week), hours.Holidays.Country is not null && hours.Watch is not { OnHolidays.Length: > 0 });
    }

    /// <summary>The ordinary week with the hours of its watch.</summary>
    internal static WeeklyHours WeekOf(OpenHours hours) => hours.Watch is not { } watch
        ? hours.Week
        : new WeeklyHours(Enum.GetValues<DayOfWeek>().Select(day => KeyValuePair.Create(day, (IReadOnlyList<Svar.BusinessHours.OpenInterval>)Svar.BusinessHours.OpenInterval.Union([.. hours.Week[day], .. watch.Week[day]]))));

    /// <summary>'We answer e-mail Monday–Friday 08:00–16:00, Saturday 10:00–12:00.'</summary>
    internal string Told(IStringLocalizer<ContactPageTexts> texts)
    {
        var days = HoursRow.Of(Week).Where(row => row.Intervals.Count > 0).Select(row => $"{row.DaysInText()} {string.Join(texts["Hours.And"], row.Times())}");
        return texts[IsClosedOnHolidays ? "Promise.HoursNotHolidays" : "Promise.Hours", string.Join(", ", days)];
    }
}
