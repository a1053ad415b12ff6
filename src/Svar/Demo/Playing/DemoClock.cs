namespace Svar.Demo.Playing;

/// <summary>
/// The clock of the demo: to the play it stands where the month has come to, to everybody else it is the machine's own.
/// The played instant flows with the call that set it. Timers run in real time throughout.
/// </summary>
internal sealed class DemoClock : TimeProvider
{
    private readonly AsyncLocal<DateTime?> _played = new();

    /// <summary>Sets the instant that the play has come to, for the rest of the calling asynchronous method and all that it calls.</summary>
    public void PlayAt(DateTime at) => _played.Value = at;

    public override DateTimeOffset GetUtcNow() => _played.Value is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : System.GetUtcNow();
}
