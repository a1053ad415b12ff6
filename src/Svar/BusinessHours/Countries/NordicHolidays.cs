namespace Svar.BusinessHours;

internal static class NordicHolidays
{
    /// <summary>Lov om helligdager og helligdagsfred; Lov om 1 og 17 mai som høgtidsdager (1947).</summary>
    public static IEnumerable<Holiday> Norway(int year)
    {
        var easter = HolidayRules.EasterSunday(year);
        yield return new(new(year, 1, 1), "New Year's Day", "Første nyttårsdag");
        yield return new(easter.AddDays(-3), "Maundy Thursday", "Skjærtorsdag");
        yield return new(easter.AddDays(-2), "Good Friday", "Langfredag");
        yield return new(easter, "Easter Sunday", "Første påskedag");
        yield return new(easter.AddDays(1), "Easter Monday", "Andre påskedag");
        if (year >= 1947)
        {
            yield return new(new(year, 5, 1), "Labour Day", "Første mai");
            yield return new(new(year, 5, 17), "Constitution Day", "Grunnlovsdagen");
        }

        yield return new(easter.AddDays(39), "Ascension Day", "Kristi himmelfartsdag");
        yield return new(easter.AddDays(49), "Whit Sunday", "Første pinsedag");
        yield return new(easter.AddDays(50), "Whit Monday", "Andre pinsedag");
        yield return new(new(year, 12, 25), "Christmas Day", "Første juledag");
        yield return new(new(year, 12, 26), "Boxing Day", "Andre juledag");
    }

    /// <summary>Lag (1989:253) om allmänna helgdagar; the moves of 1953; the National Day in place of Whit Monday from 2005. The eves are no holidays by this law.</summary>
    public static IEnumerable<Holiday> Sweden(int year)
    {
        var easter = HolidayRules.EasterSunday(year);
        yield return new(new(year, 1, 1), "New Year's Day", "Nyårsdagen");
        yield return new(new(year, 1, 6), "Epiphany", "Trettondedag jul");
        if (year <= 1952)
        {
            yield return new(new(year, 3, 25), "Annunciation Day", "Marie bebådelsedag");
        }

        yield return new(easter.AddDays(-2), "Good Friday", "Långfredagen");
        yield return new(easter, "Easter Sunday", "Påskdagen");
        yield return new(easter.AddDays(1), "Easter Monday", "Annandag påsk");
        if (year >= 1939)
        {
            yield return new(new(year, 5, 1), "May Day", "Första maj");
        }

        yield return new(easter.AddDays(39), "Ascension Day", "Kristi himmelsfärdsdag");
        yield return new(easter.AddDays(49), "Whit Sunday", "Pingstdagen");
        if (year <= 2004)
        {
            yield return new(easter.AddDays(50), "Whit Monday", "Annandag pingst");
        }
        else
        {
            yield return new(new(year, 6, 6), "National Day", "Sveriges nationaldag");
        }

        yield return year >= 1953
            ? new(HolidayRules.OnOrAfter(new(year, 6, 20), DayOfWeek.Saturday), "Midsummer Day", "Midsommardagen")
            : new(new(year, 6, 24), "Midsummer Day", "Midsommardagen");
        yield return year >= 1953
            ? new(HolidayRules.OnOrAfter(new(year, 10, 31), DayOfWeek.Saturday), "All Saints' Day", "Alla helgons dag")
            : new(HolidayRules.Nth(1, DayOfWeek.Sunday, 11, year), "All Saints' Day", "Alla helgons dag");
        yield return new(new(year, 12, 25), "Christmas Day", "Juldagen");
        yield return new(new(year, 12, 26), "Second Day of Christmas", "Annandag jul");
    }

    /// <summary>The holidays of the Church of Denmark; Great Prayer Day ended with 2023 (lov nr. 214 af 6. marts 2023). Constitution Day, 5 June, is none of them.</summary>
    public static IEnumerable<Holiday> Denmark(int year)
    {
        var easter = HolidayRules.EasterSunday(year);
        yield return new(new(year, 1, 1), "New Year's Day", "Nytårsdag");
        yield return new(easter.AddDays(-3), "Maundy Thursday", "Skærtorsdag");
        yield return new(easter.AddDays(-2), "Good Friday", "Langfredag");
        yield return new(easter, "Easter Sunday", "Påskedag");
        yield return new(easter.AddDays(1), "Easter Monday", "Anden påskedag");
        if (year <= 2023)
        {
            yield return new(easter.AddDays(26), "Great Prayer Day", "Store bededag");
        }

        yield return new(easter.AddDays(39), "Ascension Day", "Kristi himmelfartsdag");
        yield return new(easter.AddDays(49), "Whit Sunday", "Pinsedag");
        yield return new(easter.AddDays(50), "Whit Monday", "Anden pinsedag");
        yield return new(new(year, 12, 25), "Christmas Day", "Juledag");
        yield return new(new(year, 12, 26), "Second Day of Christmas", "Anden juledag");
    }
}
