namespace Svar.ServiceLevels;

public enum PromiseState
{
    /// <summary>Not met, and not past due.</summary>
    Running,

    /// <summary>Met by the due time.</summary>
    Met,

    /// <summary>Met after it.</summary>
    Late,

    /// <summary>Not met, and past due.</summary>
    Missed,

    /// <summary>Standing still while we wait for the customer, and not past due when it stopped.</summary>
    Paused,
}

/// <summary>One stretch in which a clock ran; without end it runs on.</summary>
public readonly record struct ClockRun(DateTime From, DateTime? To);

/// <summary>
/// One promise as it stands at an instant. Goal and due time are <see langword="null"/> while the clock stands still (also on one
/// that was <see cref="PromiseState.Missed"/> when it stopped: <see cref="PassedDueAt"/> keeps what it missed), on a clock that
/// was met while it stood still, and where the hours never open long enough.
/// </summary>
public sealed record PromiseClock
{
    public required ClockKind Clock { get; init; }

    public required ResponseTarget Target { get; init; }

    /// <summary>The event that started it, be it inside the open hours or not; the ceiling counts from here.</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>The open time that <see cref="ResponseTarget.Within"/> asks for, under the hours that stood at the start.</summary>
    public TimeSpan? OpenTime { get; init; }

    public DateTime? GoalAt { get; init; }

    /// <summary>By the wall clock from the start; standing still does not move it.</summary>
    public DateTime? CeilingAt { get; init; }

    /// <summary>The earlier of goal and ceiling: the time that the customer was promised.</summary>
    public DateTime? DueAt { get; init; }

    public DateTime? MetAt { get; init; }

    public required PromiseState State { get; init; }

    /// <summary>Since when the clock stands still.</summary>
    public DateTime? PausedAt { get; init; }

    /// <summary>The due time that has passed, on a late or missed clock, also while it stands still.</summary>
    public DateTime? PassedDueAt { get; init; }

    /// <summary>The stretches in which it ran, in order.</summary>
    public required IReadOnlyList<ClockRun> Runs { get; init; }

    public bool IsOpen => MetAt is null;
}

/// <summary>The clocks of a conversation at an instant. One that has not started, or has no target, is <see langword="null"/>.</summary>
/// <param name="At">the instant.</param>
/// <param name="First">the first answer.</param>
/// <param name="Next">the latest clock of a next answer.</param>
/// <param name="Resolution">the latest clock of resolution.</param>
/// <param name="Earlier">clocks of next answer and resolution that were started anew since, in order, each as it stood when it was replaced.</param>
public sealed record PromiseReading(DateTime At, PromiseClock? First, PromiseClock? Next, PromiseClock? Resolution, IReadOnlyList<PromiseClock> Earlier)
{
    /// <summary>The clocks that exist, in the order first, next, resolution.</summary>
    public IEnumerable<PromiseClock> Clocks => new[] { First, Next, Resolution }.OfType<PromiseClock>();

    /// <summary>The clock that is due next, among those that are not met.</summary>
    public PromiseClock? DueNext => Clocks.Where(c => c.IsOpen && c.DueAt is not null).MinBy(c => c.DueAt);
}
