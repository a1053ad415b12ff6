using Svar.BusinessHours;

namespace Svar.ServiceLevels;

/// <summary>
/// The three clocks of a conversation, computed from what happened to it. Knows no conversation: times in, times out.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>what happens</term><description>first answer / next answer / resolution</description></listheader>
/// <item><term>customer, the first time</term><description>starts / - / starts. No clock runs before the customer has written, so the opening mail of a conversation that an agent begins answers nothing, and the customer's reply to it is owed a first answer.</description></item>
/// <item><term>customer again, before the first answer</term><description>goes on / - / goes on. The earliest unanswered message counts.</description></item>
/// <item><term>customer, after the first answer</term><description>- / starts, or runs on if it stood still, or goes on / runs on; anew once it was met, for a customer who writes again reopens.</description></item>
/// <item><term>answer</term><description>met / met / stands still. Any later answer changes nothing.</description></item>
/// <item><term>wait</term><description>goes on, it never stands still / stands still / stands still.</description></item>
/// <item><term>resolve</term><description>goes on: only a personal answer meets it / likewise / met, also while it stood still.</description></item>
/// <item><term>reopen</term><description>- / starts anew, also without an answer before / starts anew.</description></item>
/// <item><term>receipt, note</term><description>nothing.</description></item>
/// <item><term>bounce</term><description>The answer, and the wait and the resolve that rested on it (those after it, up to the next message, answer or reopening), never were. The clocks run as if nobody had answered, and may be past due at once.</description></item>
/// </list>
/// Goal = the first instant by which the clock ran <see cref="ResponseTarget.Within"/> in open hours; ceiling = start + wall-clock
/// time, not moved by standing still. Past due means later than the due time, not equal to it. A clock that is past due stays
/// so. One met while it stood still is met in time unless it was past due when it stopped. Events at the same instant keep the
/// order of the list; those after 'now' have not happened.
/// </remarks>
public static class PromiseClocks
{
    /// <param name="hours">the hours, with their changes.</param>
    /// <param name="targets">the targets of this conversation.</param>
    /// <param name="events">what happened, in any order of time.</param>
    /// <param name="now">the UTC instant for which the answer is.</param>
    public static PromiseReading Read(HoursHistory hours, ResponseTargets targets, IEnumerable<ClockEvent> events, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(events);
        OpenHours.Checked(now);
        var first = new Slot(ClockKind.First, targets, hours);
        var next = new Slot(ClockKind.Next, targets, hours);
        var resolution = new Slot(ClockKind.Resolution, targets, hours);
        var answered = false;
        foreach (var (at, kind, _) in WhatStands(events, now))
        {
            switch (kind)
            {
                case ClockEventKind.Customer:
                    if (!first.HasStarted)
                    {
                        first.Start(at);
                    }

                    if (answered && (!next.HasStarted || next.IsMet))
                    {
                        next.Start(at);
                    }

                    next.Clock?.Resume(at);
                    if (!resolution.HasStarted || resolution.IsMet)
                    {
                        resolution.Start(at);
                    }

                    resolution.Clock?.Resume(at);
                    break;
                case ClockEventKind.Answer:
                    answered |= first.HasStarted;
                    first.Meet(at);
                    next.Meet(at);
                    resolution.Clock?.Pause(at);
                    break;
                case ClockEventKind.Wait:
                    next.Clock?.Pause(at);
                    resolution.Clock?.Pause(at);
                    break;
                case ClockEventKind.Resolve:
                    resolution.Meet(at);
                    break;
                case ClockEventKind.Reopen:
                    next.Start(at);
                    resolution.Start(at);
                    break;
                default:
                    break;
            }
        }

        return new PromiseReading(now, first.Clock?.Read(now), next.Clock?.Read(now), resolution.Clock?.Read(now),
            [.. next.Earlier.Concat(resolution.Earlier).OrderBy(c => c.StartedAt)]);
    }

    // The events up to now in order of time, without the answers that were refused and what rested on them.
    private static List<ClockEvent> WhatStands(IEnumerable<ClockEvent> events, DateTime now)
    {
        var standing = new List<ClockEvent>();
        foreach (var e in events.Where(e => OpenHours.Checked(e.At) <= now).OrderBy(e => e.At))
        {
            if (e.Kind != ClockEventKind.Bounce)
            {
                standing.Add(e);
                continue;
            }

            var answer = standing.FindLastIndex(a => a.Kind == ClockEventKind.Answer && (e.Answer is null || a.Answer == e.Answer));
            if (answer < 0)
            {
                continue;
            }

            var until = standing.FindIndex(answer + 1, a => a.Kind is ClockEventKind.Customer or ClockEventKind.Answer or ClockEventKind.Reopen);
            for (var i = (until < 0 ? standing.Count : until) - 1; i >= answer; i--)
            {
                if (i == answer || standing[i].Kind is ClockEventKind.Wait or ClockEventKind.Resolve)
                {
                    standing.RemoveAt(i);
                }
            }
        }

        return standing;
    }

    // Keeps track of a clock also where it has no target and so does not exist.
    private sealed class Slot(ClockKind kind, ResponseTargets targets, HoursHistory hours)
    {
        public TickingClock? Clock { get; private set; }

        public bool HasStarted { get; private set; }

        public bool IsMet { get; private set; }

        public List<PromiseClock> Earlier { get; } = [];

        public void Start(DateTime at)
        {
            if (Clock is not null)
            {
                Earlier.Add(Clock.Read(at));
            }

            (HasStarted, IsMet) = (true, false);
            Clock = targets[kind] is { } target ? new TickingClock(kind, target, hours, at) : null;
        }

        public void Meet(DateTime at)
        {
            IsMet |= HasStarted;
            Clock?.Meet(at);
        }
    }
}
