using Microsoft.Playwright;
using Svar.Demo;
using Svar.Demo.Playing;
using Svar.Mail.Smtp;

namespace Svar.Tests.Walks;

/// <summary>Words that are being written: an answer and a note never stand in each other's place, and none is lost.</summary>
public class DraftWalk
{
    [Fact]
    public async Task An_answer_and_a_note_are_two_drafts_and_survive_each_other_and_a_reload()
    {
        await using var shop = await DemoShopWalk.StartAsync();
        await using (var client = new SmtpClient(new SmtpClientOptions { Host = "127.0.0.1", Port = shop.Smtp.Port, Security = SmtpSecurity.None }))
        {
            await client.SendAsync(
                new SmtpEnvelope("kari@nordmann.example", DemoShop.MailboxAddress),
                "From: Kari <kari@nordmann.example>\r\nSubject: Jakke\r\n\r\nHvor er jakken min?\r\n"u8.ToArray(),
                TestContext.Current.CancellationToken);
        }

        await shop.SentAsync(m => m.To.Contains("kari@nordmann.example", StringComparison.Ordinal));
        await using var browser = await Browser.StartAsync();
        var page = await browser.OpenAsync("nb-NO");
        await page.GotoAsync(shop.Url + "/desk");
        await page.Locator("input[name=email]").FillAsync(DemoPeople.Anna.Email);
        await page.Locator("input[name=password]").FillAsync(DemoHouse.Password);
        await page.Locator("form.form button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await page.GotoAsync(shop.Url + "/desk?queue=open");
        await page.Locator("[data-row]").First.ClickAsync();
        var words = page.Locator("#composer textarea");
        await words.WaitForAsync();

        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("INTERNT: ring lageret");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(words).ToHaveValueAsync("");
        await page.Keyboard.TypeAsync("Hei Kari");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("n");
        await Assertions.Expect(words).ToHaveValueAsync("INTERNT: ring lageret");

        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator("#thread").GetByText("INTERNT: ring lageret").Last.WaitForAsync();
        await Assertions.Expect(words).ToHaveValueAsync("Hei Kari");
        await Assertions.Expect(page.Locator("#composer [name=mode][value=reply]")).ToBeCheckedAsync();
        await page.ReloadAsync();
        await Assertions.Expect(words).ToHaveValueAsync("Hei Kari");
    }
}
