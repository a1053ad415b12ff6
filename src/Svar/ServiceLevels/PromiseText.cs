using System.Globalization;
using NodaTime;

namespace Svar.ServiceLevels;

/// <summary>A promised time as people say it, in the brand's zone: 'today at 14:10', 'mandag 26. oktober kl. 10:00'.</summary>
internal static class PromiseText
{
    /// <param name="dueAt">UTC.</param>
    /// <param name="now">UTC: what is today.</param>
    /// <param name="zone">IANA zone in which the hours are told.</param>
    /// <param name="language">'nb' (also for nn, da, sv); anything else is English.</param>
    public static string For(DateTime dueAt, DateTime now, string zone, string language)
    {
        var there = DateTimeZoneProviders.Tzdb[zone];
        var due = Instant.FromDateTimeUtc(dueAt).InZone(there).LocalDateTime;
        var today = Instant.FromDateTimeUtc(now).InZone(there).Date;
        var days = Period.DaysBetween(today, due.Date);
        if (language is "nb" or "nn" or "da" or "sv")
        {
            var at = due.ToString("HH:mm", CultureInfo.InvariantCulture);
            return days switch
            {
                0 => $"i dag kl. {at}",
                1 => $"i morgen kl. {at}",
                _ => string.Create(CultureInfo.InvariantCulture, $"{_norwegianDays[(int)due.DayOfWeek]} {due.Day}. {_norwegianMonths[due.Month - 1]} kl. {at}"),
            };
        }

        var time = due.ToString("HH:mm", CultureInfo.InvariantCulture);
        return days switch
        {
            0 => $"today at {time}",
            1 => $"tomorrow at {time}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{due.DayOfWeek} {due.Day} {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(due.Month)} at {time}"),
        };
    }

    private static readonly string[] _norwegianDays = ["", "mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"];

    private static readonly string[] _norwegianMonths =
        ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"];
}
