using System.Net;

namespace Svar.Bench.Smtp;

/// <summary>
/// What a connection costs the server in memory: idle, in the midst of a big mail, and in the midst of a big mail that
/// nobody takes, when all that may be buffered is. Resident is the whole process, with what the garbage collector has not given back;
/// live is what is in use after a full collection.
/// </summary>
internal static class SmtpMemory
{
    private const int Many = 500;

    public static async Task MeasureAsync(int senders, int size)
    {
        var mail = Dialogue.Of(size);
        Report.Line($"memory, Svar.Mail on Kestrel, mails of {size / 1e6:F0} MB");
        foreach (var count in new[] { senders, 8 * senders })
        {
            await using var server = await SmtpUnderTest.HostAsync("", "kestrel", size);
            await DeliverAsync(server, mail, 1);
            var before = Footprint.Of(server);
            var sending = DeliverAsync(server, mail, count);
            var most = before;
            while (!sending.IsCompleted)
            {
                most = Footprint.Of(server).OrMore(most);
                await Task.WhenAny(sending, Task.Delay(100));
            }

            await sending;
            Tell($"{count} connections, sending", before, most, count);
        }

        foreach (var count in new[] { senders, 8 * senders })
        {
            await using var server = await SmtpUnderTest.HostAsync("", "kestrel", size);
            await DeliverAsync(server, mail, 1);
            var before = Footprint.Of(server);
            server.Process.Say("hold");
            var stuck = Enumerable.Range(0, count).Select(_ => Begun(server, mail)).ToList();
            stuck.ForEach(sender => sender.FillWith(mail.Content));
            Tell($"{count} connections, sink at a stand", before, Footprint.Of(server), count);
            stuck.ForEach(sender => sender.Dispose());
            server.Process.Say("release");
        }

        await using (var server = await SmtpUnderTest.HostAsync("", "kestrel", size))
        {
            await DeliverAsync(server, mail, 1);
            var before = Footprint.Of(server);
            var idle = Enumerable.Range(0, Many).Select(_ => new RawSender()).ToList();
            idle.ForEach(sender => sender.Open(new IPEndPoint(IPAddress.Loopback, server.Port)));
            Tell($"{Many} connections, idle after EHLO", before, Footprint.Of(server), Many);
            idle.ForEach(sender => sender.Dispose());
        }
    }

    private static Task DeliverAsync(SmtpUnderTest server, Dialogue mail, int count) => SmtpSenders.OnThreadsAsync(count, _ =>
    {
        using var sender = new RawSender();
        sender.Open(new IPEndPoint(IPAddress.Loopback, server.Port));
        sender.DeliverInTwoTurns(mail, 1);
    });

    private static RawSender Begun(SmtpUnderTest server, Dialogue mail)
    {
        var sender = new RawSender();
        sender.Open(new IPEndPoint(IPAddress.Loopback, server.Port));
        sender.BeginMail(mail.Envelope);
        return sender;
    }

    private static void Tell(string what, Footprint before, Footprint then, int connections) =>
        Report.Line($"  {what,-36} resident {before.ResidentKb / 1024,4} -> {then.ResidentKb / 1024,4} MB, {(then.ResidentKb - before.ResidentKb) / (double)connections,6:F0} KB a connection; live {before.LiveKb / 1024.0,5:F1} -> {then.LiveKb / 1024.0,5:F1} MB, {(then.LiveKb - before.LiveKb) / (double)connections,6:F0} KB a connection");

    private readonly record struct Footprint(long ResidentKb, long LiveKb)
    {
        public static Footprint Of(SmtpUnderTest server)
        {
            var resident = server.Process.ResidentKb;
            server.Process.Say("live");
            return new Footprint(resident, (long)server.Process.HearNumber("live") / 1024);
        }

        public Footprint OrMore(Footprint other) => new(Math.Max(ResidentKb, other.ResidentKb), Math.Max(LiveKb, other.LiveKb));
    }
}
