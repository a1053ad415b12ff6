using System.Diagnostics.CodeAnalysis;
using Svar.BusinessHours;
using Svar.ServiceLevels;
using Svar.Tests.BusinessHours;

namespace Svar.Tests.ServiceLevels;

/// <summary>
/// The clocks once more, as a conversation that is lived minute by minute: what happened this minute changes what is owed, and each
/// clock that is owed and not waiting counts the minute when it is open.
/// </summary>
[SuppressMessage("Security", "CA5394", Justification = "test data from a seed")]
public sealed class PromiseClocksBruteForceTests
{
    [Fact]
    public void Clocks_agree_with_a_conversation_lived_minute_by_minute()
    {
        foreach (var seed in OpenHoursBruteForceTests.Seeds())
        {
            Check(seed);
        }
    }

    private static void Check(int seed)
    {
        var random = new Random(seed);
        var zone = RandomHours.Zone(random);
        var start = RandomHours.Around(random, zone);
        var plain = RandomHours.Hours(random, zone, start);
        var later = random.Next(4) == 0 ? RandomHours.Hours(random, random.Next(3) == 0 ? RandomHours.Zone(random) : zone, start) : null;
        var change = start.AddMinutes(random.Next(3 * 1440));
        var minutes = new OpenMinutes(start, random.Next(2, 9) * 1440, plain, later, change);
        var hours = later is null ? new HoursHistory(plain.Build()) : new HoursHistory(plain.Build(), [(change, later.Build())]);

        var span = random.Next(30, minutes.Count);
        var kinds = new[] { "customer", "customer", "customer", "answer", "answer", "answer", "wait", "resolve", "reopen", "bounce", "note", "receipt" };
        var told = Enumerable.Range(0, random.Next(1, 11))
            .Select(i => (At: random.Next(span) / 30 * (random.Next(3) == 0 ? 30 : 29), Kind: i == 0 && random.Next(3) > 0 ? "customer" : kinds[random.Next(kinds.Length)]))
            .ToList();
        if (random.Next(2) == 0)
        {
            told = [.. told.OrderBy(e => e.At)];
        }

        var now = random.Next(3) == 0 ? told.Max(e => e.At) : random.Next(span);
        var targets = Enumerable.Range(0, 3).Select(_ => random.Next(8) == 0 ? null : Target(random)).ToArray();
        var reading = PromiseClocks.Read(hours, new ResponseTargets(targets[0], targets[1], targets[2]),
            told.Select(e => new ClockEvent(start.AddMinutes(e.At), Enum.Parse<ClockEventKind>(e.Kind, ignoreCase: true))), start.AddMinutes(now));

        var lived = Live(minutes, targets, told, now, (t, at) => t.Within?.AsOpenTime(hours.At(start.AddMinutes(at))));
        var clocks = new[] { reading.First, reading.Next, reading.Resolution };
        for (var i = 0; i < 3; i++)
        {
            var (expected, actual) = (lived[i]?.Show(minutes), Show(clocks[i], minutes));
            if (expected != actual)
            {
                Assert.Fail($"seed {seed}, {(ClockKind)i}\nlived    {expected}\ncomputed {actual}\ntarget {targets[i]}\nnow {now}: {string.Join(' ', told)}\nfrom {start:O} {plain}\nchange {change:O} {later}");
            }
        }
    }

    private static ResponseTarget Target(Random random)
    {
        var within = random.Next(6) switch
        {
            0 => "P1D",
            1 => "P1DT2H",
            2 => "PT" + random.Next(1, 48) + "H",
            3 => null,
            _ => "PT" + random.Next(1, 900) + "M",
        };
        return ResponseTarget.Of(within, within is null || random.Next(2) == 0 ? "PT" + random.Next(1, 60) + "H" : null);
    }

    private static Lived?[] Live(OpenMinutes minutes, ResponseTarget?[] targets, List<(int At, string Kind)> told, int now, Func<ResponseTarget, int, TimeSpan?> openTime)
    {
        var happened = WithoutBounced([.. told.Select((e, i) => (e, i)).Where(p => p.e.At <= now).OrderBy(p => (p.e.At, p.i)).Select(p => p.e)]);
        var clocks = new Lived?[3];
        var (asked, answered, nextOwed, resolutionOwed, waiting, called) = (false, false, false, false, false, false);
        void Begin(int i, int at) => clocks[i] = targets[i] is { } t ? new Lived(t, at, openTime(t, at)) : null;
        var heard = 0;
        for (var m = 0; m < minutes.Count; m++)
        {
            for (; heard < happened.Count && happened[heard].At == m; heard++)
            {
                var kind = happened[heard].Kind;
                if (kind == "customer" && !asked)
                {
                    asked = true;
                    Begin(0, m);
                }
                else if (kind == "customer" && answered && !nextOwed)
                {
                    nextOwed = true;
                    Begin(1, m);
                }

                if (kind == "customer" && !resolutionOwed)
                {
                    resolutionOwed = true;
                    Begin(2, m);
                }

                if (kind == "reopen")
                {
                    (nextOwed, resolutionOwed) = (true, true);
                    Begin(1, m);
                    Begin(2, m);
                }

                if (kind == "answer")
                {
                    answered |= asked;
                    nextOwed = false;
                    clocks[0]?.Meet(m);
                    clocks[1]?.Meet(m);
                }

                if (kind == "resolve")
                {
                    resolutionOwed = false;
                    clocks[2]?.Meet(m);
                }

                // An answer leaves us waiting with the resolution; only 'wait' leaves us waiting with an answer.
                waiting = kind is "answer" or "wait" || (waiting && kind is not ("customer" or "reopen"));
                called = kind is "wait" || (called && kind is not ("customer" or "reopen"));
                clocks[1]?.Stand(called, m);
                clocks[2]?.Stand(waiting, m);
            }

            foreach (var clock in clocks)
            {
                clock?.Live(m, minutes[m]);
            }
        }

        foreach (var clock in clocks)
        {
            clock?.Judge(now);
        }

        return clocks;
    }

    // Each bounce takes back the nearest answer before it that still stands.
    private static List<(int At, string Kind)> WithoutBounced(List<(int At, string Kind)> events)
    {
        var bounce = events.FindIndex(e => e.Kind == "bounce");
        if (bounce < 0)
        {
            return events;
        }

        var answer = events.Take(bounce).ToList().FindLastIndex(e => e.Kind == "answer");
        var resting = answer >= 0;
        var left = new List<(int At, string Kind)>();
        for (var i = 0; i < events.Count; i++)
        {
            resting &= i <= answer || (i < bounce && events[i].Kind is not ("customer" or "reopen"));
            var rested = resting && i > answer && events[i].Kind is ("wait" or "resolve");
            if (i != bounce && i != answer && !rested)
            {
                left.Add(events[i]);
            }
        }

        return WithoutBounced(left);
    }

    private static string? Show(PromiseClock? c, OpenMinutes minutes) => c is null ? null
        : Line(c.StartedAt, c.GoalAt, c.CeilingAt, c.DueAt, c.MetAt, c.State, minutes);

    // A goal past the last minute that was lived is as good as none.
    private static string Line(DateTime started, DateTime? goal, DateTime? ceiling, DateTime? due, DateTime? met, PromiseState state, OpenMinutes minutes)
    {
        var seen = goal > minutes.End ? null : goal;
        var dueSeen = due is null ? null : seen is null || ceiling < seen ? ceiling : seen;
        return $"start {started:s} goal {seen:O} ceiling {ceiling:s} due {dueSeen:O} met {met:s} {state}";
    }

    private sealed class Lived(ResponseTarget target, int start, TimeSpan? openTime)
    {
        private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
        private readonly long? _ceiling = target.Ceiling is { } c ? start + (long)c.AsWallTime().TotalMinutes : null;
        private TimeSpan _counted;
        private TimeSpan? _goal;
        private int? _met;
        private int? _stoodFrom;
        private bool _overdueAtStand;
        private PromiseState _state;

        public void Meet(int m) => _met ??= m;

        public void Stand(bool still, int m)
        {
            if (_met is not null)
            {
                return;
            }

            if (!still)
            {
                _stoodFrom = null;
            }
            else if (_stoodFrom is null)
            {
                _stoodFrom = m;
                _overdueAtStand = IsPast(m);
            }
        }

        public void Live(int m, bool isOpen)
        {
            if (isOpen && _stoodFrom is null && _goal is null && openTime is not null)
            {
                var left = openTime.Value - _counted;
                if (left <= Minute)
                {
                    _goal = TimeSpan.FromMinutes(m) + left;
                }

                _counted += Minute;
            }
        }

        public void Judge(int now)
        {
            var past = _stoodFrom is null ? IsPast(_met ?? now) : _overdueAtStand;
            _state = _met is not null ? past ? PromiseState.Late : PromiseState.Met
                : past ? PromiseState.Missed : _stoodFrom is null ? PromiseState.Running : PromiseState.Paused;
        }

        public string Show(OpenMinutes minutes)
        {
            DateTime? At(long? m) => m is { } x ? minutes.Start.AddMinutes(x) : null;
            DateTime? goal = _stoodFrom is null && _goal is { } g ? minutes.Start + g : null;
            var due = _stoodFrom is not null ? null : goal is null || At(_ceiling) < goal ? At(_ceiling) : goal;
            return Line(At(start)!.Value, goal, At(_ceiling), due, At(_met), _state, minutes);
        }

        private bool IsPast(int m) => _goal < TimeSpan.FromMinutes(m) || _ceiling < m;
    }
}
