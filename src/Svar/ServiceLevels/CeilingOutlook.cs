using NodaTime;
using Svar.BusinessHours;

namespace Svar.ServiceLevels;

/// <summary>
/// A closed stretch that is longer than the ceiling. Mail that arrives at or after <paramref name="From"/> and before
/// <paramref name="Until"/> cannot be answered in time, for nobody is there before <paramref name="OpensAt"/>
/// (<see langword="null"/>: never).
/// </summary>
/// <param name="From">the closing, or the start of the outlook.</param>
/// <param name="Until">from here on the opening is near enough; <see langword="null"/> is never.</param>
/// <param name="OpensAt">the opening that comes too late.</param>
/// <param name="Dates">the local dates within the outlook on which such mail arrives.</param>
/// <param name="ClosedDates">the local dates without any open hours between closing and opening, within the outlook: where a watch would mend it.</param>
public sealed record CeilingBreak(DateTime From, DateTime? Until, DateTime? OpensAt, IReadOnlyList<DateOnly> Dates, IReadOnlyList<DateOnly> ClosedDates);

/// <summary>When, in the weeks to come, the hours make a ceiling impossible.</summary>
public static class CeilingOutlook
{
    public const int DefaultWeeks = 8;

    /// <summary>The closed stretches that break the ceiling for mail that arrives in the next weeks, in order.</summary>
    public static IReadOnlyList<CeilingBreak> Breaks(HoursHistory hours, TargetDuration ceiling, DateTime from, int weeks = DefaultWeeks)
    {
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentOutOfRangeException.ThrowIfLessThan(weeks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weeks, 520);
        var end = from.AddDays(7 * weeks);
        var most = ceiling.AsWallTime();
        var breaks = new List<CeilingBreak>();
        var closed = from;
        foreach (var span in hours.SpansFrom(from))
        {
            // Mail at the very instant of closing finds nobody: the stretch begins with it.
            if (span.From - closed > most)
            {
                breaks.Add(Break(hours, closed, span.From, span.From - most, end));
            }

            closed = span.To;
            if (closed >= end)
            {
                return breaks;
            }
        }

        breaks.Add(Break(hours, closed, null, null, end));
        return breaks;
    }

    /// <summary>The local dates of the outlook on which mail arriving at some time breaks the ceiling.</summary>
    public static IReadOnlyList<DateOnly> Dates(HoursHistory hours, TargetDuration ceiling, DateTime from, int weeks = DefaultWeeks) =>
        [.. Breaks(hours, ceiling, from, weeks).SelectMany(b => b.Dates).Distinct().Order()];

    private static CeilingBreak Break(HoursHistory hours, DateTime closed, DateTime? opensAt, DateTime? until, DateTime end)
    {
        var calendar = hours.At(closed);
        var dates = DatesIn(calendar.Zone, closed, until < end ? until.Value : end).Distinct().ToList();
        var shut = DatesIn(calendar.Zone, closed, opensAt < end ? opensAt.Value : end);
        return new CeilingBreak(closed, until, opensAt, dates, [.. shut.Distinct().Where(d => calendar.On(d).Count == 0)]);
    }

    // A date is in when some instant of it is; one that the zone leaves out never is.
    private static IEnumerable<DateOnly> DatesIn(DateTimeZone zone, DateTime from, DateTime to)
    {
        DateOnly? last = null;
        for (var at = from; at < to; at = at.AddHours(1))
        {
            var date = DateAt(zone, at);
            if (date != last)
            {
                yield return date;
                last = date;
            }
        }

        if (from < to && DateAt(zone, to.AddTicks(-1)) is var end && end != last)
        {
            yield return end;
        }
    }

    private static DateOnly DateAt(DateTimeZone zone, DateTime at) => Instant.FromDateTimeUtc(at).InZone(zone).Date.ToDateOnly();
}
