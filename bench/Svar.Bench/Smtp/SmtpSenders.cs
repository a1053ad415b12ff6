using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Svar.Bench.Smtp;

/// <summary>Several senders in a process of their own, each a thread and a connection; run by smtp.</summary>
internal static class SmtpSenders
{
    public static Command Create()
    {
        var port = new Argument<int>("port");
        var size = new Argument<int>("size");
        var senders = new Argument<int>("senders");
        var mails = new Argument<int>("mails");
        var turns = new Argument<int>("turns");
        var command = new Command("smtp-senders", "Sends mails as fast as they are taken; run by smtp.") { port, size, senders, mails, turns };
        command.Hidden = true;
        command.SetAction(parsed => Run(parsed.GetValue(port), Dialogue.Of(parsed.GetValue(size)), parsed.GetValue(senders), parsed.GetValue(mails), parsed.GetValue(turns)));
        return command;
    }

    /// <summary>So many at once, each on a thread of its own that may block.</summary>
    public static Task OnThreadsAsync(int count, Action<int> send) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(n => Task.Factory.StartNew(() => send(n), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    private static async Task Run(int port, Dialogue mail, int senders, int mails, int turns)
    {
        var open = Enumerable.Range(0, senders).Select(_ => new RawSender()).ToList();
        open.ForEach(sender => sender.Open(new IPEndPoint(IPAddress.Loopback, port)));

        // the just-in-time compilers of both sides settle first
        var each = mails / senders;
        await SendAsync(open, mail, Math.Max(1, each / 4), turns);
        Console.Out.WriteLine("begin");
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await SendAsync(open, mail, each, turns);
        var seconds = watch.Elapsed.TotalSeconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seconds {seconds:F4}"));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cpu {cpu.TotalSeconds:F4}"));
        open.ForEach(sender => sender.Dispose());
    }

    private static Task SendAsync(List<RawSender> senders, Dialogue mail, int count, int turns) => OnThreadsAsync(senders.Count, n =>
    {
        if (turns == 1)
        {
            senders[n].DeliverInOneTurn(mail, count);
        }
        else
        {
            senders[n].DeliverInTwoTurns(mail, count);
        }
    });
}
