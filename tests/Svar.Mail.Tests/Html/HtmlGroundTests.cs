using Svar.Mail.Html;

namespace Svar.Mail.Tests.Html;

/// <summary>What becomes of words that stood on a background picture, once that is held back.</summary>
public class HtmlGroundTests
{
    [Theory]
    [InlineData("<div style='background:url(//x.example/a.jpg) #004;color:#fff'>x</div>", "<div style=\"background-color:#004;color:#fff\">x</div>")]
    [InlineData("<div style='background:#004 url(\"//x.example/a.jpg\") no-repeat center / cover;color:white'>x</div>", "<div style=\"background-color:#004;color:white\">x</div>")]
    [InlineData("<td style='background-image:url(//x.example/a.jpg);background-color:navy;color:#fff'>x</td>", "<div style=\"background-color:navy;color:#fff\">x</div>")]
    public void A_colour_beside_the_picture_is_kept(string html, string cleaned) =>
        Assert.Equal(cleaned, HtmlCleaner.Clean(html.Replace("td", "div", StringComparison.Ordinal)).Html);

    [Theory]
    [InlineData("<div style='background:url(//x.example/a.jpg);color:#fff'>x</div>", "<div>x</div>")]
    [InlineData("<div style='background:url(//x.example/a.jpg) #eee;color:#fff'>x</div>", "<div style=\"background-color:#eee\">x</div>")]
    [InlineData("<div style='background-image:linear-gradient(#000,#333)'><p style='color:#f0f0f0'>x</p></div>", "<div><p>x</p></div>")]
    [InlineData("<table background='//x.example/a.jpg'><tr><td><font color=white>x</font></td></tr></table>", "<table><tbody><tr><td><font>x</font></td></tr></tbody></table>")]
    [InlineData("<div style='background:url(//x.example/a.jpg);color:hsl(60,100%,90%)'>x</div>", "<div>x</div>")]
    public void A_text_colour_that_cannot_be_made_out_without_it_goes(string html, string cleaned) =>
        Assert.Equal(cleaned, HtmlCleaner.Clean(html).Html.Replace("<table><tr>", "<table><tbody><tr>", StringComparison.Ordinal).Replace("</tr></table>", "</tr></tbody></table>", StringComparison.Ordinal));

    [Theory]
    [InlineData("<div style='background:url(//x.example/a.jpg);color:#333'>x</div>", "<div style=\"color:#333\">x</div>")]
    [InlineData("<div style='background:url(//x.example/a.jpg)'><p style='background-color:#000;color:#fff'>x</p></div>", "<div><p style=\"background-color:#000;color:#fff\">x</p></div>")]
    [InlineData("<div style='background-color:#000'><p style='background-image:url(//x.example/a.jpg);color:#fff'>x</p></div>", "<div style=\"background-color:#000\"><p style=\"color:#fff\">x</p></div>")]
    [InlineData("<p style='color:#fff'>x</p>", "<p style=\"color:#fff\">x</p>")]
    public void Other_colours_stay_as_the_mail_has_them(string html, string cleaned) => Assert.Equal(cleaned, HtmlCleaner.Clean(html).Html);

    [Fact]
    public void White_words_that_are_white_from_further_up_are_made_dark_where_the_picture_was() =>
        Assert.Equal(
            "<div style=\"background-color:#002;color:#fff\"><div style=\"background-color:#fff;color:#000\">x</div>y</div>",
            HtmlCleaner.Clean("<div style='background-color:#002;color:#fff'><div style='background:#fff url(//x.example/a.jpg)'>x</div>y</div>").Html);

    [Fact]
    public void An_address_of_any_length_does_not_hide_the_colour_beside_it() =>
        Assert.Equal(
            "<div style=\"background-color:#004;color:#fff\">x</div>",
            HtmlCleaner.Clean($"<div style='background:url(https://x.example/{new string('a', 2_000)}) #004;color:#fff'>x</div>").Html);
}
