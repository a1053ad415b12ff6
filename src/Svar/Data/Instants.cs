namespace Svar.Data;

internal static class Instants
{
    /// <summary>Now, in whole milliseconds, which both engines keep and JSON shows.</summary>
    public static DateTime UtcNow(this TimeProvider time)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
    }
}
