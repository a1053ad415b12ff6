namespace Svar.ServiceLevels;

public enum ClockKind
{
    /// <summary>The first personal answer to what the customer wrote.</summary>
    First,

    /// <summary>The answer to a message that came after an answer.</summary>
    Next,

    Resolution,
}

/// <summary>
/// What is promised on one clock: <paramref name="Within"/> counts open hours and gives the goal, <paramref name="Ceiling"/> counts
/// wall-clock hours. Either may be absent; with neither the clock runs but is never due.
/// </summary>
public sealed record ResponseTarget(TargetDuration? Within, TargetDuration? Ceiling)
{
    /// <summary>The ceiling of a first answer, 24 h, which a brand may lower.</summary>
    public static readonly TargetDuration FirstAnswerCeiling = TargetDuration.Of(TimeSpan.FromHours(24));

    /// <summary>From ISO 8601 durations.</summary>
    /// <exception cref="FormatException">one of them is none.</exception>
    public static ResponseTarget Of(string? within, string? ceiling = null) => new(
        within is null ? null : TargetDuration.Parse(within),
        ceiling is null ? null : TargetDuration.Parse(ceiling));
}

/// <summary>The targets of a conversation; a clock without one does not exist.</summary>
public sealed record ResponseTargets(ResponseTarget? First, ResponseTarget? Next, ResponseTarget? Resolution)
{
    public ResponseTarget? this[ClockKind clock] => clock switch
    {
        ClockKind.First => First,
        ClockKind.Next => Next,
        _ => Resolution,
    };
}
