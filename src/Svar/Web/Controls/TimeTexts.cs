using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Svar.Web.Controls;

/// <summary>Times as people read them. Instants are UTC; the zone is the reader's.</summary>
public static class TimeTexts
{
    /// <summary>A promise with less than this left is about to break.</summary>
    public static TimeSpan Soon { get; } = TimeSpan.FromMinutes(30);

    /// <summary>For the <c>datetime</c> attribute.</summary>
    public static string Machine(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Weekday, date, time and the offset from UTC, which tells the two 02:30 of an autumn night apart.</summary>
    public static string Exact(DateTime at, TimeZoneInfo zone)
    {
        var utc = DateTime.SpecifyKind(at, DateTimeKind.Utc);
        var local = new DateTimeOffset(utc).ToOffset(zone.GetUtcOffset(utc));
        return local.ToString(Norwegian ? "dddd d. MMMM yyyy 'kl.' HH:mm zzz" : "dddd d MMMM yyyy, HH:mm zzz", CultureInfo.CurrentCulture);
    }

    /// <summary>'Thursday 19 November 2026'.</summary>
    public static string Day(DateTime at, TimeZoneInfo zone) =>
        Local(at, zone).ToString(Norwegian ? "dddd d. MMMM yyyy" : "dddd d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>Time of day, with the day where it is not today: '14:05' (or 'today at 14:05'), 'tomorrow at 09:00', 'Monday at 09:00', '12 July at 09:00'.</summary>
    public static string ClockTime(DateTime at, DateTime now, TimeZoneInfo zone, IStringLocalizer texts, bool saysToday = false)
    {
        var (local, today) = (Local(at, zone), Local(now, zone).Date);
        var time = local.ToString("HH:mm", CultureInfo.CurrentCulture);
        return (local.Date - today).Days switch
        {
            0 => texts[saysToday ? "At.Today" : "At.Time", time],
            1 => texts["At.Tomorrow", time],
            -1 => texts["At.Yesterday", time],
            > 1 and < 7 => texts["At.Day", local.ToString("dddd", CultureInfo.CurrentCulture), time],
            _ => texts["At.Day", local.ToString(Norwegian ? "d. MMMM" : "d MMMM", CultureInfo.CurrentCulture), time],
        };
    }

    /// <summary>'12 min ago' up to a day; then the date, with the year if it is another.</summary>
    public static string Relative(DateTime at, DateTime now, TimeZoneInfo zone, IStringLocalizer texts, bool withTime = false)
    {
        var ago = now - at;
        if (ago < TimeSpan.FromMinutes(1) && ago > TimeSpan.FromMinutes(-1))
        {
            return texts["Ago.Now"];
        }

        if (ago > TimeSpan.Zero && ago < TimeSpan.FromDays(1))
        {
            return ago.TotalHours < 1 ? texts["Ago.Minutes", (int)ago.TotalMinutes] : texts["Ago.Hours", (int)ago.TotalHours];
        }

        var (local, today) = (Local(at, zone), Local(now, zone));
        var format = (Norwegian ? "d. MMM" : "d MMM") + (local.Year == today.Year ? "" : " yyyy");
        return local.ToString(withTime ? format + " HH:mm" : format, CultureInfo.CurrentCulture);
    }

    /// <summary>'2 h 10', '45 min', '3 d'; with a minus sign when it is past.</summary>
    public static string Left(TimeSpan left, IStringLocalizer texts)
    {
        var size = left.Duration();
        string text = size switch
        {
            { TotalMinutes: < 60 } => texts["Length.Minutes", (int)size.TotalMinutes],
            { TotalHours: < 24 } => texts["Length.Hours", (int)size.TotalHours, size.Minutes],
            _ => texts["Length.Days", (int)size.TotalDays],
        };
        return left < TimeSpan.Zero ? "−" + text : text;
    }

    /// <summary>'1 h 50 min', '35 min', '2 days': for a sentence rather than a column.</summary>
    public static string Length(TimeSpan length, IStringLocalizer texts) => length switch
    {
        { TotalMinutes: < 60 } => texts["Length.Minutes", (int)length.TotalMinutes],
        { TotalHours: <= 48, Minutes: 0 } => texts["Length.WholeHours", (int)length.TotalHours],
        { TotalHours: <= 48 } => texts["Length.HoursAndMinutes", (int)length.TotalHours, length.Minutes],
        _ => texts["Length.WholeDays", (int)length.TotalDays],
    };

    /// <summary>The class of a running promise: <c>late</c>, <c>soon</c>, or none.</summary>
    public static string? Urgency(TimeSpan left) => left < TimeSpan.Zero ? "late" : left < Soon ? "soon" : null;

    private static bool Norwegian => LanguageChoice.Current == "nb";

    private static DateTime Local(DateTime at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(at, DateTimeKind.Utc), zone);
}
