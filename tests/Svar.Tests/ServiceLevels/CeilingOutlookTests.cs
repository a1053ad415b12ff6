using System.Globalization;
using Svar.BusinessHours;
using Svar.ServiceLevels;

namespace Svar.Tests.ServiceLevels;

public sealed class CeilingOutlookTests
{
    private static readonly TargetDuration Day = TargetDuration.Parse("PT24H");

    [Fact]
    public void A_closed_weekend_breaks_a_ceiling_of_a_day_from_closing_until_a_day_before_opening()
    {
        var breaks = CeilingOutlook.Breaks(Hours("mon-fri 08:00-16:00"), Day, At("2026-10-19T12:00:00Z"), 2);
        Assert.Equal(2, breaks.Count);
        Assert.Equal((At("2026-10-23T14:00:00Z"), At("2026-10-25T07:00:00Z"), At("2026-10-26T07:00:00Z")), (breaks[0].From, breaks[0].Until, breaks[0].OpensAt));
        Assert.Equal("2026-10-23 2026-10-24 2026-10-25", Show(breaks[0].Dates));
        Assert.Equal("2026-10-24 2026-10-25", Show(breaks[0].ClosedDates));
    }

    [Fact]
    public void A_watch_on_both_days_mends_it_and_on_one_day_does_not()
    {
        Assert.Empty(CeilingOutlook.Dates(Hours("mon-fri 08:00-16:00", "sat-sun 10:00-11:00"), Day, At("2026-10-19T12:00:00Z")));
        var saturday = CeilingOutlook.Dates(Hours("mon-fri 08:00-16:00", "sat 10:00-11:00"), Day, At("2026-10-19T12:00:00Z"), 1);
        Assert.Equal("2026-10-24 2026-10-25", Show(saturday));
    }

    [Fact]
    public void Exactly_the_ceiling_is_within_it() =>
        Assert.Empty(CeilingOutlook.Dates(Hours("mon-sun 08:00-08:01"), TargetDuration.Parse("PT24H59M"), At("2026-10-19T12:00:00Z")));

    [Fact]
    public void An_hour_more_at_the_end_of_summer_time_breaks_a_ceiling_that_held_until_then() =>
        Assert.Equal("2026-10-24", Show(CeilingOutlook.Dates(Hours("mon-sun 08:00-08:30"), Day, At("2026-10-19T12:00:00Z"))));

    [Fact]
    public void Easter_is_told_eight_weeks_ahead()
    {
        var hours = new OpenHours("Europe/Oslo", WeeklyHours.Parse("mon-sun 08:00-16:00"), null, new HolidayCalendar("NO"));
        Assert.Equal("2026-04-01 2026-04-02 2026-04-03 2026-04-04 2026-04-05 2026-04-06", Show(CeilingOutlook.Dates(hours, Day, At("2026-02-20T12:00:00Z"))));
    }

    [Fact]
    public void Hours_that_never_open_break_it_every_day()
    {
        var only = Assert.Single(CeilingOutlook.Breaks(Hours(""), Day, At("2026-10-19T12:00:00Z"), 1));
        Assert.Equal((null, null, 8), (only.OpensAt, only.Until, only.Dates.Count));
    }

    [Fact]
    public void An_outlook_that_begins_in_a_closed_stretch_begins_there()
    {
        var breaks = CeilingOutlook.Breaks(Hours("mon-fri 08:00-16:00"), Day, At("2026-10-24T12:00:00Z"), 1);
        Assert.Equal(At("2026-10-24T12:00:00Z"), breaks[0].From);
        Assert.Equal("2026-10-24 2026-10-25", Show(breaks[0].Dates));
    }

    private static OpenHours Hours(string week, string? watch = null) =>
        new("Europe/Oslo", WeeklyHours.Parse(week), watch is null ? null : new Watch(WeeklyHours.Parse(watch)));

    private static string Show(IEnumerable<DateOnly> dates) => string.Join(' ', dates.Select(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));

    private static DateTime At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).UtcDateTime;
}
