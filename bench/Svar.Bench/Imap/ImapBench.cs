using System.CommandLine;
using System.Diagnostics;
using Svar.Mail.Imap;
using Svar.Mail.Sasl;
using Svar.Mail.Tests.Imap;
using Svar.Tests;

namespace Svar.Bench.Imap;

/// <summary>
/// How fast a full mailbox comes over IMAP: our client against a bare socket that asks the same Dovecot the same and throws away what it
/// hears. By turns and warm; CPU time is that of the client alone, since the server does the same work for both.
/// </summary>
internal static class ImapBench
{
    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = ".eml files, also in folders below" };
        var count = new Option<int>("--mails") { Description = "so many, repeating the files", DefaultValueFactory = _ => 10_000 };
        var rounds = new Option<int>("--rounds") { Description = "rounds of each, the median counts", DefaultValueFactory = _ => 15 };
        var command = new Command("imap", "Fetches a mailbox from Dovecot, beside a bare socket that sends one UID FETCH. Example: scripts/bench imap ../shared/fixtures") { folder, count, rounds };
        command.SetAction(async (parsed, cancel) =>
        {
            Installed.Find("dovecot", "dovecot-imapd");
            if (Environment.UserName != "root")
            {
                throw new UnusableException("Dovecot is started by root here, as nobody: run this as root");
            }

            await RunAsync(parsed.GetValue(folder)!, parsed.GetValue(count), parsed.GetValue(rounds), cancel);
        });
        return command;
    }

    private static async Task RunAsync(DirectoryInfo folder, int count, int rounds, CancellationToken cancel)
    {
        using var scratch = new Scratch(null);
        var port = Loopback.FreePort();
        var dovecot = new DovecotProcess(scratch.Folder, port);
        var bytes = await FillAsync(dovecot, await MailFiles.ReadAsync(folder, cancel), count, cancel);
        Report.Load();
        Report.Line($"{count} mails, {bytes / 1e6:F1} MB, {bytes / (double)count / 1000:F1} KB mean, in a Maildir of Dovecot; {rounds} rounds each by turns");
        try
        {
            await dovecot.StartAsync();
            await MeasureAsync(dovecot, port, count, rounds, cancel);
        }
        finally
        {
            await dovecot.StopAsync();
        }

        Report.Load();
    }

    private static async Task MeasureAsync(DovecotProcess dovecot, int port, int count, int rounds, CancellationToken cancel)
    {
        await using var client = await ImapClient.ConnectAsync(
            new ImapClientOptions
            {
                Host = "127.0.0.1",
                Port = port,
                Security = ImapSecurity.None,
                AllowAuthInClear = true,
                Credentials = SaslCredentials.ByPassword(DovecotProcess.User, DovecotProcess.Password),
            },
            cancel: cancel);
        await client.SelectAsync("INBOX", readOnly: true, cancel);
        var uids = await client.SearchAsync(1, cancel);
        using var bare = new BareFetch(port, DovecotProcess.User, DovecotProcess.Password);
        List<ImapRound> ours = [], theirs = [];

        // Dovecot's index and the page cache fill in the first rounds, and the just-in-time compiler settles.
        for (var round = -2; round < rounds; round++)
        {
            var fetched = await ImapRound.OfAsync(dovecot, () => FetchAsync(client, uids, cancel));
            var read = await ImapRound.OfAsync(dovecot, () => Task.FromResult(bare.Fetch()));
            if (uids.Count != count || read.Octets <= fetched.Octets)
            {
                throw new InvalidOperationException(FormattableString.Invariant($"{uids.Count} mails with {fetched.Octets} octets were fetched, the bare socket read {read.Octets}"));
            }

            if (round >= 0)
            {
                ours.Add(fetched);
                theirs.Add(read);
            }
        }

        Tell("Svar.Mail's ImapClient", ours, count);
        Tell("bare socket", theirs, count);
        Report.Line($"Svar.Mail takes {Median(ours, r => r.Seconds) / Median(theirs, r => r.Seconds):F2} x the time of the bare socket, {ours.Min(r => r.Seconds) / theirs.Min(r => r.Seconds):F2} x by the best round of each, {Median(ours, r => r.ClientSeconds + r.ServerSeconds) / Median(theirs, r => r.ClientSeconds + r.ServerSeconds):F2} x the CPU time of both ends; round by round {string.Join(' ', ours.Zip(theirs, (a, b) => FormattableString.Invariant($"{a.Seconds / b.Seconds:F2}")))}");
    }

    private static async Task<long> FetchAsync(ImapClient client, IReadOnlyList<uint> uids, CancellationToken cancel)
    {
        long octets = 0, count = 0;
        await foreach (var message in client.FetchAsync(uids, cancel))
        {
            await message.CopyToAsync(Stream.Null, cancel);
            octets += message.Size;
            count++;
        }

        return count == uids.Count ? octets : throw new InvalidOperationException(FormattableString.Invariant($"{count} of {uids.Count} mails came"));
    }

    /// <summary>Writes the mails where a delivery agent would have, named as one names them: the size is in the name.</summary>
    private static async Task<long> FillAsync(DovecotProcess dovecot, List<byte[]> mails, int count, CancellationToken cancel)
    {
        dovecot.MakeInbox();
        var bytes = 0L;
        for (var i = 0; i < count; i++)
        {
            var mail = mails[i % mails.Count];
            await File.WriteAllBytesAsync(Path.Combine(dovecot.Inbox, "cur", FormattableString.Invariant($"{1_700_000_000 + i}.M{i}P1.bench,S={mail.Length}:2,")), mail, cancel);
            bytes += mail.Length;
        }

        return bytes;
    }

    private static void Tell(string name, List<ImapRound> rounds, int count) =>
        Report.Line($"  {name,-24} {Median(rounds, r => r.Seconds):F3} s ({rounds.Min(r => r.Seconds):F3} to {rounds.Max(r => r.Seconds):F3}), {Median(rounds, r => r.Octets / 1e6 / r.Seconds):F0} MB/s; CPU of the client {Median(rounds, r => r.ClientSeconds):F3} s, of Dovecot {Median(rounds, r => r.ServerSeconds):F2} s; {Median(rounds, r => r.Allocated) / count:F0} bytes allocated a mail");

    private static double Median(List<ImapRound> rounds, Func<ImapRound, double> figure) => Report.Quantile(rounds.Select(figure), 0.5);

    private sealed record ImapRound(double Seconds, double ClientSeconds, double ServerSeconds, long Octets, long Allocated)
    {
        public static async Task<ImapRound> OfAsync(DovecotProcess dovecot, Func<Task<long>> fetch)
        {
            GC.Collect();
            var server = ProcessFigures.CpuOfChildren(dovecot.Id);
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var cpu = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            var octets = await fetch();
            var seconds = watch.Elapsed.TotalSeconds;
            cpu = Environment.CpuUsage.TotalTime - cpu;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            return new ImapRound(seconds, cpu.TotalSeconds, (ProcessFigures.CpuOfChildren(dovecot.Id) - server).TotalSeconds, octets, allocated);
        }
    }
}
