namespace Svar.BusinessHours;

internal static class AmericanHolidays
{
    /// <summary>
    /// 5 U.S.C. 6103; the Uniform Monday Holiday Act from 1971. From then on a day on a Saturday is observed on the Friday before
    /// it, one on a Sunday on the Monday after it (Executive Order 11582): New Year's Day may be observed in the year before.
    /// </summary>
    public static IEnumerable<Holiday> Federal(int year)
    {
        var fixedDays = new List<Holiday>
        {
            Same(new(year, 1, 1), "New Year's Day"),
            Same(new(year + 1, 1, 1), "New Year's Day"),
            Same(new(year, 7, 4), "Independence Day"),
            Same(new(year, 12, 25), "Christmas Day"),
        };
        if (year >= 2021)
        {
            fixedDays.Add(Same(new(year, 6, 19), "Juneteenth"));
        }

        if (year is >= 1938 and (< 1971 or > 1977))
        {
            fixedDays.Add(Same(new(year, 11, 11), year < 1954 ? "Armistice Day" : "Veterans Day"));
        }

        foreach (var day in fixedDays)
        {
            yield return day;
            if (year >= 1971 && day.On.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                yield return Same(day.On.AddDays(day.On.DayOfWeek == DayOfWeek.Saturday ? -1 : 1), day.EnglishName + " (observed)");
            }
        }

        var monday = DayOfWeek.Monday;
        if (year >= 1986)
        {
            yield return Same(HolidayRules.Nth(3, monday, 1, year), "Martin Luther King Jr. Day");
        }

        yield return Same(year >= 1971 ? HolidayRules.Nth(3, monday, 2, year) : new(year, 2, 22), "Washington's Birthday");
        yield return Same(year >= 1971 ? HolidayRules.Last(monday, 5, year) : new(year, 5, 30), "Memorial Day");
        yield return Same(HolidayRules.Nth(1, monday, 9, year), "Labor Day");
        if (year >= 1971)
        {
            yield return Same(HolidayRules.Nth(2, monday, 10, year), "Columbus Day");
        }

        if (year is >= 1971 and <= 1977)
        {
            yield return Same(HolidayRules.Nth(4, monday, 10, year), "Veterans Day");
        }

        yield return Same(Thanksgiving(year), "Thanksgiving Day");
    }

    private static DateOnly Thanksgiving(int year) => year switch
    {
        >= 1942 => HolidayRules.Nth(4, DayOfWeek.Thursday, 11, year),
        >= 1939 => HolidayRules.Last(DayOfWeek.Thursday, 11, year).AddDays(-7),
        _ => HolidayRules.Last(DayOfWeek.Thursday, 11, year),
    };

    private static Holiday Same(DateOnly on, string name) => new(on, name, name);
}
