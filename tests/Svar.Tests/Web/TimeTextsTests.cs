using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Tests.Web;

public sealed class TimeTextsTests
{
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
    private static readonly DateTime Now = new(2026, 11, 19, 10, 12, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("en", 4, "15:12")]
    [InlineData("en", 24, "tomorrow at 11:12")]
    [InlineData("nb", 4, "kl. 15:12")]
    [InlineData("nb", 24, "i morgen kl. 11:12")]
    [InlineData("nb", 72, "søndag kl. 11:12")]
    [InlineData("en", 24 * 20, "9 December at 11:12")]
    [InlineData("nb", 24 * 20, "9. desember kl. 11:12")]
    public void A_promised_time_is_said_in_the_readers_zone(string language, int hours, string expected) =>
        Assert.Equal(expected, In(language, t => TimeTexts.ClockTime(Now.AddHours(hours), Now, Oslo, t)));

    [Theory]
    [InlineData("en", 0, "just now")]
    [InlineData("en", -12, "12 min ago")]
    [InlineData("nb", -180, "for 3 t siden")]
    [InlineData("nb", -60 * 30, "18. nov.")]
    [InlineData("en", -60 * 24 * 400, "15 Oct 2025")]
    public void Times_are_relative_up_to_a_day_and_dates_after(string language, int minutes, string expected) =>
        Assert.Equal(expected, In(language, t => TimeTexts.Relative(Now.AddMinutes(minutes), Now, Oslo, t)));

    [Theory]
    [InlineData("en", 130, "2 h 10", null)]
    [InlineData("nb", 130, "2 t 10", null)]
    [InlineData("en", 61, "1 h 01", null)]
    [InlineData("en", 29, "29 min", "soon")]
    [InlineData("en", 30, "30 min", null)]
    [InlineData("en", -18, "−18 min", "late")]
    [InlineData("en", 60 * 50, "2 d", null)]
    public void Time_left_is_a_quiet_number_until_it_is_short(string language, int minutes, string expected, string? urgency)
    {
        var left = TimeSpan.FromMinutes(minutes);
        Assert.Equal(expected, In(language, t => TimeTexts.Left(left, t)));
        Assert.Equal(urgency, TimeTexts.Urgency(left));
    }

    [Fact]
    public void The_two_half_past_two_of_an_autumn_night_are_told_apart()
    {
        var first = new DateTime(2026, 10, 25, 0, 30, 0, DateTimeKind.Utc);
        Assert.NotEqual(TimeTexts.Exact(first, Oslo), TimeTexts.Exact(first.AddHours(1), Oslo), StringComparer.Ordinal);
    }

    private static string In(string language, Func<IStringLocalizer<WebTexts>, string> say)
    {
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = LanguageChoice.Culture(language);
            return say(services.GetRequiredService<IStringLocalizer<WebTexts>>());
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
