namespace Svar.BusinessHours;

internal static class BritishHolidays
{
    // Days given once, by royal proclamation.
    private static readonly (DateOnly On, string Name)[] Once =
    [
        (new(1973, 11, 14), "Wedding of Princess Anne"),
        (new(1977, 6, 7), "Silver Jubilee"),
        (new(1981, 7, 29), "Wedding of the Prince of Wales"),
        (new(1999, 12, 31), "Millennium Eve"),
        (new(2002, 6, 3), "Golden Jubilee"),
        (new(2011, 4, 29), "Wedding of Prince William"),
        (new(2012, 6, 5), "Diamond Jubilee"),
        (new(2022, 6, 3), "Platinum Jubilee"),
        (new(2022, 9, 19), "State Funeral of Queen Elizabeth II"),
        (new(2023, 5, 8), "Coronation of King Charles III"),
    ];

    /// <summary>
    /// Banking and Financial Dealings Act 1971, and the common-law days Good Friday and Christmas. A day on a weekend is given on
    /// the next weekday that is free; that the weekend's own date counts as well keeps Christmas Day closed where Saturdays are open.
    /// </summary>
    public static IEnumerable<Holiday> EnglandAndWales(int year)
    {
        var easter = HolidayRules.EasterSunday(year);
        if (year >= 1974)
        {
            var day = new DateOnly(year, 1, 1);
            yield return Same(day, "New Year's Day");
            if (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                yield return Same(HolidayRules.OnOrAfter(day, DayOfWeek.Monday), "New Year's Day (substitute day)");
            }
        }

        yield return Same(easter.AddDays(-2), "Good Friday");
        yield return Same(easter.AddDays(1), "Easter Monday");
        if (year >= 1978)
        {
            // Moved for the anniversaries of the end of the war in Europe.
            yield return Same(year is 1995 or 2020 ? new(year, 5, 8) : HolidayRules.Nth(1, DayOfWeek.Monday, 5, year), "Early May bank holiday");
        }

        yield return Same(Spring(year, easter), year >= 1971 ? "Spring bank holiday" : "Whit Monday");
        yield return Same(Summer(year), "Summer bank holiday");
        var christmas = new DateOnly(year, 12, 25);
        yield return Same(christmas, "Christmas Day");
        yield return Same(christmas.AddDays(1), "Boxing Day");
        if (year >= 1971)
        {
            if (christmas.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            {
                yield return Same(christmas.AddDays(2), "Christmas Day (substitute day)");
            }

            if (christmas.DayOfWeek is DayOfWeek.Friday or DayOfWeek.Saturday)
            {
                yield return Same(christmas.AddDays(3), "Boxing Day (substitute day)");
            }
        }

        foreach (var (on, name) in Once)
        {
            if (on.Year == year)
            {
                yield return Same(on, name);
            }
        }
    }

    // Moved beside the jubilees.
    private static DateOnly Spring(int year, DateOnly easter) => year switch
    {
        < 1971 => easter.AddDays(50),
        2002 or 2012 => new(year, 6, 4),
        2022 => new(year, 6, 2),
        _ => HolidayRules.Last(DayOfWeek.Monday, 5, year),
    };

    // From 1965 to 1970 on trial: the Monday after the last Saturday of August.
    private static DateOnly Summer(int year) => year switch
    {
        < 1965 => HolidayRules.Nth(1, DayOfWeek.Monday, 8, year),
        < 1971 => HolidayRules.Last(DayOfWeek.Saturday, 8, year).AddDays(2),
        _ => HolidayRules.Last(DayOfWeek.Monday, 8, year),
    };

    private static Holiday Same(DateOnly on, string name) => new(on, name, name);
}
