using FsCheck;
using FsCheck.Fluent;
using Svar.ServiceLevels;

namespace Svar.Tests.ServiceLevels;

public sealed class TargetDurationTests
{
    [Theory]
    [InlineData("PT4H", 240)]
    [InlineData("PT90M", 90)]
    [InlineData("PT1H30M", 90)]
    [InlineData("PT1.5H", 90)]
    [InlineData("PT1,5H", 90)]
    [InlineData("PT3600S", 60)]
    [InlineData("P1D", 1440)]
    [InlineData("P0.5D", 720)]
    [InlineData("P1DT2H", 1560)]
    [InlineData("P1W", 10_080)]
    [InlineData("P1WT1M", 10_081)]
    public void Durations_of_iso_8601_are_read(string text, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), TargetDuration.Parse(text).AsWallTime());

    [Theory]
    [InlineData("", "no duration")]
    [InlineData("P", "no duration")]
    [InlineData("PT", "no duration")]
    [InlineData("P1DT", "no duration")]
    [InlineData("4H", "no duration")]
    [InlineData("PT4", "no duration")]
    [InlineData("PTH", "no duration")]
    [InlineData("P4H", "no duration")]
    [InlineData("PT1M2H", "no duration")]
    [InlineData("PT1H1H", "no duration")]
    [InlineData("PT1.5H2M", "no duration")]
    [InlineData("PT1.H", "no duration")]
    [InlineData("PT.5H", "no duration")]
    [InlineData("PT1.2.3H", "no duration")]
    [InlineData("PT 4H", "no duration")]
    [InlineData("pt4h", "no duration")]
    [InlineData("PT٤H", "no duration")]
    [InlineData("-PT4H", "negative")]
    [InlineData("PT-4H", "no duration")]
    [InlineData("P1M", "no fixed length")]
    [InlineData("P1Y", "no fixed length")]
    [InlineData("PT0S", "no time at all")]
    [InlineData("P0D", "no time at all")]
    [InlineData("P3661D", "longer than ten years")]
    [InlineData("PT99999999999999999999999999H", "longer than ten years")]
    [InlineData("P999999999999999999999999999999999999D", "no duration")]
    public void Others_are_refused_with_what_would_be_right(string text, string why) =>
        Assert.Contains(why, Assert.Throws<FormatException>(() => TargetDuration.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_text_is_a_duration_or_a_fault()
    {
        var letters = Gen.Elements("PTWDHMS0123456789.,-".ToCharArray()).ArrayOf().Select(c => "P" + new string(c));
        Prop.ForAll(letters.ToArbitrary(), text => !TargetDuration.TryParse(text, out var d, out _) || TargetDuration.Parse(d.ToString()) == d).QuickCheckThrowOnFailure();
    }
}
