using System.Globalization;

namespace Svar.BusinessHours;

/// <summary>
/// Public holidays by law, computed: Norway, Sweden, Denmark, Germany (the whole federation), the United Kingdom (England and
/// Wales) and the United States (federal). Regional days, eves and customs are not in them; a brand adds those by hand.
/// </summary>
/// <remarks>
/// A year is computed under the law of that year as far as changes since about 1950 go; years to come under today's law. Where
/// a day is moved from a weekend, both count: the day itself and the day that is given for it. Two holidays may share a date.
/// </remarks>
public static class HolidayRules
{
    public const int FirstYear = 1900;
    public const int LastYear = 2200;

    private static readonly Dictionary<string, Func<int, IEnumerable<Holiday>>> Rules = new(StringComparer.Ordinal)
    {
        ["NO"] = NordicHolidays.Norway,
        ["SE"] = NordicHolidays.Sweden,
        ["DK"] = NordicHolidays.Denmark,
        ["DE"] = GermanHolidays.Germany,
        ["GB"] = BritishHolidays.EnglandAndWales,
        ["US"] = AmericanHolidays.Federal,
    };

    /// <summary>ISO 3166 codes of the countries whose rules are known.</summary>
    public static IReadOnlyCollection<string> Countries => Rules.Keys;

    /// <summary>The holidays of a country that fall into a year, in order of date.</summary>
    /// <exception cref="InvalidHoursException">no rules are known for the country.</exception>
    public static IReadOnlyList<Holiday> For(string country, int year)
    {
        Require(country);
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, LastYear);
        return [.. Rules[country](year).Where(h => h.On.Year == year).OrderBy(h => h.On)];
    }

    /// <summary>Easter Sunday of the Gregorian calendar.</summary>
    /// <remarks>The paschal full moon by golden number and century corrections, then the Sunday after it (Meeus, Astronomical Algorithms, chapter 8).</remarks>
    public static DateOnly EasterSunday(int year)
    {
        var golden = year % 19;
        var (century, inCentury) = Math.DivRem(year, 100);
        var moonCorrection = (century - ((century + 8) / 25) + 1) / 3;
        var epact = ((19 * golden) + century - (century / 4) - moonCorrection + 15) % 30;
        var toSunday = (32 + (2 * (century % 4)) + (2 * (inCentury / 4)) - epact - (inCentury % 4)) % 7;
        var late = (golden + (11 * epact) + (22 * toSunday)) / 451;
        return new DateOnly(year, 3, 22).AddDays(epact + toSunday - (7 * late));
    }

    internal static void Require(string country)
    {
        if (!Rules.ContainsKey(country))
        {
            throw new InvalidHoursException(string.Create(CultureInfo.InvariantCulture, $"no holiday rules for '{country}'; known are {string.Join(", ", Rules.Keys)}, others are added by hand as dates"));
        }
    }

    /// <summary>The n-th such weekday of a month, counted from 1.</summary>
    internal static DateOnly Nth(int n, DayOfWeek day, int month, int year) => OnOrAfter(new DateOnly(year, month, 1), day).AddDays(7 * (n - 1));

    internal static DateOnly Last(DayOfWeek day, int month, int year) =>
        OnOrAfter(new DateOnly(year, month, DateTime.DaysInMonth(year, month)).AddDays(-6), day);

    internal static DateOnly OnOrAfter(DateOnly date, DayOfWeek day) => date.AddDays(((int)day - (int)date.DayOfWeek + 7) % 7);
}
