using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Svar.ServiceLevels;

/// <summary>A target's length of time as people write it: '4 h', '30 min', '1 d 2 h', '5 dager', '2 t'; ISO 8601 too.</summary>
internal static partial class DurationText
{
    /// <returns>ISO 8601; null when it is no such text.</returns>
    public static string? Read(string text)
    {
        text = text.Trim();
        if (text.StartsWith('P') && TargetDuration.TryParse(text, out var written, out _))
        {
            return written.ToString();
        }

        if (!Shape().IsMatch(text))
        {
            return null;
        }

        var (date, time) = (new StringBuilder("P"), new StringBuilder());
        foreach (Match part in Part().Matches(text))
        {
            var number = part.Groups["n"].Value.Replace(',', '.');
            _ = char.ToLowerInvariant(part.Groups["u"].Value[0]) switch
            {
                'u' or 'w' => date.Append(number).Append('W'),
                'd' => date.Append(number).Append('D'),
                'm' => time.Append(number).Append('M'),
                _ => time.Append(number).Append('H'),
            };
        }

        var iso = time.Length > 0 ? $"{date}T{time}" : date.ToString();
        return TargetDuration.TryParse(iso, out var duration, out _) ? duration.ToString() : null;
    }

    /// <summary>In the shortest words of the language: '4 h', '1 d 2 h'; Norwegian '4 t'.</summary>
    public static string Show(string? iso, string language)
    {
        if (iso is null)
        {
            return "";
        }

        var duration = TargetDuration.Parse(iso);
        var norwegian = language is "nb" or "nn" or "no";
        var parts = new List<string>();
        void Add(decimal number, string unit)
        {
            if (number != 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{number:0.###} {unit}"));
            }
        }

        Add(duration.Weeks, norwegian ? "u" : "w");
        Add(duration.Days, "d");
        Add(duration.Time.Ticks / TimeSpan.TicksPerHour, norwegian ? "t" : "h");
        Add(duration.Time.Ticks % TimeSpan.TicksPerHour / (decimal)TimeSpan.TicksPerMinute, "min");
        return string.Join(' ', parts);
    }

    private const string Pair = "(?<n>[0-9]+([.,][0-9]+)?)\\s*(?<u>weeks?|w|uker?|u|days?|dager|dag|døgn|d|hours?|h|timer?|t|minutes?|minutter|minutt|mins?|m)";

    [GeneratedRegex("^(\\s*" + Pair + "\\b)+\\s*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();

    [GeneratedRegex(Pair + "\\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Part();
}
