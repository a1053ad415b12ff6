using Svar.BusinessHours;

namespace Svar.Tests.BusinessHours;

public class HoursDetailsTests
{
    private static readonly DateTime _now = new(2026, 11, 25, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("8-16", "08:00-16:00")]
    [InlineData("08:00 – 16:00", "08:00-16:00")]
    [InlineData("0830-1600", "08:30-16:00")]
    [InlineData("8.30-11.30, 12-24", "08:30-11:30 12:00-24:00")]
    [InlineData("", "")]
    public void Hours_are_read_as_people_write_them(string typed, string kept)
    {
        var details = Week(typed);
        Assert.Empty(details.Wrong());
        Assert.Equal(kept.Length == 0 ? "" : "mon " + kept, details.Calendar(1, 1, CalendarPurpose.Mail, "Europe/Oslo", _now).Week);
    }

    [Theory]
    [InlineData("16-8")]
    [InlineData("8-8")]
    [InlineData("8-12 11-16")]
    [InlineData("8-25")]
    [InlineData("8:60-9")]
    [InlineData("8-12-16")]
    [InlineData("open")]
    public void Hours_that_cannot_be_name_their_day(string typed) => Assert.Equal("week-mon", Assert.Single(Week(typed).Wrong()).Field);

    [Fact]
    public void What_is_kept_is_typed_out_again_the_same()
    {
        var calendar = new HoursDetails(["8-16", "8-16", "", "", "8-12 12:30-15", "", ""], ["", "", "", "", "", "10-12", ""], "10-12", "NO", "2026-12-31 2026-12-24", "2027-05-01", null)
            .Calendar(1, 1, CalendarPurpose.Mail, "Europe/Oslo", _now);
        var again = HoursDetails.Of(calendar).Calendar(1, 1, CalendarPurpose.Mail, "Europe/Oslo", _now);
        Assert.Equal(
            (calendar.Week, calendar.Watch, calendar.HolidayWatch, calendar.HolidayCountry, calendar.ClosedOn, calendar.OpenOn),
            (again.Week, again.Watch, again.HolidayWatch, again.HolidayCountry, again.ClosedOn, again.OpenOn));
        Assert.Equal("2026-12-24 2026-12-31", calendar.ClosedOn);
    }

    [Fact]
    public void The_watch_on_holidays_and_the_holiday_that_is_worked_hold()
    {
        var open = new HoursDetails(["8-16", "8-16", "8-16", "8-16", "8-16", "", ""], ["", "", "", "", "", "", ""], "10-12", "NO", "2026-12-24", "2026-12-26", null)
            .Calendar(1, 1, CalendarPurpose.Mail, "Europe/Oslo", _now).Open();
        Assert.Equal("10:00-12:00", Assert.Single(open.On(new DateOnly(2026, 12, 25))).ToString());
        Assert.Equal("10:00-12:00", Assert.Single(open.On(new DateOnly(2026, 12, 24))).ToString());
        Assert.Empty(open.On(new DateOnly(2026, 12, 26)));
        Assert.Equal("08:00-16:00", Assert.Single(open.On(new DateOnly(2026, 12, 28))).ToString());
    }

    [Fact]
    public void Hours_from_a_date_begin_at_its_midnight_in_the_zone() => Assert.Equal(
        new DateTime(2026, 12, 30, 23, 0, 0, DateTimeKind.Utc),
        (Week("8-16") with { From = "2026-12-31" }).Calendar(1, 1, CalendarPurpose.Mail, "Europe/Oslo", _now).ValidFrom);

    private static HoursDetails Week(string monday) => new([monday, "", "", "", "", "", ""], ["", "", "", "", "", "", ""], "", null, "", "", null);
}
