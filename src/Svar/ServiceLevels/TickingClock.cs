using Svar.BusinessHours;

namespace Svar.ServiceLevels;

/// <summary>A clock while the events are told one by one.</summary>
internal sealed class TickingClock
{
    private readonly ClockKind _kind;
    private readonly ResponseTarget _target;
    private readonly HoursHistory _hours;
    private readonly DateTime _startedAt;
    private readonly TimeSpan? _openTime;
    private readonly bool _goalIsNever;
    private readonly DateTime? _ceilingAt;
    private readonly List<ClockRun> _runs = [];
    private TimeSpan _counted;
    private DateTime _runningFrom;
    private DateTime? _pausedAt;
    private DateTime? _goalAt;
    private DateTime? _passedDueAt;
    private DateTime? _metAt;

    public TickingClock(ClockKind kind, ResponseTarget target, HoursHistory hours, DateTime at)
    {
        _kind = kind;
        _target = target;
        _hours = hours;
        _startedAt = _runningFrom = at;
        _openTime = target.Within?.AsOpenTime(hours.At(at));
        _goalIsNever = _openTime is null;
        _ceilingAt = target.Ceiling is { } ceiling ? at + ceiling.AsWallTime() : null;
    }

    public bool IsMet => _metAt is not null;

    public void Pause(DateTime at)
    {
        if (IsMet || _pausedAt is not null)
        {
            return;
        }

        // A goal that is reached before the pause stays where it is; else only the time that was counted is kept.
        if (!_goalIsNever && _goalAt is null)
        {
            var counted = _counted + _hours.OpenTimeBetween(_runningFrom, at);
            _goalAt = counted >= _openTime ? _hours.AddOpenTime(_runningFrom, _openTime.Value - _counted) : null;
            _counted = counted;
        }

        _passedDueAt = PassedBy(Earlier(_goalAt, _ceilingAt), at);
        _runs.Add(new(_runningFrom, at));
        _pausedAt = at;
    }

    public void Resume(DateTime at)
    {
        if (!IsMet && _pausedAt is not null)
        {
            _runningFrom = at;
            _pausedAt = null;
        }
    }

    public void Meet(DateTime at)
    {
        if (IsMet)
        {
            return;
        }

        _metAt = at;
        if (_pausedAt is null)
        {
            _runs.Add(new(_runningFrom, at));
        }
    }

    public PromiseClock Read(DateTime now)
    {
        var standsStill = _pausedAt is not null;
        var goal = standsStill ? null : Goal();
        var due = standsStill ? null : Earlier(goal, _ceilingAt);
        var passed = standsStill ? _passedDueAt : PassedBy(due, _metAt ?? now);
        return new PromiseClock
        {
            Clock = _kind,
            Target = _target,
            StartedAt = _startedAt,
            OpenTime = _openTime,
            GoalAt = goal,
            CeilingAt = _ceilingAt,
            DueAt = due,
            MetAt = _metAt,
            State = IsMet ? passed is null ? PromiseState.Met : PromiseState.Late
                : passed is not null ? PromiseState.Missed
                : standsStill ? PromiseState.Paused : PromiseState.Running,
            PausedAt = IsMet ? null : _pausedAt,
            PassedDueAt = passed,
            Runs = IsMet || standsStill ? [.. _runs] : [.. _runs, new(_runningFrom, null)],
        };
    }

    private DateTime? Goal() => _goalAt ?? (_goalIsNever ? null : _hours.AddOpenTime(_runningFrom, _openTime!.Value - _counted));

    private static DateTime? Earlier(DateTime? goal, DateTime? ceiling) => goal is null || ceiling < goal ? ceiling : goal;

    private static DateTime? PassedBy(DateTime? due, DateTime at) => at > due ? due : null;
}
