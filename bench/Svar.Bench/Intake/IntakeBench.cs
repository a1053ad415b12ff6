using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Svar.Bench.Smtp;
using Svar.Data;

namespace Svar.Bench.Intake;

/// <summary>
/// How fast mail comes in: the real program, SMTP on loopback, counts held against each other at the end, beside the
/// raw limit of the same disk measured in the same run.
/// </summary>
internal static class IntakeBench
{
    public static Command Create()
    {
        var count = new Option<int>("--mails") { Description = "mails in each measurement", DefaultValueFactory = _ => 4000 };
        var senders = new Option<string>("--senders") { Description = "connections at once, one measurement each", DefaultValueFactory = _ => "1,4,16" };
        var engine = new Option<string>("--engine") { Description = "sqlite, postgresql or both", DefaultValueFactory = _ => "both" };
        var folder = new Option<string?>("--in") { Description = "measure on this folder's disk", HelpName = "DIR" };
        var command = new Command("intake", "Mails acknowledged and taken in a second, CPU and memory of the server.") { count, senders, engine, folder };
        command.SetAction(async parsed =>
        {
            var several = parsed.GetValue(senders)!.Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture)).ToList();
            var wanted = parsed.GetValue(engine);
            if (wanted is "sqlite" or "both")
            {
                using var scratch = new Scratch(parsed.GetValue(folder));
                var raw = await RawLimit.SqliteAsync(scratch.Path("raw.db"), Mails(1, parsed.GetValue(count)));
                await RunAsync("SQLite", null, raw, scratch, several, parsed.GetValue(count));
            }

            if (wanted is "postgresql" or "both")
            {
                if (PostgreSqlServer.Programs() is null)
                {
                    Report.Line($"PostgreSQL: not here (Debian: apt-get install postgresql)");
                    return;
                }

                using var scratch = new Scratch(parsed.GetValue(folder));
                await using var server = await PostgreSqlServer.StartAsync(scratch.Path("pg"));
                var mails = Mails(1, parsed.GetValue(count));
                var alone = await RawLimit.PostgreSqlAsync(server.ConnectionString, mails, 1);
                Report.Line($"PostgreSQL raw limit with one connection {alone:F0}/s");
                var raw = await RawLimit.PostgreSqlAsync(server.ConnectionString, mails, 16);
                await RunAsync("PostgreSQL", server.ConnectionString, raw, scratch, several, parsed.GetValue(count));
            }
        });
        return command;
    }

    private static async Task RunAsync(string name, string? connection, double rawLimit, Scratch scratch, IReadOnlyList<int> several, int count)
    {
        var data = scratch.Path("data");
        using var database = SvarDatabase.Open(connection, data);
        await BenchHouse.BuildAsync(database, staff: 1);
        string[] arguments = ["--data", data, .. connection is null ? (string[])[] : ["--database", connection]];
        await using var server = ServerProcess.Start("serve", arguments, _ => { });
        await server.ReadyAsync();
        var counts = new LedgerCounts(database);
        Report.Load();
        Report.Line($"{name}: raw limit {rawLimit:F0} rows/s (the same bytes, one prepared insert and one commit a row); mails of {Mails(1, 200).Average(m => m.Raw.Length) / 1024:F1} KB");

        // The just-in-time compiler settles first; those mails count for nothing but the sums at the end.
        var warm = Mails(2, 1500);
        await SendAsync(server, warm, 8);
        await counts.TakenInAsync(warm.Count);
        var sent = warm.Count;
        var seed = 10;
        foreach (var senders in several)
        {
            var mails = Mails(seed++, count);
            var cpu = server.Cpu;
            var watch = Stopwatch.StartNew();
            var kept = SendAsync(server, mails, senders).ContinueWith(_ => watch.Elapsed, TaskScheduler.Default);
            await kept;
            sent += mails.Count;
            await counts.TakenInAsync(sent);
            var all = watch.Elapsed;
            Report.Line($"{name}, {senders,2} senders: acknowledged {mails.Count / (await kept).TotalSeconds,6:F0}/s, taken in {mails.Count / all.TotalSeconds,6:F0}/s, CPU of the server {(server.Cpu - cpu).TotalMilliseconds / mails.Count:F2} ms a mail, resident {server.ResidentKb / 1024} MB (most {server.MostResidentKb / 1024} MB)");
        }

        await counts.HoldAsync(sent);
        Report.Load();
    }

    private static Task SendAsync(ServerProcess server, IReadOnlyList<BenchMail> mails, int senders) => SmtpSenders.OnThreadsAsync(senders, n =>
    {
        using var sender = new RawSender();
        sender.Open(server.Smtp);
        for (var i = n; i < mails.Count; i += senders)
        {
            sender.Deliver(mails[i].From, mails[i].Raw);
        }
    });

    private static List<BenchMail> Mails(int seed, int count)
    {
        var mix = new MailMix(seed);
        return [.. Enumerable.Range(0, count).Select(_ => mix.Next())];
    }
}
