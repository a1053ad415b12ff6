using System.Diagnostics;

namespace Svar.Tests.ContactPage;

/// <summary>Its time of day stands still until it is told to go on; lengths of time pass as they do, and by what it is told.</summary>
internal sealed class HouseClock : TimeProvider
{
    private readonly long _begun = Stopwatch.GetTimestamp();

    public DateTimeOffset Now { get; set; } = new(2026, 11, 19, 10, 12, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => Now += by;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => Now.Ticks + Stopwatch.GetElapsedTime(_begun).Ticks;
}
