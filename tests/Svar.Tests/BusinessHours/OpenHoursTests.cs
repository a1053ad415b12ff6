using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Svar.BusinessHours;

namespace Svar.Tests.BusinessHours;

public sealed class OpenHoursTests
{
    private static readonly OpenHours Office = new("Europe/Oslo", WeeklyHours.Parse("mon-fri 08:00-12:00 12:30-16:00"), null, new HolidayCalendar("NO"));

    [Theory]
    [InlineData("2026-10-23T05:59:59Z", false)]
    [InlineData("2026-10-23T06:00:00Z", true)]
    [InlineData("2026-10-23T10:00:00Z", false)]
    [InlineData("2026-10-23T10:30:00Z", true)]
    [InlineData("2026-10-23T14:00:00Z", false)]
    [InlineData("2026-10-26T07:00:00Z", true)]
    [InlineData("2026-05-14T10:00:00Z", false)]
    public void Hours_are_on_the_wall_clock_of_the_zone(string at, bool open) => Assert.Equal(open, Office.IsOpen(At(at)));

    [Fact]
    public void Fifty_minutes_before_closing_plus_fifty_minutes_is_closing_time() =>
        Assert.Equal(At("2026-10-23T14:00:00Z"), Office.AddOpenTime(At("2026-10-23T13:10:00Z"), TimeSpan.FromMinutes(50)));

    [Fact]
    public void One_tick_more_is_the_first_tick_of_monday() =>
        Assert.Equal(At("2026-10-26T07:00:00Z").AddTicks(1), Office.AddOpenTime(At("2026-10-23T13:10:00Z"), TimeSpan.FromMinutes(50) + TimeSpan.FromTicks(1)));

    [Fact]
    public void A_weekend_across_the_end_of_summer_time_has_the_open_hours_of_its_days() =>
        Assert.Equal(TimeSpan.FromHours(15), Office.OpenTimeBetween(At("2026-10-23T00:00:00Z"), At("2026-10-26T23:00:00Z")));

    [Theory]
    [InlineData("sun 02:00-03:00", "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z", 0)] // lies within the gap
    [InlineData("sun 01:30-02:30", "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z", 30)]
    [InlineData("sun 00:00-24:00", "2026-03-28T22:00:00Z", "2026-03-30T00:00:00Z", 23 * 60)]
    [InlineData("sun 02:00-03:00", "2026-10-25T00:00:00Z", "2026-10-26T00:00:00Z", 120)] // both passes
    [InlineData("sun 02:15-02:30", "2026-10-25T00:00:00Z", "2026-10-26T00:00:00Z", 30)]
    [InlineData("sun 00:00-24:00", "2026-10-24T22:00:00Z", "2026-10-26T00:00:00Z", 25 * 60)]
    public void An_interval_is_all_instants_whose_local_time_is_in_it(string week, string from, string to, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), new OpenHours("Europe/Oslo", WeeklyHours.Parse(week)).OpenTimeBetween(At(from), At(to)));

    [Fact]
    public void An_interval_within_the_overlap_opens_twice()
    {
        var hours = new OpenHours("Europe/Oslo", WeeklyHours.Parse("sun 02:15-02:30"));
        Assert.Equal("00:15-00:30 01:15-01:30", string.Join(' ', hours.SpansFrom(At("2026-10-25T00:00:00Z")).Take(2).Select(s => $"{s.From:HH:mm}-{s.To:HH:mm}")));
    }

    [Fact]
    public void Lord_howe_moves_its_clock_by_half_an_hour()
    {
        var hours = new OpenHours("Australia/Lord_Howe", WeeklyHours.Parse("sun 00:00-24:00"));
        Assert.Equal(TimeSpan.FromHours(24.5), hours.OpenTimeBetween(At("2026-04-04T00:00:00Z"), At("2026-04-06T00:00:00Z")));
        Assert.Equal(TimeSpan.FromHours(23.5), hours.OpenTimeBetween(At("2026-10-03T00:00:00Z"), At("2026-10-05T00:00:00Z")));
    }

    [Fact]
    public void Samoa_had_no_30_December_2011()
    {
        // Thursday the 29th was followed by Saturday the 31st: the Friday has no hours.
        var hours = new OpenHours("Pacific/Apia", WeeklyHours.Parse("thu-sat 09:00-17:00"));
        Assert.Equal(At("2011-12-30T19:00:00Z"), hours.NextOpening(At("2011-12-30T03:00:00Z")));
        Assert.Equal(TimeSpan.FromHours(16), hours.OpenTimeBetween(At("2011-12-29T00:00:00Z"), At("2012-01-01T00:00:00Z")));
    }

    [Fact]
    public void Around_the_clock_is_wall_clock()
    {
        var hours = new OpenHours("America/New_York", WeeklyHours.Parse("mon-sun 00:00-24:00"));
        Assert.Equal(At("2026-12-23T12:00:00Z"), hours.AddOpenTime(At("2026-09-14T12:00:00Z"), TimeSpan.FromDays(100)));
    }

    [Fact]
    public void A_watch_opens_days_that_are_closed_and_holidays_only_where_it_says_so()
    {
        var sunday = At("2026-12-27T09:30:00Z");
        var christmas = At("2026-12-25T09:30:00Z");
        OpenHours With(Watch? watch) => new("Europe/Oslo", WeeklyHours.Parse("mon-fri 08:00-16:00"), watch, new HolidayCalendar("NO"));
        var weekend = new Watch(WeeklyHours.Parse("sat-sun 10:00-11:00"));
        Assert.False(With(null).IsOpen(sunday));
        Assert.True(With(weekend).IsOpen(sunday));
        Assert.False(With(weekend).IsOpen(christmas));
        Assert.True(With(weekend with { OnHolidays = [OpenInterval.Parse("10:00", "11:00")] }).IsOpen(christmas));
        Assert.False(With(weekend).WithoutWatch().IsOpen(sunday));
    }

    [Fact]
    public void A_watch_over_ordinary_hours_does_not_count_twice() =>
        Assert.Equal(TimeSpan.FromHours(9), new OpenHours("Etc/UTC", WeeklyHours.Parse("mon 08:00-16:00"), new Watch(WeeklyHours.Parse("mon 15:00-17:00")))
            .OpenTimeBetween(At("2026-10-26T00:00:00Z"), At("2026-10-27T00:00:00Z")));

    [Fact]
    public void Hours_that_never_open_say_never()
    {
        var closed = new OpenHours("Europe/Oslo", WeeklyHours.Closed);
        Assert.Null(closed.NextOpening(At("2026-10-23T12:00:00Z")));
        Assert.Null(closed.AddOpenTime(At("2026-10-23T12:00:00Z"), TimeSpan.FromMinutes(1)));
        Assert.Equal(TimeSpan.Zero, closed.OpenTimeBetween(At("2026-10-23T12:00:00Z"), At("2036-10-23T12:00:00Z")));
        var onlyInTheGap = new OpenHours("Europe/Oslo", WeeklyHours.Closed, new Watch(WeeklyHours.Closed, [OpenInterval.Parse("10:00", "11:00")]), new HolidayCalendar(null, [new(2026, 12, 25)]));
        Assert.Equal(At("2026-12-25T09:00:00Z"), onlyInTheGap.NextOpening(At("2026-10-23T12:00:00Z")));
        Assert.Null(onlyInTheGap.AddOpenTime(At("2026-10-23T12:00:00Z"), TimeSpan.FromMinutes(61)));
    }

    [Fact]
    public void The_ends_of_the_calendar_are_no_ends_of_the_program()
    {
        Assert.NotNull(Office.NextOpening(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc)));
        Assert.Null(Office.NextOpening(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)));
        Assert.False(Office.IsOpen(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc)));
        Assert.Null(Office.AddOpenTime(At("2026-10-23T12:00:00Z"), TimeSpan.MaxValue));
    }

    [Fact]
    public void An_instant_that_is_not_utc_is_refused() =>
        Assert.Throws<ArgumentException>(() => Office.IsOpen(new DateTime(2026, 10, 23, 12, 0, 0, DateTimeKind.Unspecified)));

    [Fact]
    public void An_unknown_zone_is_refused() =>
        Assert.Equal("there is no time zone 'Europe/Bergen'; write a name of the IANA database, as Europe/Oslo",
            Assert.Throws<InvalidHoursException>(() => new OpenHours("Europe/Bergen", WeeklyHours.Closed)).Message);

    [Fact]
    public void Time_before_a_change_is_counted_under_the_old_hours()
    {
        var longer = new OpenHours("Europe/Oslo", WeeklyHours.Parse("mon-fri 08:00-20:00"));
        var history = new HoursHistory(Office, [(At("2026-10-26T13:00:00Z"), longer)]);
        Assert.Equal(TimeSpan.FromHours(5.5 + 6), history.OpenTimeBetween(At("2026-10-26T00:00:00Z"), At("2026-10-27T00:00:00Z")));
        Assert.Equal(At("2026-10-26T16:00:00Z"), history.AddOpenTime(At("2026-10-26T07:00:00Z"), TimeSpan.FromHours(8.5)));
        Assert.Same(Office, history.At(At("2026-10-26T12:59:59Z")));
        Assert.Same(longer, history.At(At("2026-10-26T13:00:00Z")));
    }

    [Theory]
    [InlineData("2026-10-23T13:00:00Z", true, "2026-10-23T14:00:00Z", "2026-10-26T07:00:00Z")]
    [InlineData("2026-10-23T14:00:00Z", false, null, "2026-10-26T07:00:00Z")]
    [InlineData("2026-10-24T12:00:00Z", false, null, "2026-10-26T07:00:00Z")]
    public void The_contact_page_says_open_until_or_opens_at(string at, bool open, string? until, string opensAt) =>
        Assert.Equal(new OpeningState(open, until is null ? null : At(until), At(opensAt)), OpeningState.At(Office, At(at)));

    [Fact]
    public void Hours_over_midnight_are_open_until_they_close()
    {
        var night = new OpenHours("Europe/Oslo", WeeklyHours.Parse("fri 20:00-24:00; sat 00:00-04:00"));
        Assert.Equal(At("2026-10-24T02:00:00Z"), OpeningState.At(night, At("2026-10-23T19:00:00Z")).Until);
        Assert.Equal(new OpeningState(true, null, null), OpeningState.At(new OpenHours("Etc/UTC", WeeklyHours.Parse("mon-sun 00:00-24:00")), At("2026-10-23T19:00:00Z")));
        Assert.Equal(new OpeningState(false, null, null), OpeningState.At(new OpenHours("Etc/UTC", WeeklyHours.Closed), At("2026-10-23T19:00:00Z")));
    }

    [Fact]
    public void Adding_open_time_and_counting_it_are_inverse()
    {
        var start = At("2026-01-01T00:00:00Z");
        Prop.ForAll(Gen.Choose(0, 525_600).ToArbitrary(), Gen.Choose(1, 100_000).ToArbitrary(), (at, minutes) =>
        {
            var from = start.AddMinutes(at).AddTicks(at);
            var time = TimeSpan.FromMinutes(minutes) + TimeSpan.FromTicks(at);
            var to = Office.AddOpenTime(from, time)!.Value;
            return Office.OpenTimeBetween(from, to) == time && Office.OpenTimeBetween(from, to.AddTicks(-1)) == time - TimeSpan.FromTicks(1);
        }).QuickCheckThrowOnFailure();
    }

    private static DateTime At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture).UtcDateTime;
}
