using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Svar.Brands;
using Svar.Data;
using Svar.Tests.Accounts;

namespace Svar.Tests.ContactPage;

public sealed class PublicPagesTests
{
    [Fact]
    public async Task A_house_without_a_brand_says_that_it_has_to_be_set_up()
    {
        await using var house = await ContactHouse.OpenAsync(hasShop: false);
        var (answer, html) = await house.BrowseAsync("/", "nb");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("ikke satt opp", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await house.BrowseAsync("/write")).Answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await house.BrowseAsync("/contact.json")).Answer.StatusCode);
    }

    [Fact]
    public async Task The_public_pages_are_open_to_everybody()
    {
        await using var house = await ContactHouse.OpenAsync();
        var table = new Dictionary<string, For>(StringComparer.Ordinal)
        {
            ["GET /"] = For.Everybody,
            ["GET /contact.json"] = For.Everybody,
            ["GET /write"] = For.Everybody,
            ["POST /write"] = For.Everybody,
            ["GET /sent"] = For.Everybody,
        };
        var paths = table.Keys.Select(k => k.Split(' ')[1]).ToHashSet(StringComparer.Ordinal);
        await RoleTable.CheckAsync(
            [.. house.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(e => e is RouteEndpoint r && paths.Contains(r.RoutePattern.RawText ?? ""))], table);
    }

    [Fact]
    public async Task Every_link_of_the_page_leads_somewhere()
    {
        await using var house = await ContactHouse.OpenAsync();
        var (answer, html) = await house.BrowseAsync("/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("tel:+4780000123", ContactHouse.Parse(html).QuerySelector(".hero a")!.GetAttribute("href"));
        Assert.Contains("The phone is open now, until 11:30", ContactHouse.Seen(html, ".hero-facts"), StringComparison.Ordinal);
        Assert.Contains("This is our target, counted in the hours in which we answer e-mail", ContactHouse.Seen(html, ".promise"), StringComparison.Ordinal);
        Assert.Contains("Write now, and we answer by 15:12", ContactHouse.Seen(html, ".promise"), StringComparison.Ordinal);
        foreach (var link in ContactHouse.Parse(html).QuerySelectorAll("a[href^='/'], link[href^='/'], script[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!).Distinct(StringComparer.Ordinal))
        {
            Assert.True((await house.BrowseAsync(link)).Answer.IsSuccessStatusCode, link);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/write")]
    [InlineData("/contact.json")]
    public async Task A_head_request_gets_the_headers_alone(string path)
    {
        await using var house = await ContactHouse.OpenAsync();
        var (answer, body) = await house.BrowseAsync(path, method: HttpMethod.Head);
        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, body));
        Assert.NotNull(answer.Headers.CacheControl);
    }

    [Fact]
    public async Task Several_brands_stand_below_their_own_paths_and_the_house_stands_beside_them()
    {
        await using var house = await ContactHouse.OpenAsync();
        await ContactHouse.AddShopAsync(house.Database, "other", "OT");
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var (_, html) = await house.BrowseAsync("/");
        Assert.Equal(["/b/fjord/", "/b/other/"], ContactHouse.Parse(html).QuerySelectorAll("a.door").Select(a => a.GetAttribute("href")!), StringComparer.Ordinal);
        foreach (var path in new[] { "/b/other", "/b/other/", "/b/other/write", "/b/other/contact.json" })
        {
            Assert.True((await house.BrowseAsync(path)).Answer.IsSuccessStatusCode, path);
        }

        var (_, page) = await house.BrowseAsync("/b/other/");
        Assert.Contains("href=\"/b/other/write\"", page, StringComparison.Ordinal);
        foreach (var path in new[] { "/b/other/desk", "/b/other/accounts/sign-in", "/b/nobody/", "/b/", "/b", "/b//", "/write" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await house.BrowseAsync(path)).Answer.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await house.BrowseAsync("/accounts/sign-in")).Answer.StatusCode);
    }

    [Fact]
    public async Task A_brand_without_a_mailbox_offers_no_form()
    {
        await using var house = await ContactHouse.OpenAsync(hasShop: false);
        await house.Database.WriteAsync(db => Task.FromResult(db.Add(new Brand { Id = db.NextKey(), Slug = "bare", Name = "Bare", NumberPrefix = "BA" })), ContactHouse.Cancel);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var (answer, html) = await house.BrowseAsync("/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("/write\"", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await house.BrowseAsync("/write")).Answer.StatusCode);
    }

    [Theory, Data.BothEngines]
    internal async Task Contact_json_has_the_agreed_shape_and_may_be_read_from_anywhere(DatabaseEngine engine)
    {
        await using var house = await ContactHouse.OpenAsync(engine);
        var (answer, text) = await house.BrowseAsync("/contact.json");
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        Assert.Equal(["brand", "phones", "email", "openNow", "opensAt", "hours", "phoneWaitMinutes", "promise", "mailHours"], root.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.Equal(["number", "e164", "purpose", "tollFree"], root.GetProperty("phones")[1].EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.Equal("From abroad", root.GetProperty("phones")[1].GetProperty("purpose").GetString());
        Assert.True(root.GetProperty("openNow").GetBoolean());
        Assert.Equal("""[["08:00","11:30"],["12:00","16:00"]]""", root.GetProperty("hours").GetProperty("thu").GetRawText());
        Assert.Equal("[]", root.GetProperty("hours").GetProperty("sun").GetRawText());
        Assert.Equal("""[["10:00","12:00"]]""", root.GetProperty("mailHours").GetProperty("sat").GetRawText());
        Assert.Equal("""{"measured":false,"medianMinutes":null,"within24h":null,"days":30}""", root.GetProperty("promise").GetRawText());
    }

    [Theory]
    // Saturday 24 October 2026, before the clocks of Bergen go back at 01:00 UTC on Sunday
    [InlineData("2026-10-24T17:00:00Z", "en", "The phone is closed now, opens 20:00")]
    [InlineData("2026-10-24T21:59:00Z", "en", "The phone is open now, until tomorrow at 00:00")]
    [InlineData("2026-10-24T22:00:00Z", "en", "The phone is closed now, opens tomorrow at 08:00")]
    [InlineData("2026-10-25T23:00:00Z", "nb", "Telefonen er stengt nå, åpner kl. 08:00")]
    [InlineData("2026-10-26T07:00:00Z", "en", "The phone is open now, until 11:30")]
    // and forward at 01:00 UTC on Sunday 28 March 2027; the Thursday and Friday before are holidays
    [InlineData("2027-03-24T16:00:00Z", "en", "The phone is closed now, opens Saturday at 20:00")]
    [InlineData("2027-03-27T22:59:00Z", "en", "The phone is open now, until tomorrow at 00:00")]
    [InlineData("2027-03-27T23:30:00Z", "nb", "Telefonen er stengt nå, åpner tirsdag kl. 08:00")]
    [InlineData("2027-03-30T05:59:00Z", "en", "The phone is closed now, opens 08:00")]
    [InlineData("2027-03-30T06:00:00Z", "en", "The phone is open now, until 11:30")]
    public async Task What_is_said_of_the_opening_is_right_by_the_clock_on_the_wall_across_summer_time(string now, string language, string says)
    {
        await using var house = await ContactHouse.OpenAsync();
        house.Clock.Now = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture);
        var (_, html) = await house.BrowseAsync("/", language);
        Assert.Contains(says, ContactHouse.Parse(html).QuerySelector(".hero-facts")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "en", "We answer e-mail Monday–Friday 08:00–16:00, Saturday–Sunday 10:00–12:00, not on public holidays.")]
    [InlineData("/", "nb", "Vi svarer på e-post mandag–fredag 08:00–16:00, lørdag–søndag 10:00–12:00, ikke på helligdager.")]
    [InlineData("/write", "en", "We answer e-mail Monday–Friday 08:00–16:00, Saturday–Sunday 10:00–12:00, not on public holidays.")]
    public async Task The_hours_that_the_promise_counts_stand_beside_it(string path, string language, string says)
    {
        await using var house = await ContactHouse.OpenAsync();
        var (_, html) = await house.BrowseAsync(path, language);
        Assert.Contains(says, ContactHouse.Seen(html, path == "/" ? ".promise" : ".aside"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Opening hours for the phone")]
    [InlineData("nb", "Telefonens åpningstider")]
    public async Task Whose_hours_the_table_shows_is_said(string language, string says)
    {
        await using var house = await ContactHouse.OpenAsync();
        var (_, html) = await house.BrowseAsync("/", language);
        Assert.Contains(says, ContactHouse.Seen(html, ".ways"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_can_be_called_from_abroad_shows_its_country_code_and_a_toll_free_one_does_not()
    {
        await using var house = await ContactHouse.OpenAsync();
        var (_, html) = await house.BrowseAsync("/");
        var numbers = ContactHouse.Parse(html).QuerySelectorAll("a[href^='tel:']").ToDictionary(a => a.GetAttribute("href")!, a => a.TextContent, StringComparer.Ordinal);
        Assert.Equal("800 00 123", numbers["tel:+4780000123"]);
        Assert.Equal("+47 55 00 01 23", numbers["tel:+4755000123"]);

        await house.Database.WriteAsync(
            async db => (await db.FindAsync<BrandPhone>([(await FirstPhoneAsync(db)).Id], ContactHouse.Cancel))!.IsTollFree = false,
            ContactHouse.Cancel);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        (_, html) = await house.BrowseAsync("/");
        Assert.Equal("800 00 123", ContactHouse.Seen(html, ".hero a"));
        Assert.Contains("From abroad: +47 800 00 123", ContactHouse.Seen(html, ".hero-facts"), StringComparison.Ordinal);
        Assert.Contains("From abroad: +47 800 00 123", ContactHouse.Seen((await house.BrowseAsync("/write")).Html, ".aside"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "the text")]
    [InlineData("nb", "teksten")]
    public async Task A_text_that_is_too_long_is_not_called_a_file(string language, string says)
    {
        await using var house = await ContactHouse.OpenAsync();
        using var form = ContactHouse.Fields(await house.TokenAsync(), ("message", new string('x', 1_100_000)));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/write") { Content = form };
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", language);
        using var answer = await house.Http.SendAsync(request, ContactHouse.Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains(says, ContactHouse.Seen(await answer.Content.ReadAsStringAsync(ContactHouse.Cancel), ".error-page .lead"), StringComparison.OrdinalIgnoreCase);
    }

    private static Task<BrandPhone> FirstPhoneAsync(SvarDb db) => db.Set<BrandPhone>().OrderBy(p => p.Order).FirstAsync(ContactHouse.Cancel);

    [Fact]
    public async Task A_waiting_time_is_shown_while_it_is_fresh()
    {
        await using var house = await ContactHouse.OpenAsync();
        await house.Database.WriteAsync(
            async db =>
            {
                var brand = (await db.FindAsync<Brand>([house.Shop], ContactHouse.Cancel))!;
                (brand.PhoneWaitMinutes, brand.PhoneWaitAt) = (7, house.Clock.Now.UtcDateTime);
            },
            ContactHouse.Cancel);
        house.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("About 7 min wait", (await house.BrowseAsync("/")).Html, StringComparison.Ordinal);
        house.Clock.Advance(TimeSpan.FromMinutes(55));
        var (_, later) = await house.BrowseAsync("/");
        Assert.Contains("open now", later, StringComparison.Ordinal);
        Assert.DoesNotContain("min wait", later, StringComparison.Ordinal);
    }
}
