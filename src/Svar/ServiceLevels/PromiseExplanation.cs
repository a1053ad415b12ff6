using Svar.BusinessHours;

namespace Svar.ServiceLevels;

public enum ExplainedFact
{
    /// <summary><c>From</c>: the event that started the clock; <c>To</c>: where open time begins to count, when that is later.</summary>
    Started,

    /// <summary><c>From</c>, <c>To</c>: a stretch of open time; <c>Time</c>: its length, of which the goal is made.</summary>
    Counted,

    /// <summary>Further stretches, not listed one by one. <c>From</c>, <c>To</c>: first and last; <c>Count</c>: how many; <c>Time</c>: all of them.</summary>
    CountedMore,

    /// <summary><c>From</c>, <c>To</c>: the clock stands still; without <c>To</c> it still does. <c>Time</c>: what was counted before.</summary>
    StoodStill,

    /// <summary><c>From</c>: the goal; <c>Time</c>: the open time that it takes.</summary>
    Goal,

    /// <summary>The hours never open long enough for the goal. <c>Time</c>: the open time asked for, if the week says what a day is.</summary>
    GoalNever,

    /// <summary><c>From</c>: the ceiling; <c>Time</c>: wall-clock time from the start.</summary>
    Ceiling,

    /// <summary><c>From</c>: due, as the goal comes first or there is no ceiling.</summary>
    DueByGoal,

    /// <summary><c>From</c>: due, as the ceiling comes first or there is no goal.</summary>
    DueByCeiling,

    /// <summary><c>From</c>: met; <c>Time</c>: how long before the due time, when there was one.</summary>
    Met,

    /// <summary><c>From</c>: met; <c>To</c>: the due time that had passed; <c>Time</c>: how long after it.</summary>
    Late,

    /// <summary><c>From</c>: the reading; <c>To</c>: the due time that has passed; <c>Time</c>: how long ago that is.</summary>
    Missed,
}

/// <summary>One line of 'why 14:10?'. The fact says what the instants mean; <see cref="ExplanationInEnglish.InEnglish"/> words it.</summary>
/// <param name="Clock">the clock that it is about.</param>
/// <param name="Fact">what is said.</param>
/// <param name="Zone">the zone, by its IANA name, in which the times are told.</param>
/// <param name="From">see the fact.</param>
/// <param name="To">see the fact.</param>
/// <param name="Time">see the fact.</param>
/// <param name="Count">see the fact.</param>
public sealed record ExplainedLine(ClockKind Clock, ExplainedFact Fact, string Zone, DateTime? From, DateTime? To = null, TimeSpan? Time = null, int Count = 0);

/// <summary>Shows how the times of a reading came about: each stretch of open time that was counted, each standstill, goal, ceiling, due.</summary>
public static class PromiseExplanation
{
    /// <summary>Stretches listed for one clock; the rest is one line with their sum.</summary>
    public const int MostStretches = 60;

    public static IReadOnlyList<ExplainedLine> Of(PromiseReading reading, HoursHistory hours)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return [.. reading.Clocks.SelectMany(c => Of(c, hours, reading.At))];
    }

    /// <param name="clock">the clock to explain.</param>
    /// <param name="hours">the hours under which it was read.</param>
    /// <param name="now">the instant for which it was read.</param>
    public static IReadOnlyList<ExplainedLine> Of(PromiseClock clock, HoursHistory hours, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(hours);
        var lines = new List<ExplainedLine>();
        void Say(ExplainedFact fact, DateTime? from, DateTime? to = null, TimeSpan? time = null, int count = 0) =>
            lines.Add(new(clock.Clock, fact, hours.At(from ?? clock.StartedAt).Zone.Id, from, to, time, count));

        var counts = clock.Target.Within is null ? null : hours.NextOpening(clock.StartedAt);
        Say(ExplainedFact.Started, clock.StartedAt, counts > clock.StartedAt ? counts : null);
        if (clock.OpenTime is { } openTime)
        {
            SayStretches(clock, hours, openTime, Say);
        }

        var standsStill = clock.PausedAt is not null;
        if (clock.GoalAt is { } goal)
        {
            Say(ExplainedFact.Goal, goal, null, clock.OpenTime);
        }
        else if (clock.Target.Within is not null && clock.IsOpen && !standsStill)
        {
            Say(ExplainedFact.GoalNever, null, null, clock.OpenTime);
        }

        if (clock.CeilingAt is { } ceiling)
        {
            Say(ExplainedFact.Ceiling, ceiling, null, ceiling - clock.StartedAt);
        }

        if (clock.DueAt is { } due)
        {
            Say(due == clock.GoalAt ? ExplainedFact.DueByGoal : ExplainedFact.DueByCeiling, due);
        }

        switch (clock.State)
        {
            case PromiseState.Met:
                Say(ExplainedFact.Met, clock.MetAt, null, clock.DueAt - clock.MetAt);
                break;
            case PromiseState.Late:
                Say(ExplainedFact.Late, clock.MetAt, clock.PassedDueAt, clock.MetAt - clock.PassedDueAt);
                break;
            case PromiseState.Missed:
                Say(ExplainedFact.Missed, now, clock.PassedDueAt, now - clock.PassedDueAt);
                break;
            default:
                break;
        }

        return lines;
    }

    // Up to the goal where there is one: an answer before it ends the clock, not the sum that explains the goal.
    private static void SayStretches(PromiseClock clock, HoursHistory hours, TimeSpan openTime, Action<ExplainedFact, DateTime?, DateTime?, TimeSpan?, int> say)
    {
        var counted = TimeSpan.Zero;
        var (listed, more, moreTime) = (0, 0, TimeSpan.Zero);
        (DateTime From, DateTime To) moreSpan = default;
        for (var i = 0; i < clock.Runs.Count; i++)
        {
            var run = clock.Runs[i];
            var isLast = i == clock.Runs.Count - 1;
            var until = isLast && clock.GoalAt is not null ? DateTime.MaxValue : run.To ?? DateTime.MaxValue;

            // A goal that never comes would list all time to come.
            foreach (var span in clock.GoalAt is null && run.To is null ? [] : hours.SpansFrom(run.From))
            {
                var left = openTime - counted;
                if (span.From >= until || left <= TimeSpan.Zero)
                {
                    break;
                }

                var to = span.To < until ? span.To : until;
                to = to - span.From > left ? span.From + left : to;
                counted += to - span.From;
                if (listed < MostStretches)
                {
                    say(ExplainedFact.Counted, span.From, to, to - span.From, 0);
                    listed++;
                }
                else
                {
                    moreSpan = (more == 0 ? span.From : moreSpan.From, to);
                    moreTime += to - span.From;
                    more++;
                }
            }

            if (more > 0)
            {
                say(ExplainedFact.CountedMore, moreSpan.From, moreSpan.To, moreTime, more);
                (more, moreTime) = (0, TimeSpan.Zero);
            }

            if (run.To is { } stopped && (!isLast || clock.PausedAt is not null || clock.MetAt > stopped))
            {
                say(ExplainedFact.StoodStill, stopped, isLast ? clock.MetAt : clock.Runs[i + 1].From, counted, 0);
            }
        }
    }
}
