using System.Diagnostics.CodeAnalysis;
using NodaTime;
using Svar.BusinessHours;

namespace Svar.Tests.BusinessHours;

/// <summary>
/// Hours as plain data, and the slow answer to 'open?': every minute of UTC is put on the wall clock and looked up. Shares no code
/// with <see cref="OpenHours"/> but the zone data. Everything in it lies on whole minutes.
/// </summary>
internal sealed class PlainHours
{
    public required string Zone { get; init; }

    /// <summary>By (int)DayOfWeek: minutes since midnight.</summary>
    public required (int From, int To)[][] Week { get; init; }

    public (int From, int To)[][]? WatchWeek { get; init; }

    public (int From, int To)[] WatchOnHolidays { get; init; } = [];

    public HashSet<DateOnly> Holidays { get; init; } = [];

    public OpenHours Build() => new(Zone, Weekly(Week),
        WatchWeek is null ? null : new Watch(Weekly(WatchWeek), [.. WatchOnHolidays.Select(Interval)]),
        new HolidayCalendar(null, Holidays));

    public bool IsOpen(DateTimeZone zone, DateTime minute)
    {
        var local = minute.AddTicks(zone.GetUtcOffset(Instant.FromDateTimeUtc(minute)).Ticks);
        var at = (int)(local.Ticks % TimeSpan.TicksPerDay / TimeSpan.TicksPerMinute);
        if (Holidays.Count > 0 && Holidays.Contains(DateOnly.FromDateTime(local)))
        {
            return WatchWeek is not null && Falls(at, WatchOnHolidays);
        }

        return Falls(at, Week[(int)local.DayOfWeek]) || (WatchWeek is not null && Falls(at, WatchWeek[(int)local.DayOfWeek]));
    }

    public override string ToString() => $"{Zone} | {Weekly(Week)} | watch {(WatchWeek is null ? "-" : Weekly(WatchWeek))} holidays {string.Join(' ', WatchOnHolidays)} | {string.Join(' ', Holidays)}";

    private static bool Falls(int at, (int From, int To)[] intervals)
    {
        foreach (var (from, to) in intervals)
        {
            if (from <= at && at < to)
            {
                return true;
            }
        }

        return false;
    }

    private static WeeklyHours Weekly((int From, int To)[][] days) => new(days.Select((d, i) =>
        new KeyValuePair<DayOfWeek, IReadOnlyList<OpenInterval>>((DayOfWeek)i, d.Select(Interval).ToList())));

    private static OpenInterval Interval((int From, int To) i) => new(TimeSpan.FromMinutes(i.From), TimeSpan.FromMinutes(i.To));
}

/// <summary>Which minutes of a stretch of UTC are open, under hours that may change once in it.</summary>
internal sealed class OpenMinutes
{
    private readonly bool[] _open;

    public OpenMinutes(DateTime start, int minutes, PlainHours hours, PlainHours? later = null, DateTime change = default)
    {
        Start = start;
        _open = new bool[minutes];
        var zone = DateTimeZoneProviders.Tzdb[hours.Zone];
        var laterZone = later is null ? null : DateTimeZoneProviders.Tzdb[later.Zone];
        for (var i = 0; i < minutes; i++)
        {
            var at = start.AddTicks(i * TimeSpan.TicksPerMinute);
            _open[i] = later is not null && at >= change ? later.IsOpen(laterZone!, at) : hours.IsOpen(zone, at);
        }
    }

    public DateTime Start { get; }

    public int Count => _open.Length;

    public DateTime End => Start.AddMinutes(Count);

    public bool this[int minute] => _open[minute];

    public bool IsOpen(DateTime at) => _open[Minute(at)];

    public TimeSpan Between(DateTime from, DateTime to)
    {
        var sum = 0L;
        for (var i = Minute(from); i < Count && Start.AddMinutes(i) < to; i++)
        {
            var opens = Start.AddMinutes(i);
            var a = opens < from ? from : opens;
            var b = opens.AddMinutes(1) > to ? to : opens.AddMinutes(1);
            sum += _open[i] && a < b ? (b - a).Ticks : 0;
        }

        return new TimeSpan(sum);
    }

    /// <summary>The instant at which so much open time has passed; null when that is not within these minutes.</summary>
    public DateTime? Add(DateTime from, TimeSpan time)
    {
        if (time == TimeSpan.Zero)
        {
            return from;
        }

        for (var i = Minute(from); i < Count; i++)
        {
            if (_open[i])
            {
                var begin = Start.AddMinutes(i) < from ? from : Start.AddMinutes(i);
                var here = Start.AddMinutes(i + 1) - begin;
                if (time <= here)
                {
                    return begin + time;
                }

                time -= here;
            }
        }

        return null;
    }

    public DateTime? NextOpening(DateTime from)
    {
        for (var i = Minute(from); i < Count; i++)
        {
            if (_open[i])
            {
                return Start.AddMinutes(i) < from ? from : Start.AddMinutes(i);
            }
        }

        return null;
    }

    private int Minute(DateTime at) => (int)((at - Start).Ticks / TimeSpan.TicksPerMinute);
}

/// <summary>Random hours around the moments at which zones change their offset.</summary>
[SuppressMessage("Security", "CA5394", Justification = "test data from a seed")]
internal static class RandomHours
{
    private static readonly string[] Zones =
    [
        "Europe/Oslo", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Fakaofo", "Pacific/Kwajalein", "America/St_Johns",
        "America/Sao_Paulo", "Africa/Cairo", "Asia/Tehran", "Pacific/Chatham", "Europe/London", "Antarctica/Troll", "Asia/Kathmandu", "Etc/UTC",
    ];

    public static string Zone(Random random) => Zones[random.Next(2) == 0 ? random.Next(4) : random.Next(Zones.Length)];

    /// <summary>A whole minute near a change of the offset, most often; Apia's missing 30 December 2011 among them.</summary>
    public static DateTime Around(Random random, string zone)
    {
        if (zone is "Pacific/Apia" or "Pacific/Fakaofo" && random.Next(2) == 0)
        {
            return new DateTime(2011, 12, 26, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(5 * 1440));
        }

        var at = new DateTime(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(50 * 365 * 1440));
        var stretch = DateTimeZoneProviders.Tzdb[zone].GetZoneInterval(Instant.FromDateTimeUtc(at));
        return random.Next(4) > 0 && stretch.HasEnd && stretch.End < Instant.FromUtc(2060, 1, 1, 0, 0)
            ? stretch.End.ToDateTimeUtc().AddMinutes(-random.Next(3 * 1440))
            : at;
    }

    public static PlainHours Hours(Random random, string zone, DateTime around)
    {
        var hasWatch = random.Next(3) == 0;
        return new PlainHours
        {
            Zone = zone,
            Week = Week(random, random.Next(12) == 0 ? 0 : random.Next(5, 95)),
            WatchWeek = hasWatch ? Week(random, 40) : null,
            WatchOnHolidays = hasWatch && random.Next(2) == 0 ? Day(random) : [],
            Holidays = [.. Enumerable.Range(0, random.Next(4)).Select(_ => DateOnly.FromDateTime(around).AddDays(random.Next(-1, 9)))],
        };
    }

    private static (int From, int To)[][] Week(Random random, int percentOpen)
    {
        var usual = Day(random);
        return [.. Enumerable.Range(0, 7).Select(_ => random.Next(100) >= percentOpen ? [] : random.Next(3) == 0 ? Day(random) : usual)];
    }

    // Up to three intervals, often in the small hours where clocks change, sometimes touching, sometimes to midnight.
    private static (int From, int To)[] Day(Random random)
    {
        var reach = random.Next(3) == 0 ? 240 : 1440;
        var step = random.Next(2) == 0 ? 15 : 1;
        var cuts = Enumerable.Range(0, 2 * random.Next(1, 4)).Select(_ => random.Next((reach / step) + 1) * step).Order().ToArray();
        return [.. cuts.Chunk(2).Select(c => (c[0], c[1])).Where(c => c.Item1 < c.Item2)];
    }
}
