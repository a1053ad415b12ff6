namespace Svar.Demo;

/// <summary>
/// When the desk is staffed: e-mail on weekdays 08-16 and a watch on Saturday and Sunday 10-12; the telephone on
/// weekdays 08-16 with a lunch break. Public holidays in Norway have the watch too, and no telephone.
/// </summary>
public sealed class DemoHours
{
    public const string ZoneId = "Europe/Oslo";

    private static readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(ZoneId);

    public IReadOnlyList<(TimeOnly From, TimeOnly To)> MailWeekdays { get; } = [(new(8, 0), new(16, 0))];

    public IReadOnlyList<(TimeOnly From, TimeOnly To)> MailWatch { get; } = [(new(10, 0), new(12, 0))];

    public IReadOnlyList<(TimeOnly From, TimeOnly To)> PhoneWeekdays { get; } = [(new(8, 0), new(11, 30)), (new(12, 0), new(16, 0))];

    internal static DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, _zone);

    internal static TimeSpan Offset(DateTime utc) => _zone.GetUtcOffset(utc);

    /// <summary>An hour that the change to summer time skips is read as the hour after it.</summary>
    internal static DateTime Utc(DateTime local)
    {
        var at = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return TimeZoneInfo.ConvertTimeToUtc(_zone.IsInvalidTime(at) ? at.AddHours(1) : at, _zone);
    }

    /// <summary>The desk's hours for mail on a date, as UTC.</summary>
    internal static (DateTime From, DateTime To) MailOn(DateTime date)
    {
        var quiet = IsQuiet(date);
        return (Utc(date.Date.AddHours(quiet ? 10 : 8)), Utc(date.Date.AddHours(quiet ? 12 : 16)));
    }

    internal static bool IsQuiet(DateTime date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || IsHoliday(date);

    /// <summary>The instant at which so many open minutes have passed since <paramref name="from"/>.</summary>
    internal static DateTime After(DateTime from, double openMinutes)
    {
        for (var date = Local(from).Date; ; date = date.AddDays(1))
        {
            var (opens, closes) = MailOn(date);
            var begin = from > opens ? from : opens;
            var minutes = (closes - begin).TotalMinutes;
            if (minutes <= 0)
            {
                continue;
            }

            if (minutes >= openMinutes)
            {
                return begin.AddMinutes(openMinutes);
            }

            openMinutes -= minutes;
        }
    }

    /// <summary>Lov om 1 og 17 mai, and helligdagsfredloven § 2.</summary>
    internal static bool IsHoliday(DateTime date)
    {
        if ((date.Month, date.Day) is (1, 1) or (5, 1) or (5, 17) or (12, 25) or (12, 26))
        {
            return true;
        }

        return (date.Date - Easter(date.Year)).Days is -3 or -2 or 0 or 1 or 39 or 49 or 50;
    }

    /// <summary>Easter Sunday in the Gregorian calendar (Butcher's rule).</summary>
    private static DateTime Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateTime(year, n / 31, (n % 31) + 1, 0, 0, 0, DateTimeKind.Unspecified);
    }
}
