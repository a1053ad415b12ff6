namespace Svar.BusinessHours;

internal static class GermanHolidays
{
    /// <summary>Days that are holidays in every state (before 1990: of the Federal Republic of that time); German Unity Day by the Unification Treaty, Article 2.</summary>
    public static IEnumerable<Holiday> Germany(int year)
    {
        var easter = HolidayRules.EasterSunday(year);
        yield return new(new(year, 1, 1), "New Year's Day", "Neujahr");
        yield return new(easter.AddDays(-2), "Good Friday", "Karfreitag");
        yield return new(easter.AddDays(1), "Easter Monday", "Ostermontag");
        if (year >= 1933)
        {
            yield return new(new(year, 5, 1), "Labour Day", "Tag der Arbeit");
        }

        yield return new(easter.AddDays(39), "Ascension Day", "Christi Himmelfahrt");
        yield return new(easter.AddDays(50), "Whit Monday", "Pfingstmontag");
        if (year is >= 1954 and <= 1990)
        {
            yield return new(new(year, 6, 17), "Day of German Unity (17 June)", "Tag der deutschen Einheit");
        }

        if (year >= 1990)
        {
            yield return new(new(year, 10, 3), "German Unity Day", "Tag der Deutschen Einheit");
        }

        if (year == 2017)
        {
            yield return new(new(year, 10, 31), "Reformation Day (500 years)", "Reformationstag");
        }

        if (year is >= 1990 and <= 1994)
        {
            yield return new(HolidayRules.OnOrAfter(new(year, 11, 16), DayOfWeek.Wednesday), "Day of Repentance and Prayer", "Buß- und Bettag");
        }

        yield return new(new(year, 12, 25), "Christmas Day", "Erster Weihnachtstag");
        yield return new(new(year, 12, 26), "Second Day of Christmas", "Zweiter Weihnachtstag");
    }
}
