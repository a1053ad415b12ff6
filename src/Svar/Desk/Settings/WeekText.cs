using System.Globalization;
using Svar.BusinessHours;

namespace Svar.Desk.Settings;

/// <summary>Days and their hours in the reader's language.</summary>
internal static class WeekText
{
    /// <summary>A week on one line, days with the same hours together: 'Mon–Fri 08:00–16:00 · Sat 10:00–14:00'.</summary>
    public static string Of(string kept)
    {
        var week = WeeklyHours.Parse(kept);
        var parts = new List<string>();
        for (var i = 0; i < 7;)
        {
            var from = i;
            var hours = string.Join(' ', week[HoursDetails.Days[i]]);
            while (++i < 7 && string.Join(' ', week[HoursDetails.Days[i]]) == hours)
            {
            }

            if (hours.Length > 0)
            {
                var days = i - from == 1 ? Short(from) : i - from == 2 ? $"{Short(from)}, {Short(i - 1)}" : $"{Short(from)}–{Short(i - 1)}";
                parts.Add($"{days} {hours.Replace('-', '–')}");
            }
        }

        return string.Join(" · ", parts);
    }

    public static string Day(DayOfWeek day) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day);

    private static string Short(int n) => CultureInfo.CurrentCulture.DateTimeFormat.GetAbbreviatedDayName(HoursDetails.Days[n]).TrimEnd('.');
}
