using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Svar.Bench.Smtp;

/// <summary>
/// How fast our SMTP server takes mail when nothing is done with it: server and senders are a process each. In the same
/// rounds a server that does not parse (what the sockets allow) and Postfix's smtp-sink; at the end Postfix's
/// smtp-source as a sender that is not ours, and what a connection costs in memory.
/// </summary>
internal static class SmtpBench
{
    private static readonly IReadOnlyDictionary<string, string> _light = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_gcServer"] = "0", ["DOTNET_gcConcurrent"] = "0" };

    public static Command Create()
    {
        var mails = new Option<int>("--mails") { Description = "mails in each round of each server", DefaultValueFactory = _ => 20_000 };
        var senders = new Option<int>("--senders") { Description = "connections at once", DefaultValueFactory = _ => 8 };
        var size = new Option<int>("--size") { Description = "bytes of a mail", DefaultValueFactory = _ => 4096 };
        var rounds = new Option<int>("--rounds") { Description = "rounds of each server, the median counts", DefaultValueFactory = _ => 5 };
        var big = new Option<int>("--big") { Description = "MB of a mail where memory is measured", DefaultValueFactory = _ => 50 };
        var without = new Option<bool>("--without-postfix") { Description = "no smtp-sink and smtp-source beside" };
        var command = new Command("smtp", "Mails that the SMTP server takes a second into nothing, and its memory, beside bare sockets and Postfix's smtp-sink. Example: scripts/bench smtp --mails 20000 --senders 8")
        {
            mails, senders, size, rounds, big, without,
        };
        command.SetAction(async parsed =>
        {
            var load = new SmtpLoad(parsed.GetValue(mails), parsed.GetValue(senders), parsed.GetValue(size), parsed.GetValue(rounds));
            var postfix = !parsed.GetValue(without);
            Report.Load();
            await using (var kestrel = await SmtpUnderTest.HostAsync("Svar.Mail on Kestrel", "kestrel", load.Size))
            await using (var listener = await SmtpUnderTest.HostAsync("Svar.Mail on SmtpListener", "listener", load.Size))
            await using (var bare = await SmtpUnderTest.HostAsync("bare sockets, no parsing", "bare", load.Size))
            await using (var sink = postfix ? await SmtpUnderTest.SinkAsync() : null)
            {
                var all = new[] { kestrel, listener, bare, sink }.OfType<SmtpUnderTest>().ToList();
                for (var turns = 1; turns <= 2; turns++)
                {
                    await CompareAsync(all, load, turns);
                }

                if (sink is not null)
                {
                    await FromSmtpSourceAsync([kestrel, sink], load);
                }
            }

            Report.Load();
            await SmtpMemory.MeasureAsync(load.Senders, parsed.GetValue(big) * 1_000_000);
            Report.Load();
        });
        return command;
    }

    private static async Task CompareAsync(List<SmtpUnderTest> servers, SmtpLoad load, int turns)
    {
        Report.Line($"{load.Senders} senders, {load.Size} bytes, {turns} turn{(turns == 1 ? "" : "s")} a mail ({(turns == 1 ? "content and next envelope in one group" : "envelope in one group, then content")}), median of {load.Rounds} rounds of {load.Mails} mails");
        var runs = servers.ToDictionary(server => server, _ => new List<SmtpRun>());
        for (var round = 0; round < load.Rounds; round++)
        {
            foreach (var server in servers)
            {
                runs[server].Add(await RunAsync(server, load, turns));
            }
        }

        foreach (var server in servers)
        {
            Report.Line($"  {server.Name,-26} {Median(runs[server], run => run.MailsASecond),7:F0} mails/s; CPU a mail: server {Median(runs[server], run => run.ServerMicroseconds),5:F1} µs, senders {Median(runs[server], run => run.SenderMicroseconds),5:F1} µs; resident {server.Process.ResidentKb / 1024} MB");
        }
    }

    private static async Task<SmtpRun> RunAsync(SmtpUnderTest server, SmtpLoad load, int turns)
    {
        await using var senders = BenchProcess.Self(_light, ["smtp-senders", .. new[] { server.Port, load.Size, load.Senders, load.Mails, turns }.Select(n => n.ToString(CultureInfo.InvariantCulture))]);
        senders.Hear("begin");
        var cpu = server.Process.Cpu;
        var seconds = senders.HearNumber("seconds");
        cpu = server.Process.Cpu - cpu;
        var sent = load.Mails / load.Senders * load.Senders;
        var run = new SmtpRun(sent / seconds, cpu.TotalMicroseconds / sent, senders.HearNumber("cpu") * 1e6 / sent);
        await senders.EndsAsync();
        return run;
    }

    // Sends one command at a time, four turns a mail, however many the server would take at once.
    private static async Task FromSmtpSourceAsync(IReadOnlyList<SmtpUnderTest> servers, SmtpLoad load)
    {
        var program = Installed.Find("smtp-source", "postfix");
        Report.Line($"smtp-source of Postfix, {load.Senders} sessions kept open, no pipelining, median of {load.Rounds} rounds");
        var runs = servers.ToDictionary(server => server, _ => new List<SmtpRun>());
        for (var round = 0; round < load.Rounds; round++)
        {
            foreach (var server in servers)
            {
                var cpu = server.Process.Cpu;
                var watch = Stopwatch.StartNew();
                await using var source = BenchProcess.Start(program, "-d", "-s", Text(load.Senders), "-m", Text(load.Mails), "-l", Text(load.Size), "-f", "anna@mail.example", "-t", BenchHouse.Address, $"127.0.0.1:{Text(server.Port)}");
                await source.EndsAsync();
                runs[server].Add(new SmtpRun(load.Mails / watch.Elapsed.TotalSeconds, (server.Process.Cpu - cpu).TotalMicroseconds / load.Mails, 0));
            }
        }

        foreach (var server in servers)
        {
            Report.Line($"  {server.Name,-26} {Median(runs[server], run => run.MailsASecond),7:F0} mails/s; CPU of the server {Median(runs[server], run => run.ServerMicroseconds):F1} µs a mail");
        }
    }

    private static double Median(List<SmtpRun> runs, Func<SmtpRun, double> figure) => Report.Quantile(runs.Select(figure), 0.5);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record SmtpLoad(int Mails, int Senders, int Size, int Rounds);

    private sealed record SmtpRun(double MailsASecond, double ServerMicroseconds, double SenderMicroseconds);
}
