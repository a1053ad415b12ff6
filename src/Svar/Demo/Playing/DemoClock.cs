namespace Svar.Demo.Playing;

/// <summary>
/// The clock of the demo: stands where the month's play is while it is filled in, and is the machine's own from then
/// on. Timers run in real time throughout.
/// </summary>
internal sealed class DemoClock : TimeProvider
{
    private long _playedTicks;

    /// <summary>Sets the instant that the play has come to; null when it is over.</summary>
    public void PlayAt(DateTime? at) => Interlocked.Exchange(ref _playedTicks, at?.Ticks ?? 0);

    public override DateTimeOffset GetUtcNow() =>
        Interlocked.Read(ref _playedTicks) is not 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : System.GetUtcNow();
}
