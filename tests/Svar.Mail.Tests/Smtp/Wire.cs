using System.IO.Pipelines;
using System.Net;
using System.Text;
using Svar.Mail.Smtp;

namespace Svar.Mail.Tests.Smtp;

/// <summary>
/// A session over pipes in memory. Everything runs on the test's own thread: when <see cref="Say"/> returns, the session has
/// answered all it will and waits.
/// </summary>
internal sealed class Wire
{
    private readonly Pipe _toServer = NewPipe();
    private readonly Pipe _fromServer = NewPipe();

    public Wire(SmtpServerOptions? options = null, ISmtpReceiver? receiver = null, string client = "192.0.2.7", CancellationToken stopping = default)
        : this(new SmtpServer(options ?? new SmtpServerOptions { HostName = "mx.example" }, receiver ?? new Inbox(), new ManualTime()), client, stopping)
    {
    }

    public Wire(SmtpServer server, string client = "192.0.2.7", CancellationToken stopping = default)
    {
        var transport = new Duplex(_toServer.Reader, _fromServer.Writer);
        Inline(() => Session = server.RunAsync(new SmtpConnection(transport, new IPEndPoint(IPAddress.Parse(client), 4711)), stopping));
        Greeting = Read();
    }

    public string Greeting { get; }

    public Task Session { get; private set; } = Task.CompletedTask;

    /// <summary>The session is over and has closed its side.</summary>
    public bool IsClosed => Session.IsCompleted;

    public Stream AsStream() => new DuplexPipeStream(_fromServer.Reader, _toServer.Writer);

    /// <summary>Sends bytes (a character each, CRLF written out) and returns what the server says to them.</summary>
    public string Say(string bytes) => Say(Encoding.Latin1.GetBytes(bytes));

    public string Say(byte[] bytes)
    {
        Inline(() =>
        {
            var written = _toServer.Writer.WriteAsync(bytes).AsTask();
            Assert.True(written.IsCompletedSuccessfully);
        });
        return Read();
    }

    public string HangUp()
    {
        Inline(() => _toServer.Writer.Complete());
        return Read();
    }

    public string Read()
    {
        var text = new StringBuilder();
        while (_fromServer.Reader.TryRead(out var read))
        {
            text.Append(Encoding.Latin1.GetString(read.Buffer));
            Inline(() => _fromServer.Reader.AdvanceTo(read.Buffer.End));
            if (read.IsCompleted)
            {
                break;
            }
        }

        return text.ToString();
    }

    public static void Inline(Action act)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            act();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static Pipe NewPipe() => new(new PipeOptions(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
