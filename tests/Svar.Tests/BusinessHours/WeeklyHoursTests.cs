using FsCheck;
using FsCheck.Fluent;
using Svar.BusinessHours;

namespace Svar.Tests.BusinessHours;

public sealed class WeeklyHoursTests
{
    [Fact]
    public void A_range_of_days_and_several_intervals_are_read()
    {
        var week = WeeklyHours.Parse("mon-fri 08:00-12:00 12:30-16:00; sat 10:00-24:00");
        Assert.Equal("mon 08:00-12:00 12:30-16:00", week.ToString().Split(';')[0]);
        Assert.Equal(2, week[DayOfWeek.Friday].Count);
        Assert.Equal(6, week.OpenDays);
        Assert.Equal(TimeSpan.FromHours(51.5), week.OpenTime);
        Assert.Empty(week[DayOfWeek.Sunday]);
    }

    [Fact]
    public void A_range_may_run_over_the_weekend() => Assert.Equal(4, WeeklyHours.Parse("fri-mon 10:00-11:00").OpenDays);

    [Fact]
    public void Intervals_that_touch_are_allowed() => Assert.Equal(TimeSpan.FromHours(8), WeeklyHours.Parse("mon 12:00-16:00 08:00-12:00").OpenTime);

    [Theory]
    [InlineData("tue 08:00-12:00 11:00-16:00", "tue: 08:00-12:00 and 11:00-16:00 overlap; let the second begin at 12:00 or later")]
    [InlineData("mon 16:00-08:00", "mon: 16:00-08:00 ends before it begins; hours past midnight are two intervals, 16:00-24:00 and 00:00-08:00 on the next day")]
    [InlineData("mon 16:00-00:00", "mon: 16:00-00:00 ends before it begins; write the end of the day as 24:00")]
    [InlineData("wed 08:00-08:00", "wed: 08:00-08:00 is empty")]
    [InlineData("wed 08:00", "wed: '08:00' is no interval")]
    [InlineData("wed 24:00-24:00", "wed: hours lie between 00:00 and 24:00")]
    [InlineData("sun 8:00-16:00", "sun: '8:00' is no time of day; write HH:MM")]
    [InlineData("sun 08:60-16:00", "sun: '08:60' is no time of day")]
    [InlineData("sun 08:00-24:01", "sun: '24:01' is no time of day")]
    [InlineData("monday 08:00-16:00", "'monday' is no day; write mon, tue, wed, thu, fri, sat or sun")]
    [InlineData("mon 08:00-12:00; mon 11:00-13:00", "mon: 08:00-12:00 and 11:00-13:00 overlap")]
    public void Hours_that_cannot_be_are_refused_by_day_with_what_would_be_right(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<InvalidHoursException>(() => WeeklyHours.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_week_as_text_reads_back_equal()
    {
        var cuts = Gen.Choose(0, 86_400).ListOf().Select(c => c.Distinct().Order().Chunk(2).Where(p => p.Length == 2).ToList());
        Prop.ForAll(cuts.ToArbitrary(), Gen.Choose(0, 6).ToArbitrary(), (day, on) =>
        {
            var week = new WeeklyHours([new((DayOfWeek)on, day.Select(p => new OpenInterval(TimeSpan.FromSeconds(p[0]), TimeSpan.FromSeconds(p[1]))).ToList())]);
            return week.Equals(WeeklyHours.Parse(week.ToString()));
        }).QuickCheckThrowOnFailure();
    }
}
