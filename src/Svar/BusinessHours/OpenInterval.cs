using System.Globalization;

namespace Svar.BusinessHours;

/// <summary>
/// A stretch of one local day, from inclusive to exclusive, as time since midnight on the clock on the wall: 08:00-16:00.
/// Only <see cref="To"/> may be 24:00. What it means as instants is said by <see cref="OpenHours"/>.
/// </summary>
public readonly record struct OpenInterval : IComparable<OpenInterval>
{
    public static readonly TimeSpan Midnight = TimeSpan.FromHours(24);

    /// <exception cref="InvalidHoursException">it is empty, reversed or not within one day.</exception>
    public OpenInterval(TimeSpan from, TimeSpan to)
    {
        if (from < TimeSpan.Zero || from >= Midnight || to < TimeSpan.Zero || to > Midnight)
        {
            throw new InvalidHoursException("hours lie between 00:00 and 24:00");
        }

        if (to == from)
        {
            throw new InvalidHoursException($"{Show(from)}-{Show(to)} is empty; leave it out to be closed, or write 00:00-24:00 to be open all day");
        }

        if (to < from)
        {
            var evening = $"{Show(from)}-24:00";
            throw new InvalidHoursException(to == TimeSpan.Zero
                ? $"{Show(from)}-{Show(to)} ends before it begins; write the end of the day as 24:00"
                : $"{Show(from)}-{Show(to)} ends before it begins; hours past midnight are two intervals, {evening} and 00:00-{Show(to)} on the next day");
        }

        From = from;
        To = to;
    }

    public TimeSpan From { get; }

    public TimeSpan To { get; }

    public TimeSpan Length => To - From;

    /// <summary>Reads two times as <c>HH:MM</c> or <c>HH:MM:SS</c>.</summary>
    public static OpenInterval Parse(string from, string to) => new(ParseTime(from), ParseTime(to));

    public int CompareTo(OpenInterval other) => From.CompareTo(other.From) is var c and not 0 ? c : To.CompareTo(other.To);

    public static bool operator <(OpenInterval left, OpenInterval right) => left.CompareTo(right) < 0;

    public static bool operator >(OpenInterval left, OpenInterval right) => left.CompareTo(right) > 0;

    public static bool operator <=(OpenInterval left, OpenInterval right) => left.CompareTo(right) <= 0;

    public static bool operator >=(OpenInterval left, OpenInterval right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Show(From)}-{Show(To)}";

    /// <summary><c>HH:MM</c>, with seconds only where there are some.</summary>
    internal static string Show(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.Ticks / TimeSpan.TicksPerHour:00}:{time.Minutes:00}")
        + (time.Seconds == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{time.Seconds:00}"));

    internal static TimeSpan ParseTime(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':');
        if (parts.Length is 2 or 3 && parts.All(p => p.Length == 2 && char.IsAsciiDigit(p[0]) && char.IsAsciiDigit(p[1])))
        {
            var n = Array.ConvertAll(parts, p => int.Parse(p, CultureInfo.InvariantCulture));
            var time = new TimeSpan(n[0], n[1], n.Length == 3 ? n[2] : 0);
            if (n[1] < 60 && (n.Length == 2 || n[2] < 60) && time <= Midnight)
            {
                return time;
            }
        }

        throw new InvalidHoursException($"'{text}' is no time of day; write HH:MM from 00:00 to 24:00");
    }

    /// <summary>The union as sorted intervals that neither overlap nor touch.</summary>
    internal static OpenInterval[] Union(IEnumerable<OpenInterval> intervals)
    {
        var union = new List<OpenInterval>();
        foreach (var next in intervals.Order())
        {
            if (union.Count > 0 && next.From <= union[^1].To)
            {
                union[^1] = new(union[^1].From, next.To > union[^1].To ? next.To : union[^1].To);
            }
            else
            {
                union.Add(next);
            }
        }

        return [.. union];
    }
}
