using System.Globalization;

namespace Svar.ContactPage;

/// <summary>A week's hours as rows: days in a run with the same hours stand together.</summary>
public sealed record HoursRow(DayOfWeek First, DayOfWeek Last, IReadOnlyList<OpenInterval> Intervals)
{
    public static IReadOnlyList<HoursRow> Of(IEnumerable<OpeningDay> week)
    {
        var rows = new List<HoursRow>();
        foreach (var day in week.OrderBy(d => ((int)d.Day + 6) % 7))
        {
            if (rows.Count > 0 && rows[^1].Intervals.SequenceEqual(day.Intervals))
            {
                rows[^1] = rows[^1] with { Last = day.Day };
            }
            else
            {
                rows.Add(new HoursRow(day.Day, day.Day, day.Intervals));
            }
        }

        return rows;
    }

    /// <summary>'Monday–Friday', or the one day, as a line begins.</summary>
    public string Days() => Capital(DaysInText());

    /// <summary>As <see cref="Days"/>, in the letters that the language has within a sentence.</summary>
    public string DaysInText()
    {
        var names = CultureInfo.CurrentCulture.DateTimeFormat;
        return First == Last ? names.GetDayName(First) : $"{names.GetDayName(First)}–{names.GetDayName(Last)}";
    }

    /// <summary>'08:00–12:00' and '12:30–16:00'; midnight at the end of a day is 24:00.</summary>
    public IEnumerable<string> Times() => Intervals.Select(i =>
        $"{i.From.ToString("HH:mm", CultureInfo.InvariantCulture)}–{(i.To == TimeOnly.MinValue ? "24:00" : i.To.ToString("HH:mm", CultureInfo.InvariantCulture))}");

    public bool Contains(DayOfWeek day)
    {
        static int FromMonday(DayOfWeek d) => ((int)d + 6) % 7;
        return FromMonday(day) >= FromMonday(First) && FromMonday(day) <= FromMonday(Last);
    }

    private static string Capital(string name) =>
        name.Length == 0 ? name : char.ToUpper(name[0], CultureInfo.CurrentCulture) + name[1..];
}
