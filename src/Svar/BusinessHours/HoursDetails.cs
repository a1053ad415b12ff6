using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Svar.BusinessHours;

/// <summary>The opening hours of a brand as they are typed in: a line of intervals a day, Monday first.</summary>
/// <param name="Week">Seven lines such as <c>08:00-12:00 12:30-16:00</c>; an empty one is a closed day. Also read: <c>8-16</c>, <c>0830–1600</c>.</param>
/// <param name="Watch">Seven lines; short extra hours for mail.</param>
/// <param name="HolidayWatch">A line: extra hours for mail on holidays.</param>
/// <param name="HolidayCountry">Whose public holidays are kept; null: none's.</param>
/// <param name="ClosedOn">Further closed dates, ISO 8601, parted by anything.</param>
/// <param name="OpenOn">Holidays on which work goes on.</param>
/// <param name="From">The first day on which these hours hold, ISO 8601; null: at once.</param>
internal sealed partial record HoursDetails(
    IReadOnlyList<string> Week, IReadOnlyList<string> Watch, string HolidayWatch, string? HolidayCountry, string ClosedOn, string OpenOn, string? From)
{
    private static readonly DayOfWeek[] _days = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static IReadOnlyList<DayOfWeek> Days => _days;

    /// <summary>Not one hour in any week.</summary>
    public bool IsNever => Week.Concat(Watch).All(string.IsNullOrWhiteSpace);

    /// <summary>Hours as they are kept, typed out again.</summary>
    public static HoursDetails Of(Calendar calendar) => new(
        Lines(WeeklyHours.Parse(calendar.Week)), Lines(WeeklyHours.Parse(calendar.Watch)), calendar.HolidayWatch, calendar.HolidayCountry, calendar.ClosedOn, calendar.OpenOn, null);

    /// <summary>What is wrong, field by field: <c>week-mon</c>, <c>watch-sat</c>, <c>holiday-watch</c>, <c>holidays</c>, <c>closed-on</c>, <c>open-on</c>, <c>from</c>.</summary>
    public IEnumerable<(string Field, string Why)> Wrong()
    {
        for (var i = 0; i < 7; i++)
        {
            if (Fault(Week[i]) is { } fault)
            {
                yield return ($"week-{WeeklyHours.NameOf(_days[i])}", fault);
            }

            if (Fault(Watch[i]) is { } watchFault)
            {
                yield return ($"watch-{WeeklyHours.NameOf(_days[i])}", watchFault);
            }
        }

        if (Fault(HolidayWatch) is { } holidayFault)
        {
            yield return ("holiday-watch", holidayFault);
        }

        if (HolidayCountry is not null && !HolidayRules.Countries.Contains(HolidayCountry, StringComparer.Ordinal))
        {
            yield return ("holidays", $"Holidays are known of {string.Join(", ", HolidayRules.Countries)}; add those of other countries as dates.");
        }

        foreach (var (field, text) in new[] { ("closed-on", ClosedOn), ("open-on", OpenOn) })
        {
            if (Words(text).FirstOrDefault(w => !IsDate(w)) is { } word)
            {
                yield return (field, $"'{word}' is no date; write dates as 2026-12-24.");
            }
        }

        if (From is not null && !IsDate(From))
        {
            yield return ("from", $"'{From}' is no date; write it as 2026-12-24.");
        }
    }

    /// <summary>The row that these hours are; <see cref="Wrong"/> is empty.</summary>
    public Calendar Calendar(long id, long brandId, CalendarPurpose purpose, string zone, DateTime now) => new()
    {
        Id = id,
        BrandId = brandId,
        Purpose = purpose,
        ValidFrom = From is null || IsToday(zone, now) ? now : Midnight(zone, DateOnly.ParseExact(From, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Zone = zone,
        Week = Text(Week),
        Watch = purpose == CalendarPurpose.Mail ? Text(Watch) : "",
        HolidayWatch = purpose == CalendarPurpose.Mail ? string.Join(' ', Intervals(HolidayWatch)) : "",
        HolidayCountry = HolidayCountry,
        ClosedOn = string.Join(' ', Words(ClosedOn).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
        OpenOn = string.Join(' ', Words(OpenOn).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
    };

    private static string[] Lines(WeeklyHours week) => [.. _days.Select(d => string.Join(' ', week[d]))];

    private static string Text(IReadOnlyList<string> lines) =>
        new WeeklyHours(_days.Select((d, i) => KeyValuePair.Create(d, Intervals(lines[i])))).ToString();

    private static string? Fault(string line)
    {
        try
        {
            _ = new WeeklyHours([KeyValuePair.Create(DayOfWeek.Monday, Intervals(line))]);
            return null;
        }
        catch (InvalidHoursException e)
        {
            return $"{e.Message}.";
        }
    }

    // People write 8-16, 08.30–16.00 and 0830-1600 where the clock's form is 08:30-16:00; spaces around the dash are nothing.
    private static IReadOnlyList<OpenInterval> Intervals(string line)
    {
        var words = Dash().Replace(line.Trim(), "-").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. words.Select(w => w.Split('-') is [var from, var to] ? OpenInterval.Parse(Time(from), Time(to)) : throw new InvalidHoursException($"'{w}' is no interval; write 08:00-16:00"))];
    }

    private static string Time(string text) => ClockTime().Match(text) is { Success: true } time
        ? string.Create(CultureInfo.InvariantCulture, $"{time.Groups["h"].Value.PadLeft(2, '0')}:{(time.Groups["m"].Success ? time.Groups["m"].Value : "00")}")
        : text;

    private static string[] Words(string text) => text.Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsDate(string word) => DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1900 and <= 2200;

    private bool IsToday(string zone, DateTime now) =>
        From == Instant.FromDateTimeUtc(now).InZone(DateTimeZoneProviders.Tzdb[zone]).Date.ToDateOnly().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTime Midnight(string zone, DateOnly date) => DateTimeZoneProviders.Tzdb[zone].AtStartOfDay(LocalDate.FromDateOnly(date)).ToDateTimeUtc();

    [GeneratedRegex("\\s*[-\u2010-\u2015\u2212]\\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dash();

    [GeneratedRegex("^(?<h>[0-9]{1,2})(?:[:.]?(?<m>[0-9]{2}))?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ClockTime();
}
