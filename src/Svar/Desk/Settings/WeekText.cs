using Microsoft.Extensions.Localization;
using Svar.BusinessHours;

namespace Svar.Desk.Settings;

/// <summary>A week's hours on one line: days with the same hours together, 'Mon–Fri 08:00–16:00, Sat 10:00–14:00'.</summary>
internal static class WeekText
{
    public static string Of(string kept, IStringLocalizer<SettingsTexts> texts)
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
                var days = i - from == 1 ? Day(from) : i - from == 2 ? $"{Day(from)}, {Day(i - 1)}" : $"{Day(from)}–{Day(i - 1)}";
                parts.Add($"{days} {hours.Replace('-', '–')}");
            }
        }

        return string.Join(" · ", parts);

        string Day(int n) => texts["Day." + WeeklyHours.NameOf(HoursDetails.Days[n])];
    }
}
