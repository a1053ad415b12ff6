using System.Globalization;
using NodaTime;
using Svar.BusinessHours;

namespace Svar.ServiceLevels;

/// <summary>Words an explanation in plain English: <c>first: Fri 23 Oct 15:10-16:00 50 min</c>.</summary>
public static class ExplanationInEnglish
{
    public static string InEnglish(this ExplainedLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var zone = DateTimeZoneProviders.Tzdb[line.Zone];
        string At(DateTime? at) => Shown(zone, at!.Value);
        var time = line.Time is { } t ? Shown(t) : "";
        return line.Clock.ToString().ToLowerInvariant() + ": " + line.Fact switch
        {
            ExplainedFact.Started => $"started {Shown(zone, line.From!.Value, "ddd d MMM yyyy ")} ({line.Zone})"
                + (line.To is null ? "" : $", outside open hours; counts from {At(line.To)}"),
            ExplainedFact.Counted => Stretch(zone, line.From!.Value, line.To!.Value) + " " + Minutes(line.Time!.Value),
            ExplainedFact.CountedMore => string.Create(CultureInfo.InvariantCulture, $"{line.Count} further stretches from {At(line.From)} to {At(line.To)} {Minutes(line.Time!.Value)}"),
            ExplainedFact.StoodStill => $"stands still from {At(line.From)}{(line.To is null ? "" : " to " + At(line.To))}, {time} counted so far",
            ExplainedFact.Goal => $"goal {At(line.From)}, after {time} of open time",
            ExplainedFact.GoalNever => "no goal: these hours never open long enough" + (line.Time is null ? "" : $" for {time}"),
            ExplainedFact.Ceiling => $"ceiling {At(line.From)}, {time} by the wall clock after the start",
            ExplainedFact.DueByGoal => $"due {At(line.From)}, the goal",
            ExplainedFact.DueByCeiling => $"due {At(line.From)}, the ceiling",
            ExplainedFact.Met => $"met {At(line.From)}" + (line.Time is null ? "" : $", {time} before it was due"),
            ExplainedFact.Late => $"met {At(line.From)}, {time} after it was due ({At(line.To)})",
            ExplainedFact.Missed => $"not met by {At(line.From)}, {time} after it was due ({At(line.To)})",
            _ => line.Fact.ToString(),
        };
    }

    // A stretch has one offset, so its end is told on the same clock as its start, midnight as 24:00. Where the clocks change
    // around it the offset is told too, for the same hour may come twice.
    private static string Stretch(DateTimeZone zone, DateTime from, DateTime to)
    {
        var start = Instant.FromDateTimeUtc(from);
        var offset = zone.GetUtcOffset(start);
        var local = start.WithOffset(offset);
        var midnight = local.Date.AtMidnight().WithOffset(offset).ToInstant().ToDateTimeUtc();
        var end = OpenInterval.Show(Whole(to - midnight));
        var day = NodaTime.Duration.FromDays(1);
        var changes = zone.GetUtcOffset(start - day) != zone.GetUtcOffset(start + day);
        return $"{Shown(zone, from)}-{end}" + (changes ? string.Create(CultureInfo.InvariantCulture, $" (UTC{offset:+HH:mm})") : "");
    }

    private static string Shown(DateTimeZone zone, DateTime at, string date = "ddd d MMM ")
    {
        var local = Instant.FromDateTimeUtc(at).InZone(zone).LocalDateTime.ToDateTimeUnspecified();
        return local.ToString(date, CultureInfo.InvariantCulture) + OpenInterval.Show(Whole(local.TimeOfDay));
    }

    private static TimeSpan Whole(TimeSpan time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond));

    private static string Minutes(TimeSpan time)
    {
        var whole = (time.Ticks / TimeSpan.TicksPerMinute).ToString(CultureInfo.InvariantCulture) + " min";
        var seconds = time.Ticks % TimeSpan.TicksPerMinute;
        return seconds == 0 ? whole : whole + (seconds / (decimal)TimeSpan.TicksPerSecond).ToString(" 0.#######' s'", CultureInfo.InvariantCulture);
    }

    private static string Shown(TimeSpan time)
    {
        var hours = time.Ticks / TimeSpan.TicksPerHour;
        var rest = time - TimeSpan.FromTicks(hours * TimeSpan.TicksPerHour);
        return hours == 0 ? Minutes(rest)
            : hours.ToString(CultureInfo.InvariantCulture) + " h" + (rest == TimeSpan.Zero ? "" : " " + Minutes(rest));
    }
}
