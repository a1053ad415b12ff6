using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts.Asking;
using Svar.Brands;
using Svar.Cluster;
using Svar.Data;
using Svar.Demo;
using Svar.Demo.Playing;
using Svar.Mailboxes.Sending;

namespace Svar.Commands;

/// <summary>The example shop with a month of its mail, on loopback; no mail leaves the machine.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "keep it in this folder; without it, a temporary one", HelpName = "DIR" };
        var urls = ServeCommand.Urls();
        var smtp = new Option<string>("--smtp") { Description = "where mail is taken in", HelpName = "HOST:PORT", DefaultValueFactory = _ => "127.0.0.1:2525" };
        var fresh = new Option<bool>("--fresh") { Description = "start over in the folder" };
        var empty = new Option<bool>("--empty") { Description = "the shop without its month of mail" };
        var command = new Command("demo", "The example shop and a month of its mail; outgoing mail is caught. Example: svar demo") { data, urls, smtp, fresh, empty };
        command.SetAction(async (parsed, cancel) =>
        {
            var kept = parsed.GetValue(data);
            var folder = kept ?? Directory.CreateTempSubdirectory("svar-demo-").FullName;
            try
            {
                if (parsed.GetValue(fresh))
                {
                    StartOver(folder);
                }

                await RunAsync(folder, parsed.GetValue(urls)!, parsed.GetValue(smtp)!, parsed.GetValue(empty), cancel);
                return CommandLine.Done;
            }
            finally
            {
                if (kept is null)
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        });
        return command;
    }

    /// <summary>Only what Svar itself put there.</summary>
    private static void StartOver(string folder)
    {
        foreach (var file in (string[])["svar.db", "svar.db-wal", "svar.db-shm"])
        {
            File.Delete(Path.Combine(folder, file));
        }
    }

    private static async Task RunAsync(string folder, string urls, string smtp, bool isEmpty, CancellationToken cancel)
    {
        DataFolder.Open(folder);
        using var database = SvarDatabase.Open(null, folder);
        using var sole = SoleServer.Claim(database, folder);
        var endPoint = ServeSettings.SmtpEndPoint(smtp);
        await using var app = await StartAsync(database, folder, ServeSettings.Addresses(urls), endPoint, isEmpty, cancel);
        await AnnounceAsync(app, database, endPoint, cancel);
        await app.WaitForShutdownAsync(cancel);
    }

    /// <summary>The shop, filled and serving. Its public pages are served as soon as it has a name; mail and desk wait until its month has been played.</summary>
    internal static async Task<WebApplication> StartAsync(SvarDatabase database, string folder, string[] urls, System.Net.IPEndPoint? smtp, bool isEmpty, CancellationToken cancel)
    {
        var opening = Opening.Later();
        var url = urls[0].TrimEnd('/');
        var settings = new ServeSettings(database, folder, urls, smtp, [new("Accounts:DeskUrl", url), new("Mailboxes:HostName", "demo.fjordogfell.example")]);

        // What is filled in can be filled in again: until then the disk need not be waited for.
        database.IsFilling = true;
        var app = await ServeCommand.BuildAsync(
            settings,
            services =>
            {
                services.AddSingleton<DemoClock>();
                services.AddSingleton<TimeProvider>(s => s.GetRequiredService<DemoClock>());
                services.AddSingleton(opening);
                services.AddSingleton<IStartupFilter, WhileFilling>();
                services.AddSingleton<CaughtMail>();
                services.AddSingleton<IMailTransport>(s => s.GetRequiredService<CaughtMail>());
                services.AddSingleton<DemoHouse>();
                services.AddSingleton<PlayMonth>();
            },
            cancel);
        MapSent(app);
        var house = app.Services.GetRequiredService<DemoHouse>();
        if (await house.IsBuiltAsync(cancel))
        {
            await app.Services.GetRequiredService<CaughtMail>().RememberAsync(database, cancel);
            await ServeCommand.StartAsync(app, settings, cancel);
        }
        else
        {
            var today = TimeProvider.System.UtcNow();
            var brandId = await house.OpenAsync(today, url, cancel);
            using var unwanted = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var filling = Task.Run(() => FillAsync(app, brandId, today, isEmpty, unwanted.Token), cancel);
            try
            {
                await ServeCommand.StartAsync(app, settings, cancel);
            }
            catch
            {
                await unwanted.CancelAsync();
                await filling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }

            await Console.Error.WriteLineAsync($"Fjord & Fell is at {url}{(isEmpty ? "" : "; a month of its mail is being delivered")} …");
            await filling;
        }

        database.IsFilling = false;
        opening.Open();
        return app;
    }

    private static async Task FillAsync(WebApplication app, long brandId, DateTime today, bool isEmpty, CancellationToken cancel)
    {
        var house = app.Services.GetRequiredService<DemoHouse>();
        if (isEmpty)
        {
            await house.HireAsync(brandId, today, cancel);
            return;
        }

        var month = Task.Run(() => DemoMonth.Create(today), cancel);
        await house.HireAsync(brandId, today.AddDays(-DemoMonth.Days - 1), cancel);
        await app.Services.GetRequiredService<PlayMonth>().PlayAsync(await month, cancel);
    }

    private static async Task AnnounceAsync(WebApplication app, SvarDatabase database, System.Net.IPEndPoint? smtp, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var brandId = await db.Set<Brand>().Select(b => b.Id).FirstAsync(cancel);
        await Shared.WriteLineAsync(new
        {
            url = app.Urls.First(),
            smtp = smtp?.ToString(),
            mailbox = DemoShop.MailboxAddress,
            email = DemoPeople.Anna.Email,
            password = DemoHouse.Password,
            token = await app.Services.GetRequiredService<DemoHouse>().TokenAsync(brandId, cancel),
        });
        await Console.Out.FlushAsync(cancel);
        await Console.Error.WriteLineAsync($"Ready. {DemoPeople.Anna.Email} answers mail; {DemoPeople.Ingrid.Email}, with the same password, leads and sees the settings.");
    }

    private static void MapSent(WebApplication app)
    {
        app.MapGet("/demo/sent.json", (CaughtMail caught) => TypedResults.Json(caught.Mails.Select(m => new { to = m.To, subject = m.Subject, raw = m.Raw }), Shared.Json)).Public();
        app.MapGet("/demo/sent", (CaughtMail caught) => SentPage.Of(caught.Mails)).Public();
    }
}
