using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Svar.BusinessHours;
using Svar.ContactPage;
using Svar.ServiceLevels;
using Svar.Tests.Web;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Tests.ContactPage;

public sealed class ContactPageViewTests
{
    private static readonly DateTime Now = new(2026, 11, 19, 10, 12, 0, DateTimeKind.Utc);
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
    private static readonly PublicBrand Brand = new("Fjord & Fell", BrandColours.From("#12424a", "#e2571e"), ["nb", "en"]);
    private static readonly ContactPhone Phone = new("+4780012345", "800 12 345", IsTollFree: true);

    [Fact]
    public async Task The_telephone_comes_first_then_answers_then_tools_then_writing_then_other_ways()
    {
        await using var host = await PageHost.StartAsync(e => e.MapGet("/", () => WebRoom.Page<ContactPageView>(new { Model = Model() })), Brand);
        var (answer, html) = await host.BrowseAsync("/", "nb");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var places = new[] { "href=\"tel:", "role=\"search\"", "<details", "/track", "href=\"/write\"", "Strandgaten 42" }
            .Select(part => html.IndexOf(part, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain(" style=\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_with_its_style_and_script_weighs_less_than_100_kilobytes()
    {
        await using var host = await PageHost.StartAsync(e => e.MapGet("/", () => WebRoom.Page<ContactPageView>(new { Model = Model() })), Brand);
        var (_, html) = await host.BrowseAsync("/", "nb");
        var weight = System.Text.Encoding.UTF8.GetByteCount(html);
        foreach (var asset in new[] { "public.css", "public.js" }.Select(WebAssets.Embedded.Href).OfType<string>())
        {
            weight += (await host.FetchAsync(asset)).Body.Length;
        }

        Assert.InRange(weight, 10_000, 60_000);
    }

    [Fact]
    public async Task A_target_is_called_a_target_and_never_a_measurement()
    {
        var target = Model() with { Promise = new AnswerPromise(IsMeasured: false, TimeSpan.FromHours(4), null, 30, Now.AddHours(4)) };
        await using var host = await PageHost.StartAsync(e => e.MapGet("/", () => WebRoom.Page<ContactPageView>(new { Model = target })), Brand);
        var (_, html) = await host.BrowseAsync("/", "en");
        Assert.Contains("This is our target", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Half of our answers", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_brand_does_not_have_is_not_shown()
    {
        var bare = Model() with { Phones = [], Opening = null, Wait = null, Questions = [], SearchUrl = null, Doors = [], Hours = [], PostAddress = [], Shops = [] };
        await using var host = await PageHost.StartAsync(e => e.MapGet("/", () => WebRoom.Page<ContactPageView>(new { Model = bare })), Brand);
        var (_, html) = await host.BrowseAsync("/", "en");
        Assert.DoesNotContain("tel:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<details", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Do it yourself", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/write\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_keeps_what_was_entered_and_leads_from_the_summary_to_the_field()
    {
        var model = new WriteModel(Brand, Now, Oslo, "/write", "token-1", new WriteValues("<Kari>", Message: "a </textarea> b"), [new FieldError(WriteField.Email, "Enter your e-mail address.")], Now.AddHours(4), Phone, null, 25);
        await using var host = await PageHost.StartAsync(e => e.MapGet("/write", () => WebRoom.Page<WriteView>(new { Model = model }, 422)), Brand);
        var (answer, html) = await host.BrowseAsync("/write", "en");
        Assert.Equal(422, (int)answer.StatusCode);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        Assert.Equal("<Kari>", page.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Equal("a </textarea> b", page.QuerySelector("#message")!.TextContent);
        Assert.NotNull(page.QuerySelector(".error-summary a[href='#email']"));
        Assert.Equal("true", page.QuerySelector("#email")!.GetAttribute("aria-invalid"));
        Assert.Equal("email-hint email-error", page.QuerySelector("#email")!.GetAttribute("aria-describedby"));
        Assert.Equal("token-1", page.QuerySelector("[name=formToken]")!.GetAttribute("value"));
    }

    [Fact]
    public void Facts_for_machines_cannot_break_out_of_their_element()
    {
        var json = ContactJsonLd.Of(Model() with { Email = "</script><script>alert(1)</script>" });
        Assert.DoesNotContain("<", json, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(json);
        var point = document.RootElement.GetProperty("contactPoint")[0];
        Assert.Equal("+4780012345", point.GetProperty("telephone").GetString());
        Assert.Equal("https://schema.org/TollFree", point.GetProperty("contactOption").GetString());
        Assert.Equal("08:00", point.GetProperty("hoursAvailable")[0].GetProperty("opens").GetString());
    }

    [Fact]
    public void Days_with_the_same_hours_stand_in_one_row()
    {
        var rows = HoursRow.Of(Model().Hours);
        Assert.Equal([(DayOfWeek.Monday, DayOfWeek.Friday), (DayOfWeek.Saturday, DayOfWeek.Saturday), (DayOfWeek.Sunday, DayOfWeek.Sunday)], rows.Select(r => (r.First, r.Last)));
        Assert.Equal("08:00–16:00", Assert.Single(rows[0].Times()));
        Assert.True(rows[2].Contains(DayOfWeek.Sunday));
        Assert.False(rows[0].Contains(DayOfWeek.Sunday));
    }

    [Theory]
    [InlineData("+4755000123", "55 00 01 23", "+47 55 00 01 23")]
    [InlineData("+4930123456", "030 123456", "+49 30 123456")]
    [InlineData("+4930123456", "(030) 12 34 56", "+49 30 12 34 56")]
    [InlineData("+4930123456", "+49 (0) 30 123456", "+49 30 123456")]
    [InlineData("+442079460018", "020 7946 0018", "+44 20 7946 0018")]
    [InlineData("+12125550123", "(212) 555-0123", "+1 212 555-0123")]
    [InlineData("+390612345678", "06 1234 5678", "+39 06 1234 5678")]
    [InlineData("+4755000123", "+47 55 00 01 23", "+47 55 00 01 23")]
    [InlineData("+4755000123", "Ring 02800", "+4755000123")]
    [InlineData("+4755000123", "", "+4755000123")]
    public void A_number_is_written_for_callers_from_abroad(string e164, string shown, string international) =>
        Assert.Equal(international, PhoneTexts.International(e164, shown));

    [Theory]
    [InlineData("mon-fri 08:00-11:30 12:00-16:00", "sat 10:00-12:00", null, "We answer e-mail Monday–Friday 08:00–11:30 and 12:00–16:00, Saturday 10:00–12:00.")]
    [InlineData("mon-fri 08:00-16:00", "fri 15:00-18:00; sun 20:00-24:00", "NO", "We answer e-mail Monday–Thursday 08:00–16:00, Friday 08:00–18:00, Sunday 20:00–24:00, not on public holidays.")]
    [InlineData("mon-sun 00:00-24:00", "", null, "We answer e-mail Monday–Sunday 00:00–24:00.")]
    public async Task The_hours_of_a_watch_are_told_with_those_of_the_week(string week, string watch, string? holidays, string says)
    {
        var calendar = new Calendar { Zone = "Europe/Oslo", Week = week, Watch = watch, HolidayCountry = holidays };
        var hours = MailHours.Of(new BrandServiceLevels(1, "Europe/Oslo", calendar.Open(), []), Now);
        await using var host = await PageHost.StartAsync(e => e.MapGet("/", () => WebRoom.Page<ContactPageView>(new { Model = Model() with { MailHours = hours } })), Brand);
        var (_, html) = await host.BrowseAsync("/", "en");
        Assert.Contains(says, ContactHouse.Seen(html, ".promise"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_brand_that_never_answers_mail_promises_no_hours() =>
        Assert.Null(MailHours.Of(new BrandServiceLevels(1, "Etc/UTC", new OpenHours("Etc/UTC", WeeklyHours.Closed), []), Now));

    private static ContactPageModel Model()
    {
        Svar.ContactPage.OpenInterval[] open = [new(new TimeOnly(8, 0), new TimeOnly(16, 0))];
        var week = Enum.GetValues<DayOfWeek>().Select(day => new OpeningDay(day, day switch
        {
            DayOfWeek.Sunday => [],
            DayOfWeek.Saturday => [new Svar.ContactPage.OpenInterval(new TimeOnly(10, 0), new TimeOnly(15, 0))],
            _ => open,
        }));
        return new ContactPageModel(
            Brand, Now, Oslo, [Phone], new PhoneOpening(true, Now.AddHours(5), null), new PhoneWait(4, Now.AddMinutes(-10)),
            [new TopQuestion("Når kommer pakken?", new MarkupString("<p>Snart.</p>"))], "/faq", "/faq",
            [new ToolDoor(Tool.Track, "/track"), new ToolDoor(Tool.Return, "/returns"), new ToolDoor(Tool.Support, "/support")],
            "/write", new AnswerPromise(true, TimeSpan.FromMinutes(110), 0.98, 30, Now.AddHours(4)), "hjelp@fjordfell.example",
            [.. week], ["Strandgaten 42", "5004 Bergen"], [], []);
    }
}
