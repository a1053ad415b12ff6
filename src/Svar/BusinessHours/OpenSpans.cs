namespace Svar.BusinessHours;

/// <summary>Arithmetic over open stretches in order of time, whoever they come from.</summary>
internal static class OpenSpans
{
    public static DateTime? NextOpening(IEnumerable<OpenSpan> spans)
    {
        foreach (var span in spans)
        {
            return span.From;
        }

        return null;
    }

    public static TimeSpan TimeUntil(IEnumerable<OpenSpan> spans, DateTime to)
    {
        var sum = TimeSpan.Zero;
        foreach (var span in spans)
        {
            if (span.From >= to)
            {
                break;
            }

            sum += (span.To < to ? span.To : to) - span.From;
        }

        return sum;
    }

    public static DateTime? Add(DateTime at, IEnumerable<OpenSpan> spans, TimeSpan openTime)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(openTime, TimeSpan.Zero);
        if (openTime == TimeSpan.Zero)
        {
            return at;
        }

        foreach (var span in spans)
        {
            if (openTime <= span.Length)
            {
                return span.From + openTime;
            }

            openTime -= span.Length;
        }

        return null;
    }
}
