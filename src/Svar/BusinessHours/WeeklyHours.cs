using System.Collections.Immutable;

namespace Svar.BusinessHours;

/// <summary>
/// The hours of an ordinary week: any number of intervals a day, in local time. Intervals may touch, never overlap. As text, one
/// line: <c>mon-fri 08:00-12:00 12:30-16:00; sat 10:00-14:00</c>; days that are not named are closed, no text is a closed week.
/// Two weeks with the same intervals are equal.
/// </summary>
public sealed class WeeklyHours : IEquatable<WeeklyHours>
{
    private static readonly string[] Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private readonly ImmutableArray<OpenInterval>[] _days;

    /// <exception cref="InvalidHoursException">intervals of a day overlap; names the day.</exception>
    public WeeklyHours(IEnumerable<KeyValuePair<DayOfWeek, IReadOnlyList<OpenInterval>>> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        _days = new ImmutableArray<OpenInterval>[7];
        Array.Fill(_days, []);
        foreach (var (day, intervals) in days)
        {
            var sorted = _days[(int)day].Concat(intervals).Order().ToImmutableArray();
            for (var i = 1; i < sorted.Length; i++)
            {
                if (sorted[i].From < sorted[i - 1].To)
                {
                    throw new InvalidHoursException(day, $"{sorted[i - 1]} and {sorted[i]} overlap; let the second begin at {OpenInterval.Show(sorted[i - 1].To)} or later, or write them as one");
                }
            }

            _days[(int)day] = sorted;
        }

        OpenDays = _days.Count(d => d.Length > 0);
        OpenTime = new TimeSpan(_days.Sum(d => d.Sum(i => i.Length.Ticks)));
    }

    public static WeeklyHours Closed { get; } = new([]);

    /// <summary>Days of the week with at least one interval.</summary>
    public int OpenDays { get; }

    /// <summary>Open time of the whole week by the wall clock, as if no day had a change of summer time.</summary>
    public TimeSpan OpenTime { get; }

    /// <summary>The intervals of a day, earliest first.</summary>
    public IReadOnlyList<OpenInterval> this[DayOfWeek day] => _days[(int)day];

    /// <exception cref="InvalidHoursException">the text is not of this form, or the hours cannot be.</exception>
    public static WeeklyHours Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var days = new List<KeyValuePair<DayOfWeek, IReadOnlyList<OpenInterval>>>();
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = part.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var ends = words[0].Split('-');
            if (ends.Length > 2)
            {
                throw new InvalidHoursException($"'{words[0]}' is no day or range of days; write mon or mon-fri");
            }

            var first = DayNamed(ends[0]);
            var last = DayNamed(ends[^1]);
            for (var day = first; ; day = (DayOfWeek)(((int)day + 1) % 7))
            {
                days.Add(new(day, words.Skip(1).Select(w => ParseInterval(day, w)).ToList()));
                if (day == last)
                {
                    break;
                }
            }
        }

        return new WeeklyHours(days);
    }

    /// <summary>The three letters that stand for a day in texts and in JSON.</summary>
    public static string NameOf(DayOfWeek day) => Names[(int)day];

    internal static DayOfWeek? TryDayNamed(string name) => Array.IndexOf(Names, name) is >= 0 and var i ? (DayOfWeek)i : null;

    public override string ToString() => string.Join("; ", Enumerable.Range(1, 7).Select(i => (DayOfWeek)(i % 7))
        .Where(d => _days[(int)d].Length > 0)
        .Select(d => $"{NameOf(d)} {string.Join(' ', _days[(int)d])}"));

    public bool Equals(WeeklyHours? other) => other is not null && _days.Zip(other._days).All(p => p.First.SequenceEqual(p.Second));

    public override bool Equals(object? obj) => Equals(obj as WeeklyHours);

    public override int GetHashCode() => HashCode.Combine(OpenDays, OpenTime);

    private static DayOfWeek DayNamed(string name) => TryDayNamed(name)
        ?? throw new InvalidHoursException($"'{name}' is no day; write mon, tue, wed, thu, fri, sat or sun");

    private static OpenInterval ParseInterval(DayOfWeek day, string text)
    {
        var ends = text.Split('-');
        if (ends.Length != 2)
        {
            throw new InvalidHoursException(day, $"'{text}' is no interval; write 08:00-16:00");
        }

        try
        {
            return OpenInterval.Parse(ends[0], ends[1]);
        }
        catch (InvalidHoursException e)
        {
            throw new InvalidHoursException(day, e.Message);
        }
    }
}
