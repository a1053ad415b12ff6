using System.Text;
using Microsoft.Playwright;
using Svar.Demo;
using Svar.Demo.Playing;
using Svar.Mail.Smtp;

namespace Svar.Tests.Walks;

/// <summary>Two people at the same conversations, and the keyboard of one of them.</summary>
public class TwoDesksWalk
{
    /// <summary>Far below the twenty seconds after which a page asks by itself.</summary>
    private static readonly LocatorAssertionsToContainTextOptions _soon = new() { Timeout = 5_000 };

    [Fact]
    public async Task They_see_each_other_read_write_answer_and_leave_and_nothing_moves()
    {
        await using var shop = await DemoShopWalk.StartAsync();
        await WriteAsync(shop, "Jakke");
        await using var browser = await Browser.StartAsync();
        var anna = await SignInAsync(browser, shop, DemoPeople.Anna.Email);
        var jonas = await SignInAsync(browser, shop, DemoPeople.Jonas.Email);
        await OpenAsync(anna, "Jakke");
        var here = anna.Locator("#also-here");
        var top = await anna.Locator("#thread").BoundingBoxAsync();

        await OpenAsync(jonas, "Jakke");
        await Assertions.Expect(here).ToContainTextAsync("Jonas Lie leser", _soon);
        await jonas.Locator("#composer textarea").PressSequentiallyAsync("Hei");
        await Assertions.Expect(here).ToContainTextAsync("Jonas Lie skriver", new() { Timeout = 2_000 });
        Assert.Equal(top!.Y, (await anna.Locator("#thread").BoundingBoxAsync())!.Y);

        await anna.Locator("#composer textarea").PressSequentiallyAsync("Også jeg");
        var composer = await anna.Locator("#composer").BoundingBoxAsync();
        await jonas.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(anna.Locator(".message.is-out")).ToContainTextAsync("Går om ", _soon);
        await Assertions.Expect(anna.Locator("#composer-news")).ToContainTextAsync("Jonas Lie har nettopp svart denne kunden. Går om ", _soon);
        await Assertions.Expect(anna.Locator(".message.is-out button")).ToHaveCountAsync(0);
        Assert.Equal(composer!.Y, (await anna.Locator("#composer").BoundingBoxAsync())!.Y);
        await Assertions.Expect(anna.Locator("#composer textarea")).ToHaveValueAsync("Også jeg");
        await LookAsync(anna, "two-desks");

        await jonas.Keyboard.PressAsync("z");
        await Assertions.Expect(jonas.Locator("#composer textarea")).ToBeFocusedAsync();
        await Assertions.Expect(jonas.Locator("#composer textarea")).ToHaveValueAsync("Hei");
        await Assertions.Expect(anna.Locator(".message.is-out")).ToHaveCountAsync(0);

        await jonas.CloseAsync(new PageCloseOptions { RunBeforeUnload = true });
        await Assertions.Expect(here).ToBeEmptyAsync(new() { Timeout = 5_000 });
    }

    [Fact]
    public async Task A_key_acts_on_what_the_ring_stands_on_and_the_focus_is_never_lost()
    {
        await using var shop = await DemoShopWalk.StartAsync();
        foreach (var subject in new[] { "Jakke", "Telt", "Sko", "Lue" })
        {
            await WriteAsync(shop, subject);
        }

        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser, shop, DemoPeople.Anna.Email);
        await OpenAsync(page, "Jakke");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        var ring = page.Locator("[data-row]:focus");
        await Assertions.Expect(ring).ToContainTextAsync("Sko");

        await page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.Locator("#notice")).ToContainTextAsync("Løst");
        await Assertions.Expect(page.Locator("[data-row]:has-text('Sko')")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".conversation h1")).ToHaveTextAsync("Jakke");
        await Assertions.Expect(page.Locator(".conversation .tag-accent")).ToHaveCountAsync(1);
        await Assertions.Expect(ring).ToContainTextAsync("Lue");
        await LookAsync(page, "ring");

        await page.Keyboard.PressAsync("z");
        await Assertions.Expect(page.Locator("[data-row]:has-text('Sko')")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".conversation h1")).ToHaveTextAsync("Jakke");

        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(page.Locator(".conversation h1")).ToHaveTextAsync("Sko");
        await Assertions.Expect(page.Locator("#composer textarea")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Ring lageret");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(page.Locator(".message.is-note:focus")).ToContainTextAsync("Ring lageret");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(ring).ToContainTextAsync("Sko");

        await page.Keyboard.PressAsync("e");
        await Assertions.Expect(page.Locator("#notice")).ToContainTextAsync("Løst");
        await Assertions.Expect(ring).ToContainTextAsync("Lue");
        await page.Keyboard.PressAsync("z");
        await Assertions.Expect(page.Locator("#thread")).Not.ToContainTextAsync("åpnet den igjen");
        await Assertions.Expect(page.Locator(".conversation .tag-accent")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task What_is_on_its_way_while_news_come_is_still_put_in_its_own_place()
    {
        await using var shop = await DemoShopWalk.StartAsync();
        var kari = await WriteAsync(shop, "Jakke");
        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser, shop, DemoPeople.Anna.Email);
        await OpenAsync(page, "Jakke");
        var held = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        await page.RouteAsync("**/desk/conversations/*/status", async route =>
        {
            asked.SetResult();
            await held.Task;
            await route.ContinueAsync();
        });

        // Meanwhile the head of the conversation, with the form that was sent, is put anew.
        await page.Locator("[data-key=e]").ClickAsync();
        await asked.Task;
        await page.EvaluateAsync("document.querySelector('#conversation-head').setAttribute('data-old', '')");
        await page.Locator("#composer textarea").FocusAsync();
        await WriteAsync(shop, "Sv: " + await page.Locator(".conversation .number").InnerTextAsync(), from: kari);
        await Assertions.Expect(page.Locator("#conversation-head[data-old]")).ToHaveCountAsync(0);
        held.SetResult();

        await Assertions.Expect(page.Locator("#notice")).ToContainTextAsync("endret");
        await Assertions.Expect(page.Locator(".conversation")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#list")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_newsletter_is_readable_and_its_pictures_come_when_they_are_asked_for()
    {
        await using var shop = await DemoShopWalk.StartAsync();
        await WriteAsync(shop, "Nyheter", """
            <table width="600" style="background:url(https://cdn.example.invalid/top.jpg);color:#fff"><tr><td><h1>Høstens nyheter</h1></td></tr></table>
            <div style="background:url(https://cdn.example.invalid/b.jpg) #004;color:#fff;padding:12px">Hvitt på blått</div>
            <img src="https://cdn.example.invalid/boots.jpg" width="300" height="120" alt="Støvler i skinn"><img src="http://cdn.example.invalid/tent.jpg" width="120" height="120">
            <p>Hei, passer støvlene i regn?</p>
            """);
        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser, shop, DemoPeople.Anna.Email);
        var asked = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("cdn.example.invalid", StringComparison.Ordinal))
            {
                asked.Add(request.Url);
            }
        };
        await page.Context.RouteAsync("**/cdn.example.invalid/**", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "image/svg+xml", Body = "<svg xmlns='http://www.w3.org/2000/svg' width='300' height='120'><rect width='300' height='120' fill='green'/></svg>" }));
        await OpenAsync(page, "Nyheter");

        await Assertions.Expect(page.Locator("[data-held-back]")).ToContainTextAsync("2 bilder");
        var mail = page.FrameLocator("[data-mail]");
        Assert.Equal("rgb(0, 0, 0)", await mail.Locator("h1").EvaluateAsync<string>("e => getComputedStyle(e).color.replace('rgb(29, 35, 34)', 'rgb(0, 0, 0)')"));
        Assert.Equal("rgb(255, 255, 255) rgb(0, 0, 68)", await mail.GetByText("Hvitt på blått").EvaluateAsync<string>("e => getComputedStyle(e).color + ' ' + getComputedStyle(e).backgroundColor"));
        await Assertions.Expect(mail.Locator("img")).ToHaveCountAsync(0);
        await Assertions.Expect(mail.GetByText("Støvler i skinn")).ToHaveCSSAsync("width", "300px");
        await LookAsync(page, "newsletter");
        Assert.Empty(asked);

        await page.Locator("[data-held-back] button").ClickAsync();
        await Assertions.Expect(page.Locator("[data-held-back]")).ToBeHiddenAsync();
        await Assertions.Expect(mail.Locator("img").First).ToHaveJSPropertyAsync("naturalWidth", 300);
        Assert.Equal(["https://cdn.example.invalid/boots.jpg", "https://cdn.example.invalid/tent.jpg"], asked.Order(StringComparer.Ordinal));
        Assert.Equal("allow-scripts allow-popups allow-popups-to-escape-sandbox", await page.Locator("[data-mail]").GetAttributeAsync("sandbox"));
        await LookAsync(page, "newsletter-shown");
    }

    [Fact]
    public async Task Words_from_right_to_left_stand_on_the_right()
    {
        await using var shop = await DemoShopWalk.StartAsync();
        await WriteAsync(shop, "איפה ההזמנה שלי", text: "שלום, איפה הזמנה 1001?");
        await using var browser = await Browser.StartAsync();
        var page = await SignInAsync(browser, shop, DemoPeople.Anna.Email);
        await OpenAsync(page, "איפה");
        foreach (var place in new[] { ".conversation h1", ".message.is-in .mail-text", ".row-subject", ".row-snippet" })
        {
            Assert.Equal("rtl", await page.Locator(place).First.EvaluateAsync<string>("e => getComputedStyle(e).direction"));
        }

        await LookAsync(page, "right-to-left");
    }

    /// <summary>A mail that has come in; from whom.</summary>
    private static async Task<string> WriteAsync(DemoShopWalk shop, string subject, string? html = null, string text = "Hei, jeg har et spørsmål.", string? from = null)
    {
        await using var client = new SmtpClient(new SmtpClientOptions { Host = "127.0.0.1", Port = shop.Smtp.Port, Security = SmtpSecurity.None });
        from ??= $"{Guid.NewGuid():N}@nordmann.example";
        var raw = $"From: Kari <{from}>\r\nSubject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(subject))}?=\r\nMIME-Version: 1.0\r\nContent-Type: {(html is null ? "text/plain" : "text/html")}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{html ?? text}\r\n";
        await client.SendAsync(new SmtpEnvelope(from, DemoShop.MailboxAddress), Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n")), TestContext.Current.CancellationToken);
        await shop.SentAsync(m => m.To.Contains(from, StringComparison.Ordinal));
        return from;
    }

    private static async Task<IPage> SignInAsync(Browser browser, DemoShopWalk shop, string email)
    {
        var page = await browser.OpenAsync("nb-NO");
        await page.GotoAsync(shop.Url + "/desk");
        await page.Locator("input[name=email]").FillAsync(email);
        await page.Locator("input[name=password]").FillAsync(DemoHouse.Password);
        await page.Locator("form.form button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await page.GotoAsync(shop.Url + "/desk?queue=open");
        return page;
    }

    private static async Task OpenAsync(IPage page, string subject)
    {
        await page.Locator("[data-row]").Filter(new() { HasText = subject }).ClickAsync();
        await page.Locator(".conversation h1").Filter(new() { HasText = subject }).WaitForAsync();
    }

    private static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SVAR_PICTURES") is not { Length: > 0 } folder)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (1440, ColorScheme.Dark), (360, ColorScheme.Light), (360, ColorScheme.Dark) })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{width}-{scheme}.png".ToLowerInvariant()) });
        }

        await page.SetViewportSizeAsync(1440, 900);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
    }
}
