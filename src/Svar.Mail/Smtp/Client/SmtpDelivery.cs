using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Svar.Mail.Smtp;

/// <summary>One message to deliver. <paramref name="Open"/> gives a seekable stream, opened when its turn comes.</summary>
public sealed record SmtpOutgoing(string Name, SmtpEnvelope Envelope, Func<Stream> Open);

/// <summary>What became of one message: <see cref="Result"/> when it was taken, <see cref="Failure"/> when not.</summary>
public sealed record SmtpDelivered(string Name, SmtpSendResult? Result, Exception? Failure, TimeSpan Took);

/// <summary>Delivers many messages to one server over several connections at once.</summary>
public static class SmtpDelivery
{
    /// <summary>
    /// Each message is tried once, and its outcome given in the order in which they end. A failure is an outcome, not an exception; so is a file that
    /// cannot be read. <paramref name="mails"/> is read as connections get free, so it may be long.
    /// </summary>
    public static async IAsyncEnumerable<SmtpDelivered> RunAsync(
        SmtpClientOptions options, IEnumerable<SmtpOutgoing> mails, int connections, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(mails);
        ArgumentOutOfRangeException.ThrowIfLessThan(connections, 1);
        var outcomes = Channel.CreateBounded<SmtpDelivered>(4 * connections);
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var source = mails.GetEnumerator();
        var turn = new Lock();
        var senders = Enumerable.Range(0, connections).Select(_ => Task.Run(() => DeliverAsync(options, Next, outcomes.Writer, stopped.Token), stopped.Token)).ToArray();
        var all = Task.WhenAll(senders).ContinueWith(
            done => outcomes.Writer.TryComplete(done.Exception?.InnerException), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        try
        {
            await foreach (var outcome in outcomes.Reader.ReadAllAsync(cancel))
            {
                yield return outcome;
            }
        }
        finally
        {
            await stopped.CancelAsync();
            await all;
        }

        SmtpOutgoing? Next()
        {
            lock (turn)
            {
                return source.MoveNext() ? source.Current : null;
            }
        }
    }

    private static async Task DeliverAsync(SmtpClientOptions options, Func<SmtpOutgoing?> next, ChannelWriter<SmtpDelivered> outcomes, CancellationToken cancel)
    {
        await using var client = new SmtpClient(options);
        while (!cancel.IsCancellationRequested && next() is { } mail)
        {
            var start = Stopwatch.GetTimestamp();
            SmtpSendResult? result = null;
            Exception? failure = null;
            try
            {
                await using var content = mail.Open();
                result = await client.SendAsync(mail.Envelope, content, cancel);
            }
            catch (Exception e) when (e is SmtpException or IOException or UnauthorizedAccessException)
            {
                failure = e;
            }

            await outcomes.WriteAsync(new SmtpDelivered(mail.Name, result, failure, Stopwatch.GetElapsedTime(start)), cancel);
        }

        await client.QuitAsync(cancel);
    }
}
