using System.Globalization;
using Svar.BusinessHours;

namespace Svar.ServiceLevels;

/// <summary>
/// A length of time as ISO 8601 writes it: <c>PT4H</c>, <c>P5D</c>, <c>P1DT2H30M</c>, <c>P1W</c>; the last part may have a
/// fraction. As open time a day is the open time of a week divided by its open days, and a week the open time of a week; as wall
/// time they are 24 and 168 hours. Longer than nothing and at most ten years.
/// </summary>
public readonly record struct TargetDuration
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    private TargetDuration(decimal weeks, decimal days, TimeSpan time)
    {
        Weeks = weeks;
        Days = days;
        Time = time;
    }

    public decimal Weeks { get; }

    public decimal Days { get; }

    /// <summary>The hours, minutes and seconds.</summary>
    public TimeSpan Time { get; }

    /// <exception cref="FormatException">the text is no such duration; the message says what would be right.</exception>
    public static TargetDuration Parse(string text) => TryParse(text, out var duration, out var fault) ? duration : throw new FormatException(fault);

    /// <param name="text">an ISO 8601 duration.</param>
    /// <param name="duration">what it says.</param>
    /// <param name="fault">one sentence: what is wrong, and what would be right.</param>
    public static bool TryParse(string? text, out TargetDuration duration, out string fault)
    {
        duration = default;
        fault = $"'{text}' is no duration; write ISO 8601 as PT4H, P5D or P1DT2H";
        if (text is null)
        {
            return false;
        }

        if (text.StartsWith('-'))
        {
            fault = $"'{text}' is negative; a target is longer than nothing, as PT4H";
            return false;
        }

        if (text.Length is < 3 or > 40 || text[0] != 'P')
        {
            return false;
        }

        // duration = "P" *(number "W" / "D") ["T" 1*(number "H" / "M" / "S")], each once and in this order
        var parts = new decimal[5];
        var (next, inTime, fraction, at) = (0, false, false, 1);
        while (at < text.Length)
        {
            if (text[at] == 'T' && !inTime)
            {
                (inTime, next) = (true, 2);
                at++;
                if (at == text.Length)
                {
                    return false;
                }

                continue;
            }

            var start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is '.' or ','))
            {
                at++;
            }

            if (at < text.Length && !inTime && text[at] is 'Y' or 'M' && at > start)
            {
                fault = $"'{text}' has years or months, which have no fixed length; write days or weeks";
                return false;
            }

            var unit = at < text.Length ? (inTime ? "HMS" : "WD").IndexOf(text[at], StringComparison.Ordinal) + (inTime ? 2 : 0) : -1;
            var number = text[start..at].Replace(',', '.');
            if (unit < next || fraction || !char.IsAsciiDigit(number.FirstOrDefault()) || number[^1] == '.'
                || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out parts[unit]))
            {
                return false;
            }

            fraction = number.Contains('.', StringComparison.Ordinal);
            next = unit + 1;
            at++;
        }

        // Each part alone is held against the limit first, so that no sum can overflow.
        decimal[] ticks = [TimeSpan.TicksPerDay * 7, TimeSpan.TicksPerDay, TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond];
        var wall = 0m;
        for (var i = 0; i < parts.Length; i++)
        {
            wall += parts[i] <= Longest.Ticks ? parts[i] * ticks[i] : Longest.Ticks + 1m;
        }

        if (wall < 1 || wall > Longest.Ticks)
        {
            fault = wall < 1 ? $"'{text}' is no time at all; a target is longer than nothing, as PT4H" : $"'{text}' is longer than ten years; a target is shorter, as P5D";
            return false;
        }

        var time = (parts[2] * ticks[2]) + (parts[3] * ticks[3]) + (parts[4] * ticks[4]);
        duration = new TargetDuration(parts[0], parts[1], new TimeSpan((long)decimal.Round(time)));
        return true;
    }

    /// <summary>So many hours and minutes.</summary>
    public static TargetDuration Of(TimeSpan time) => time > TimeSpan.Zero && time <= Longest ? new TargetDuration(0, 0, time)
        : throw new ArgumentOutOfRangeException(nameof(time), time, "a target is longer than nothing and at most ten years");

    /// <summary>By the wall clock.</summary>
    public TimeSpan AsWallTime() => Time + Ticks((Weeks * 7 * TimeSpan.TicksPerDay) + (Days * TimeSpan.TicksPerDay));

    /// <summary>In open time of such a week, to the tick; <see langword="null"/> where the week has no open day and days are asked for.</summary>
    /// <remarks>The watch has no say in what a day is; only where a brand has nothing but a watch, its week stands for the week.</remarks>
    public TimeSpan? AsOpenTime(OpenHours hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        var week = hours.Week.OpenDays == 0 && hours.Watch is { } watch ? watch.Week : hours.Week;
        if (Weeks == 0 && Days == 0)
        {
            return Time;
        }

        return week.OpenDays == 0 ? null : Time + Ticks((Weeks * week.OpenTime.Ticks) + (Days * week.OpenTime.Ticks / week.OpenDays));
    }

    public override string ToString()
    {
        var text = "P" + Part(Weeks, 'W') + Part(Days, 'D');
        if (Time != TimeSpan.Zero)
        {
            text += "T" + Part(Time.Ticks / TimeSpan.TicksPerHour, 'H') + Part(Time.Minutes, 'M')
                + Part(Time.Ticks % TimeSpan.TicksPerMinute / (decimal)TimeSpan.TicksPerSecond, 'S');
        }

        return text;
    }

    private static string Part(decimal number, char unit) => number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{number:0.#######}{unit}");

    private static TimeSpan Ticks(decimal ticks) => new((long)decimal.Round(ticks, MidpointRounding.AwayFromZero));
}
