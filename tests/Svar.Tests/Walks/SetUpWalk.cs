using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Svar.Data;
using Svar.Mail.Addresses;
using Svar.Mail.Messages;
using Svar.Mail.Smtp;
using Svar.Mail.Tests.Smtp;

namespace Svar.Tests.Walks;

/// <summary>An operator begins with nothing: the first account, a company, the first mail, the first answer; by a browser and real mail alone.</summary>
public class SetUpWalk
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_an_empty_folder_to_the_first_answer()
    {
        await using var browser = await Browser.StartAsync();
        using var folder = new TemporaryFolder();
        using var database = SvarDatabase.Open(null, folder.Path);
        var sent = new ConcurrentQueue<MailMessage>();
        var inbox = new Inbox
        {
            OnCommit = mail =>
            {
                sent.Enqueue(MailMessage.Parse(mail.Bytes));
                return Task.FromResult(SmtpReply.Accepted);
            },
        };
        await using var relay = new LoopbackServer(new SmtpServerOptions { HostName = "relay.example" }, inbox);
        await File.WriteAllTextAsync(
            System.IO.Path.Combine(folder.Path, "svar.json"),
            $$"""{ "Mailboxes": { "UndoSeconds": 0, "HostName": "svar.example", "Relay": { "Host": "127.0.0.1", "Port": {{relay.Port}}, "Security": "None" } } }""",
            Cancel);
        await using var server = new ChildServer(database, folder.Path);
        server.Start();
        var link = await Waiting.ForAsync(() => Task.FromResult(server.Said.Select(s => Regex.Match(s, @"http://\S+")).FirstOrDefault(m => m.Success)?.Value), "the first account's link");

        var page = await browser.OpenAsync("nb-NO");
        await MakeFirstAccountAsync(page, link);
        await AddCompanyAsync(page);
        await page.GotoAsync(server.Url + "/");
        Assert.True(await page.Locator("a[href='tel:+4780012345']").First.IsVisibleAsync(), "the telephone number stands on the contact page");
        Assert.Contains("hjelp@nordlys.example", await page.ContentAsync(), StringComparison.Ordinal);

        await SendAsync(server);
        var receipt = await ArrivedAsync(sent, m => m.Subject?.Contains("NE-1001", StringComparison.Ordinal) == true);
        Assert.Matches(@"senest .+ kl\. \d\d:\d\d", receipt.TextPart!);
        Assert.Contains("Nordlys Elektro", receipt.From[0].Name, StringComparison.Ordinal);

        await page.GotoAsync(server.Url + "/desk?queue=open");
        await page.Locator("[data-row]").First.ClickAsync();
        await page.Locator("#composer textarea").FillAsync("Hei! Ovnen byttes i morgen.");
        await page.Keyboard.PressAsync("Control+Enter");
        var answer = await ArrivedAsync(sent, m => m.TextPart?.Contains("Ovnen byttes i morgen.", StringComparison.Ordinal) == true);
        Assert.Contains("ovn@kari.example", answer.References);
        Assert.Empty(server.Failures);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("svar-walk-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }

    private static async Task MakeFirstAccountAsync(IPage page, string link)
    {
        await page.GotoAsync(link);
        await page.Locator("input[name=email]").FillAsync("ola@nordlys.example");
        await page.Locator("input[name=name]").FillAsync("Ola Nordmann");
        await page.Locator("input[name=password]").FillAsync("en lang setning om ovner");
        await page.Locator("form.form button[type=submit]").ClickAsync();
        await page.Locator("a[href='/desk/settings/new']").First.WaitForAsync();
    }

    private static async Task AddCompanyAsync(IPage page)
    {
        await page.Locator("a[href='/desk/settings/new']").First.ClickAsync();
        await page.Locator("input[name=name]").FillAsync("Nordlys Elektro");
        await page.Locator("select[name=country]").SelectOptionAsync("NO");
        await page.Locator("input[name=language][value=nb]").CheckAsync();
        await page.Locator("input[name=address]").FillAsync("hjelp@nordlys.example");
        await page.Locator("input[name=phone]").FillAsync("800 12 345");
        await page.Locator("form.form button[type=submit]").ClickAsync();
        await page.Locator("p.said").WaitForAsync();
        Assert.Contains("Nordlys Elektro", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task SendAsync(ChildServer server)
    {
        var mail = new MailComposer
        {
            From = [new MailAddress("Kari Nordmann", "kari@kari.example")],
            To = [new MailAddress("", "hjelp@nordlys.example")],
            Subject = "Ovnen blir ikke varm",
            Date = DateTimeOffset.UtcNow,
            MessageId = "ovn@kari.example",
            Text = "Hei, ovnen jeg kjøpte hos dere, blir ikke varm lenger. Hva gjør jeg?\n",
        };
        await using var client = new SmtpClient(new SmtpClientOptions { Host = "127.0.0.1", Port = server.Smtp.Port, Security = SmtpSecurity.None });

        // What was just made is known at the door within seconds.
        await Waiting.ForAsync(
            async () =>
            {
                try
                {
                    await client.SendAsync(new SmtpEnvelope("kari@kari.example", "hjelp@nordlys.example"), mail.ToBytes(), Cancel);
                    return "sent";
                }
                catch (SmtpException)
                {
                    return null;
                }
            },
            "the door to know the new address");
    }

    private static Task<MailMessage> ArrivedAsync(ConcurrentQueue<MailMessage> sent, Func<MailMessage, bool> wanted) =>
        Waiting.ForAsync(() => Task.FromResult(sent.FirstOrDefault(wanted)), "a mail that Svar sends");
}
