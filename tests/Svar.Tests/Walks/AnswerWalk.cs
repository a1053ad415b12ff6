using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Svar.Demo;
using Svar.Demo.Playing;
using Svar.Mail.Addresses;
using Svar.Mail.Messages;
using Svar.Mail.Smtp;

namespace Svar.Tests.Walks;

/// <summary>The whole way: a customer writes, is promised a time, is answered by a person, and answers again.</summary>
public class AnswerWalk
{
    [Fact]
    public async Task A_letter_comes_in_and_is_answered_and_the_answer_is_answered()
    {
        await using var shop = await DemoShopWalk.StartAsync();
        await using var browser = await Browser.StartAsync();

        var receipt = await WriteWithoutScriptAsync(shop, browser);
        var reference = Regex.Match(receipt.Subject, @"FF-\d+").Value;
        Assert.NotEmpty(reference);
        var receiptMail = MailMessage.Parse(Encoding.Latin1.GetBytes(receipt.Raw));
        Assert.Matches(@"senest .+ kl\. \d\d:\d\d", receiptMail.TextPart!);

        await AnswerWithKeyboardAsync(shop, browser);
        var answer = await shop.SentAsync(m => m.Subject.StartsWith("Re:", StringComparison.Ordinal) && m.To.Contains("kari", StringComparison.Ordinal));
        var answerMail = MailMessage.Parse(Encoding.Latin1.GetBytes(answer.Raw));
        Assert.Contains("Ny glidelås er på vei", answerMail.TextPart, StringComparison.Ordinal);

        await AnswerByMailAsync(shop, answerMail);
        var again = await Waiting.ForAsync(
            async () =>
            {
                var conversation = await shop.ApiAsync($"/api/v1/conversations/{reference}");
                return conversation.GetProperty("messages").GetArrayLength() == 3 ? new { Json = conversation } : null;
            },
            "the customer's answer in the same conversation");
        Assert.Equal("open", again.Json.GetProperty("status").GetString());
        var next = again.Json.GetProperty("promises").EnumerateArray().Single(p => p.GetProperty("clock").GetString() == "next");
        Assert.Equal("running", next.GetProperty("state").GetString());
        var first = again.Json.GetProperty("promises").EnumerateArray().Single(p => p.GetProperty("clock").GetString() == "first");
        Assert.Equal("met", first.GetProperty("state").GetString());
    }

    private static async Task<Caught> WriteWithoutScriptAsync(DemoShopWalk shop, Browser browser)
    {
        var page = await browser.OpenAsync("nb-NO", withScript: false);
        await page.GotoAsync(shop.Url + "/");
        Assert.True(await page.Locator("a[href='tel:+4780000123']").First.IsVisibleAsync(), "the phone number stands on the page");
        await page.Locator("a[href$='/write']").First.ClickAsync();
        await page.Locator("textarea[name=message]").FillAsync("Hei! Glidelåsen på jakka jeg kjøpte i oktober har røket allerede.\nKan jeg få en ny?\n\nHilsen Kari");
        await page.Locator("input[name=name]").FillAsync("Kari Nordmann");
        await page.Locator("input[name=email]").FillAsync("kari@nordmann.example");
        await page.Locator("form.form button[type=submit]").ClickAsync();
        Assert.Matches(@"kl\. \d\d:\d\d", await page.Locator("main").InnerTextAsync());
        return await shop.SentAsync(m => m.To.Contains("kari@nordmann.example", StringComparison.Ordinal));
    }

    /// <summary>Only keys from sign-in to sent.</summary>
    private static async Task AnswerWithKeyboardAsync(DemoShopWalk shop, Browser browser)
    {
        var page = await browser.OpenAsync("nb-NO");
        await page.GotoAsync(shop.Url + "/desk");
        await page.Locator("input[name=email]").FocusAsync();
        await page.Keyboard.TypeAsync(DemoPeople.Anna.Email);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(DemoHouse.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("/desk", StringComparison.Ordinal) && !url.Contains("sign-in", StringComparison.Ordinal));

        // Anna's own queue may be empty; a letter nobody has taken stands among the open ones.
        if (await page.Locator("[data-row]").CountAsync() == 0)
        {
            await page.GotoAsync(shop.Url + "/desk?queue=open");
        }

        await page.Locator("[data-row]").First.WaitForAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("#composer").WaitForAsync();
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(page.Locator("#composer textarea")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Hei Kari! Ny glidelås er på vei i posten.\n\nVennlig hilsen\nAnna Berg");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator(".notice, [role=status]").First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
    }

    private static async Task AnswerByMailAsync(DemoShopWalk shop, MailMessage answer)
    {
        var mail = new MailComposer
        {
            From = [new MailAddress("Kari Nordmann", "kari@nordmann.example")],
            To = [answer.ReplyTo[0]],
            Subject = "SV: " + answer.Subject,
            Date = DateTimeOffset.UtcNow,
            MessageId = MailComposer.NewMessageId("nordmann.example"),
            InReplyTo = answer.MessageId,
            References = [.. answer.References, answer.MessageId!],
            Text = "Tusen takk! Når kommer den?\n",
        };
        await using var client = new SmtpClient(new SmtpClientOptions { Host = "127.0.0.1", Port = shop.Smtp.Port, Security = SmtpSecurity.None });
        await client.SendAsync(new SmtpEnvelope("kari@nordmann.example", answer.ReplyTo[0].AsciiAddress), mail.ToBytes(), TestContext.Current.CancellationToken);
    }
}
