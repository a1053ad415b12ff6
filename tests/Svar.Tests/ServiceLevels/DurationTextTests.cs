using Svar.ServiceLevels;

namespace Svar.Tests.ServiceLevels;

public class DurationTextTests
{
    [Theory]
    [InlineData("4 h", "PT4H")]
    [InlineData("4t", "PT4H")]
    [InlineData("30 min", "PT30M")]
    [InlineData("1 d 2 h", "P1DT2H")]
    [InlineData("5 dager", "P5D")]
    [InlineData("1,5 timer", "PT1H30M")]
    [InlineData("2 uker", "P2W")]
    [InlineData("PT4H", "PT4H")]
    public void A_length_of_time_is_read_as_people_write_it(string typed, string iso) => Assert.Equal(iso, DurationText.Read(typed));

    [Theory]
    [InlineData("")]
    [InlineData("0 h")]
    [InlineData("-4 h")]
    [InlineData("4")]
    [InlineData("h 4")]
    [InlineData("4 h 5 h")]
    [InlineData("4 hx")]
    [InlineData("20 years")]
    [InlineData("5000 d")]
    public void What_is_no_length_of_time_is_none(string typed) => Assert.Null(DurationText.Read(typed));

    [Theory]
    [InlineData("PT4H", "nb", "4 t")]
    [InlineData("PT24H", "en", "24 h")]
    [InlineData("P1DT2H30M", "en", "1 d 2 h 30 min")]
    [InlineData("P5D", "nb", "5 d")]
    public void It_is_shown_in_short_words_and_read_back_the_same(string iso, string language, string shown)
    {
        Assert.Equal(shown, DurationText.Show(iso, language));
        Assert.Equal(iso, DurationText.Read(shown));
    }
}
