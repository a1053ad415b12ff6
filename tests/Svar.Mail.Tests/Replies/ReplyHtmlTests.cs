using System.Text.Json;
using Svar.Mail.Html;
using Svar.Mail.Replies;
using Svar.Tests;

namespace Svar.Mail.Tests.Replies;

public class ReplyHtmlTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("<div dir=ltr>Ny tekst</div><br><div class='gmail_quote'><div dir=ltr class=gmail_attr>ons. 3. jan. 2024 kl. 09:15 skrev A &lt;<a href='mailto:a@b.example'>a@b.example</a>&gt;:<br></div><blockquote class=gmail_quote>Gammelt</blockquote></div>")]
    [InlineData("<p>Ny tekst</p><div class=moz-cite-prefix>Den 04.01.2024 13:37, skrev A:<br></div><blockquote type=cite cite='mid:x'><p>Gammelt</p></blockquote>")]
    [InlineData("<div>Ny tekst</div><div id=appendonsend></div><hr><div id=divRplyFwdMsg><b>Fra:</b> A<br><b>Sendt:</b> x<br></div><div>Gammelt</div>")]
    [InlineData("<div>Ny tekst</div><hr id=x_stopSpelling>Date: x<br>Gammelt")]
    [InlineData("<p class=MsoNormal>Ny tekst<o:p></o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>From:</b> A &lt;a@b.example&gt;<br><b>Sent:</b> Thursday, January 4, 2024 1:37 PM<br><b>To:</b> B<br><b>Subject:</b> x</p></div><p>Gammelt</p>")]
    [InlineData("<div>Ny tekst</div><div id='yahoo_quoted_123' class=yahoo_quoted><div>På torsdag skrev A:</div>Gammelt</div>")]
    [InlineData("<div>Ny tekst</div><div class=protonmail_quote>On Monday A wrote:<blockquote type=cite>Gammelt</blockquote></div>")]
    [InlineData("<body>Ny tekst<br><blockquote type=cite><div>Den 4. jan. 2024 kl. 13:37 skrev A &lt;a@b.example&gt;:</div><br></blockquote><blockquote type=cite>Gammelt</blockquote></body>")]
    [InlineData("<div>Ny tekst</div><div>-------- Original message --------</div><div>From: A &lt;a@b.example&gt;</div><div>Date: 04/01/2024 13:37</div><div>Gammelt</div>")]
    [InlineData("<div>Ny tekst</div><div name=quote style='margin:10px'>Gesendet: x<br>Gammelt</div>")]
    public void The_quoted_mail_is_found(string html)
    {
        var parts = ReplyHtml.Split(html);
        Assert.Equal("Ny tekst", HtmlText.ToText(parts.Reply).Trim());
        Assert.Contains("Gammelt", parts.Quoted, StringComparison.Ordinal);
        Assert.Equal(html.Length, parts.Reply.Length + parts.Quoted.Length);
    }

    [Fact]
    public void Answers_between_quotations_stay()
    {
        var parts = ReplyHtml.Split(
            "<div class=gmail_quote><div class=gmail_attr>On Tue, Apr 29, 2014 at 4:22 PM, A &lt;a@b.example&gt; wrote:</div><blockquote class=gmail_quote>Which size?</blockquote><div>Large</div>"
            + "<blockquote class=gmail_quote>Colour?</blockquote><div>Red</div></div>");
        Assert.Equal("> Which size?\n\nLarge\n\n> Colour?\n\nRed", HtmlText.ToText(parts.Reply));
    }

    [Theory]
    [InlineData("<p>Bare ord</p>")]
    [InlineData("<p>Se:</p><blockquote class=gmail_quote>Sitat</blockquote>")]
    [InlineData("<blockquote>Sitat</blockquote><p>Mitt svar</p>")]
    [InlineData("")]
    public void Nothing_is_hidden_of(string html) => Assert.Equal(html, ReplyHtml.Split(html).Reply);

    [Fact]
    public void A_programs_element_hides_what_follows_without_a_word()
    {
        var parts = ReplyHtml.Split("<div>Ny tekst</div><div id=appendonsend></div><div>Gammelt</div><div>Hva nå?</div>");
        Assert.Equal("Ny tekst", HtmlText.ToText(parts.Reply).Trim());
    }

    [Theory]
    [InlineData("<div class=gmail_quote>", "a<br>", "")]
    [InlineData("<div class=gmail_quote>", "a<br>", "<blockquote>b</blockquote>")]
    [InlineData("<div class=gmail_quote>", "<div>a</div>", "<blockquote>b</blockquote>")]
    [InlineData("", "<div class=gmail_quote>a</div>", "")]
    [InlineData("", "<div class=gmail_quote>", "")]
    [InlineData("", "<div class=gmail_quote><blockquote class=gmail_quote>a", "")]
    [InlineData("<div class=gmail_quote>", "<blockquote class=gmail_quote>a</blockquote>", "")]
    [InlineData("", "<blockquote>a</blockquote>b", "")]
    [InlineData("", "<div id=appendonsend></div>a", "")]
    [InlineData("", "<hr>From: a@b.example<br>", "")]
    [InlineData("", "<b>", "a")]
    [InlineData("", "<table><tr><td>From:</td><td>a@b.example</td></tr></table>", "")]
    [InlineData("", "<p>On Tue, 1 Mar 2011 at 18:02, X &lt;a@b.example&gt; wrote:</p>", "")]
    public void Fifty_thousand_elements_of_any_kind_end_at_once(string before, string piece, string after)
    {
        var html = before + string.Concat(Enumerable.Repeat(piece, Math.Min(50_000, 3_000_000 / piece.Length))) + after;
        var parts = Timed.Run(() => ReplyHtml.Split(html), () => piece);
        Assert.Equal(html.Length, parts.Reply.Length + parts.Quoted.Length);
    }

    [Fact]
    public void Talon()
    {
        var count = 0;
        var right = 0;
        foreach (var file in Fixtures.Files("talon", ".html"))
        {
            using var expected = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(file, ".expected.json")));
            var html = File.ReadAllText(file);
            var reply = Words(ReplyHtml.Split(html).Reply);
            count++;
            if (reply == Words(expected.RootElement.GetProperty("reply").GetString()!))
            {
                right++;
            }
            else
            {
                output.WriteLine($"{Path.GetFileName(file)}: '{reply}'");
            }
        }

        output.WriteLine($"talon html: {right} of {count}");
        Assert.True(count >= 14, $"only {count} texts");
        Assert.True(right >= count * 0.95, $"talon html: {right} of {count}");
    }

    private static string Words(string html) =>
        string.Concat(HtmlText.ToText(html.Replace("<blockquoteclass", "<blockquote class", StringComparison.Ordinal).Replace("<divclass", "<div class", StringComparison.Ordinal))
            .Where(static c => !char.IsWhiteSpace(c) && c is not '_' and not '>'));
}
