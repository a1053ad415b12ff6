using NodaTime;
using NodaTime.TimeZones;

namespace Svar.BusinessHours;

/// <summary>A stretch of open time between two UTC instants, from inclusive to exclusive.</summary>
public readonly record struct OpenSpan(DateTime From, DateTime To)
{
    public TimeSpan Length => To - From;
}

/// <summary>
/// When a brand is open: a zone, a week, a watch and holidays. An instant is open when the local time in the zone at that
/// instant falls into an interval of its local day. So an interval inside the hour that a clock skips in spring has no instant
/// at all, and one inside the hour that comes twice in autumn is open both times; a day that a zone leaves out (Samoa,
/// 30 December 2011) has none.
/// </summary>
/// <remarks>
/// Everything is exact to the tick (100 ns). Instants are UTC <see cref="DateTime"/>s; another kind is refused. 'Never' is
/// <see langword="null"/>: hours that do not open again before the end of the calendar (year 9998).
/// </remarks>
public sealed class OpenHours
{
    private static readonly DateTime FirstInstant = new(2, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime LastInstant = new(9998, 12, 31, 0, 0, 0, DateTimeKind.Utc);
    private readonly OpenInterval[][] _week = new OpenInterval[7][];
    private readonly OpenInterval[] _onHoliday;
    private readonly long _end;

    /// <param name="zone">a name of the IANA time zone database, as <c>Europe/Oslo</c>.</param>
    /// <param name="week">the ordinary hours.</param>
    /// <param name="watch">extra hours for mail.</param>
    /// <param name="holidays">days on which only the watch's holiday hours count.</param>
    /// <exception cref="InvalidHoursException">there is no such zone.</exception>
    public OpenHours(string zone, WeeklyHours week, Watch? watch = null, HolidayCalendar? holidays = null)
    {
        ArgumentNullException.ThrowIfNull(week);
        Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone ?? "")
            ?? throw new InvalidHoursException($"there is no time zone '{zone}'; write a name of the IANA database, as Europe/Oslo");
        Week = week;
        Watch = watch;
        Holidays = holidays ?? HolidayCalendar.None;
        for (var day = 0; day < 7; day++)
        {
            _week[day] = OpenInterval.Union(week[(DayOfWeek)day].Concat(watch?.Week[(DayOfWeek)day] ?? []));
        }

        _onHoliday = watch is null ? [] : OpenInterval.Union(watch.OnHolidays);

        // Without weekly hours only holidays can be open, and they end.
        _end = _week.Any(d => d.Length > 0) ? LastInstant.Ticks
            : _onHoliday.Length > 0 && Holidays.LastDate is { } last ? last.AddDays(3).ToDateTime(default).Ticks
            : 0;
    }

    public DateTimeZone Zone { get; }

    public WeeklyHours Week { get; }

    public Watch? Watch { get; }

    public HolidayCalendar Holidays { get; }

    /// <summary>The same hours without the watch: when the telephone is answered.</summary>
    public OpenHours WithoutWatch() => Watch is null ? this : new OpenHours(Zone.Id, Week, null, Holidays);

    /// <summary>The intervals of a local date, sorted, after holidays and watch; empty when it is closed.</summary>
    public IReadOnlyList<OpenInterval> On(DateOnly date) => IntervalsOn(date.DayNumber);

    public bool IsOpen(DateTime at)
    {
        var local = Checked(at).Ticks + Zone.GetUtcOffset(Instant.FromDateTimeUtc(at)).Ticks;
        var day = Math.DivRem(local, TimeSpan.TicksPerDay, out var time);
        return local >= 0 && Array.Exists(IntervalsOn((int)day), i => i.From.Ticks <= time && time < i.To.Ticks);
    }

    /// <summary>The first open instant at or after this one; <see langword="null"/> is never.</summary>
    public DateTime? NextOpening(DateTime at) => OpenSpans.NextOpening(SpansFrom(at));

    /// <summary>Open time from one instant to a later one; zero when they are reversed.</summary>
    public TimeSpan OpenTimeBetween(DateTime from, DateTime to) => OpenSpans.TimeUntil(SpansFrom(from), Checked(to));

    /// <summary>
    /// The first instant by which so much open time has passed: 50 minutes before closing, plus 50 minutes, is closing time and not
    /// the next morning. Zero time is the instant itself; <see langword="null"/> is never.
    /// </summary>
    public DateTime? AddOpenTime(DateTime at, TimeSpan openTime) => OpenSpans.Add(at, SpansFrom(at), openTime);

    /// <summary>The open stretches at and after an instant, in order, the first one clipped; a stretch ends at local midnight and where the zone's offset changes.</summary>
    public IEnumerable<OpenSpan> SpansFrom(DateTime at)
    {
        Checked(at);
        return Walk(at < FirstInstant ? FirstInstant : at);
    }

    internal static DateTime Checked(DateTime at) => at.Kind == DateTimeKind.Utc ? at
        : throw new ArgumentException($"an instant is a UTC DateTime, not {at.Kind}", nameof(at));

    private IEnumerable<OpenSpan> Walk(DateTime at)
    {
        var from = at.Ticks;
        if (from >= _end)
        {
            yield break;
        }

        // Within one interval of the zone the offset stands, so local times are plain arithmetic.
        for (var stretch = Zone.GetZoneInterval(Instant.FromDateTimeUtc(at)); ; stretch = Zone.GetZoneInterval(stretch.End))
        {
            var offset = stretch.WallOffset.Ticks;
            var end = EndOf(stretch);
            var lastDay = (int)((end - 1 + offset) / TimeSpan.TicksPerDay);
            for (var day = (int)((from + offset) / TimeSpan.TicksPerDay); day <= lastDay; day++)
            {
                var midnight = (day * TimeSpan.TicksPerDay) - offset;
                foreach (var interval in IntervalsOn(day))
                {
                    var opens = Math.Max(midnight + interval.From.Ticks, from);
                    var closes = Math.Min(midnight + interval.To.Ticks, end);
                    if (opens < closes)
                    {
                        yield return new OpenSpan(new DateTime(opens, DateTimeKind.Utc), new DateTime(closes, DateTimeKind.Utc));
                    }
                }
            }

            if (end >= _end)
            {
                yield break;
            }

            from = end;
        }
    }

    private long EndOf(ZoneInterval stretch) => stretch.HasEnd ? Math.Min(stretch.End.ToDateTimeUtc().Ticks, _end) : _end;

    // Day 0 is 1 January of year 1, a Monday.
    private OpenInterval[] IntervalsOn(int day) => Holidays.Contains(day) ? _onHoliday : _week[(day + 1) % 7];
}
