using System.Globalization;
using Svar.BusinessHours;

namespace Svar.Tests.BusinessHours;

public sealed class HolidayRulesTests
{
    [Theory]
    [InlineData(1913, "03-23")]
    [InlineData(1943, "04-25")]
    [InlineData(1961, "04-02")]
    [InlineData(1981, "04-19")]
    [InlineData(2000, "04-23")]
    [InlineData(2008, "03-23")]
    [InlineData(2011, "04-24")]
    [InlineData(2019, "04-21")]
    [InlineData(2023, "04-09")]
    [InlineData(2024, "03-31")]
    [InlineData(2025, "04-20")]
    [InlineData(2026, "04-05")]
    [InlineData(2027, "03-28")]
    [InlineData(2038, "04-25")]
    [InlineData(2049, "04-18")]
    [InlineData(2076, "04-19")]
    [InlineData(2100, "03-28")]
    public void Easter_falls_on_the_published_date(int year, string date) => Assert.Equal(Date(year, date), HolidayRules.EasterSunday(year));

    [Fact]
    public void Easter_agrees_with_the_church_tables_in_every_year()
    {
        for (var year = HolidayRules.FirstYear; year <= HolidayRules.LastYear; year++)
        {
            // The full moon by the epact of the Gregorian reform (Inter gravissimas), told as days after 21 March.
            var century = (year / 100) + 1;
            var golden = (year % 19) + 1;
            var epact = ((11 * golden) + 20 + (((8 * century) + 5) / 25) - 5 - ((3 * century / 4) - 12)) % 30;
            epact = (epact + 30) % 30;
            epact += (epact == 25 && golden > 11) || epact == 24 ? 1 : 0;
            var moon = 44 - epact;
            moon += moon < 21 ? 30 : 0;
            var after = new DateOnly(year, 3, 1).AddDays(moon);
            Assert.Equal(HolidayRules.OnOrAfter(after, DayOfWeek.Sunday), HolidayRules.EasterSunday(year));
        }
    }

    // Dates as the authorities of each country published them.
    [Theory]
    [InlineData("NO", 2023, "01-01 04-06 04-07 04-09 04-10 05-01 05-17 05-18 05-28 05-29 12-25 12-26")]
    [InlineData("NO", 2024, "01-01 03-28 03-29 03-31 04-01 05-01 05-09 05-17 05-19 05-20 12-25 12-26")]
    [InlineData("NO", 2025, "01-01 04-17 04-18 04-20 04-21 05-01 05-17 05-29 06-08 06-09 12-25 12-26")]
    [InlineData("NO", 2026, "01-01 04-02 04-03 04-05 04-06 05-01 05-14 05-17 05-24 05-25 12-25 12-26")]
    [InlineData("SE", 2004, "01-01 01-06 04-09 04-11 04-12 05-01 05-20 05-30 05-31 06-26 11-06 12-25 12-26")]
    [InlineData("SE", 2024, "01-01 01-06 03-29 03-31 04-01 05-01 05-09 05-19 06-06 06-22 11-02 12-25 12-26")]
    [InlineData("SE", 2025, "01-01 01-06 04-18 04-20 04-21 05-01 05-29 06-06 06-08 06-21 11-01 12-25 12-26")]
    [InlineData("SE", 2026, "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-20 10-31 12-25 12-26")]
    [InlineData("DK", 2023, "01-01 04-06 04-07 04-09 04-10 05-05 05-18 05-28 05-29 12-25 12-26")]
    [InlineData("DK", 2024, "01-01 03-28 03-29 03-31 04-01 05-09 05-19 05-20 12-25 12-26")]
    [InlineData("DK", 2026, "01-01 04-02 04-03 04-05 04-06 05-14 05-24 05-25 12-25 12-26")]
    [InlineData("DE", 1991, "01-01 03-29 04-01 05-01 05-09 05-20 10-03 11-20 12-25 12-26")]
    [InlineData("DE", 2017, "01-01 04-14 04-17 05-01 05-25 06-05 10-03 10-31 12-25 12-26")]
    [InlineData("DE", 2024, "01-01 03-29 04-01 05-01 05-09 05-20 10-03 12-25 12-26")]
    [InlineData("DE", 2026, "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26")]
    [InlineData("GB", 2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26")]
    [InlineData("GB", 2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-26 12-28")]
    [InlineData("GB", 2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-25 12-26 12-27 12-28")]
    [InlineData("GB", 2022, "01-01 01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-25 12-26 12-27")]
    [InlineData("GB", 2023, "01-01 01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26")]
    [InlineData("GB", 2012, "01-01 01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26")]
    [InlineData("GB", 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28")]
    [InlineData("US", 1975, "01-01 02-17 05-26 07-04 09-01 10-13 10-27 11-27 12-25")]
    [InlineData("US", 2020, "01-01 01-20 02-17 05-25 07-03 07-04 09-07 10-12 11-11 11-26 12-25")]
    [InlineData("US", 2021, "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31")]
    [InlineData("US", 2022, "01-01 01-17 02-21 05-30 06-19 06-20 07-04 09-05 10-10 11-11 11-24 12-25 12-26")]
    [InlineData("US", 2023, "01-01 01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-11 11-23 12-25")]
    [InlineData("US", 2026, "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25")]
    public void Holidays_fall_on_the_published_dates(string country, int year, string dates) =>
        Assert.Equal(dates.Split(' ').Select(d => Date(year, d)), HolidayRules.For(country, year).Select(h => h.On).Distinct());

    [Fact]
    public void Great_prayer_day_ended_with_2023()
    {
        Assert.Contains(HolidayRules.For("DK", 2023), h => h.LocalName == "Store bededag");
        Assert.DoesNotContain(HolidayRules.For("DK", 2024), h => h.LocalName == "Store bededag");
    }

    [Fact]
    public void Two_holidays_on_one_date_are_both_named() =>
        Assert.Equal("Første mai, Kristi himmelfartsdag", string.Join(", ", HolidayRules.For("NO", 2008).Where(h => h.On == new DateOnly(2008, 5, 1)).Select(h => h.LocalName)));

    [Fact]
    public void Every_country_has_holidays_in_every_year()
    {
        foreach (var country in HolidayRules.Countries)
        {
            for (var year = HolidayRules.FirstYear; year <= HolidayRules.LastYear; year++)
            {
                var days = HolidayRules.For(country, year);
                Assert.InRange(days.Count, 5, 20);
                Assert.All(days, d => Assert.Equal(year, d.On.Year));
                Assert.Contains(days, d => d.On == new DateOnly(year, 12, 25));
            }
        }
    }

    [Fact]
    public void An_unknown_country_is_refused_with_the_known_ones() =>
        Assert.Contains("NO, SE, DK, DE, GB, US", Assert.Throws<InvalidHoursException>(() => HolidayRules.For("XX", 2026)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_brand_adds_and_leaves_out_days()
    {
        var calendar = new HolidayCalendar("NO", [new(2026, 12, 24)], [new(2026, 5, 1)]);
        Assert.True(calendar.Contains(new DateOnly(2026, 12, 24)));
        Assert.True(calendar.Contains(new DateOnly(2026, 5, 14)));
        Assert.False(calendar.Contains(new DateOnly(2026, 5, 1)));
        Assert.False(calendar.Contains(new DateOnly(2301, 12, 25)));
        Assert.Equal(12, calendar.In(2026).Count);
    }

    private static DateOnly Date(int year, string monthAndDay) => DateOnly.ParseExact($"{year}-{monthAndDay}", "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
