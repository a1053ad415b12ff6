using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Svar.Accounts;
using Svar.Accounts.Links;
using Svar.Data;
using Svar.Mailboxes.Receiving;

namespace Svar.Commands;

internal static class ServeCommand
{
    public static Command Create()
    {
        var data = Shared.Data();
        var database = Shared.Database();
        var urls = Urls();
        var smtp = new Option<string?>("--smtp") { Description = "where mail is taken in; without it, nowhere", HelpName = "HOST:PORT" };
        var command = new Command("serve", "Run the system. Example: svar serve --data /var/lib/svar --urls http://0.0.0.0:5080 --smtp 0.0.0.0:25") { data, database, urls, smtp };
        command.SetAction(async (parsed, cancel) =>
        {
            var folder = parsed.GetValue(data)!;
            var (addresses, smtpAt) = (ServeSettings.Addresses(parsed.GetValue(urls)!), ServeSettings.SmtpEndPoint(parsed.GetValue(smtp)));
            DataFolder.Open(folder);
            using var opened = SvarDatabase.Open(parsed.GetValue(database) ?? Environment.GetEnvironmentVariable("SVAR_DATABASE"), folder);
            using var sole = SoleServer.Claim(opened, folder);
            var settings = new ServeSettings(opened, folder, addresses, smtpAt, []);
            await using var app = await BuildAsync(settings, null, cancel);
            await StartAsync(app, settings, cancel);
            var first = await app.Services.GetRequiredService<FirstAccount>().OfferAsync(cancel);
            if (first is not null)
            {
                await Console.Out.WriteLineAsync($"Nobody has an account yet. Make the first one here, within 24 hours: {first}".AsMemory(), cancel);
            }

            await Console.Error.WriteLineAsync($"Svar serves {string.Join(", ", Pages(app, settings))}{(settings.Smtp is null ? "" : $", and takes in mail at {settings.Smtp}")}".AsMemory(), cancel);
            await app.WaitForShutdownAsync(cancel);
            return CommandLine.Done;
        });
        return command;
    }

    public static Option<string> Urls() => new("--urls") { Description = "where pages are served", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:5080" };

    /// <summary>The program, and its database at this version: side by side, for each takes a second.</summary>
    public static async Task<WebApplication> BuildAsync(ServeSettings settings, Action<IServiceCollection>? replace, CancellationToken cancel)
    {
        if (settings.Database.IsSqlite)
        {
            // This is the only server on the folder: what a killed one had half received its senders still have.
            SpoolFolder.Of(settings.DataFolder).Empty();
        }

        var building = Task.Run(() => Program.Build(settings, replace), cancel);
        await Task.WhenAll(building, Task.Run(() => Versions.MigrateAsync(settings.Database, cancel), cancel));
        return await building;
    }

    /// <summary>A port that cannot be had is told in one line.</summary>
    public static async Task StartAsync(WebApplication app, ServeSettings settings, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (Exception e) when (e is SocketException || e.InnerException is AddressInUseException or SocketException)
        {
            throw new CommandFailedException(Ports.WhyNot(settings, e), e);
        }

        var desk = app.Services.GetRequiredService<AccountOptions>().DeskUrl;
        ServedAddress.Keep(settings.DataFolder, new Uri(desk).Port == 0 ? Pages(app, settings).First() : desk);
    }

    /// <summary>Where pages are served: without the port of mail, which the server lists among its addresses.</summary>
    private static IEnumerable<string> Pages(WebApplication app, ServeSettings settings) => app.Urls.Where(url => url != $"http://{settings.Smtp}");
}
