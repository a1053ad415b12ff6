using System.Net;
using Svar.Mail.Smtp;

namespace Svar.Mail.Tests.Smtp;

/// <summary>A real server on a free loopback port, for as long as it is not disposed.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly SmtpListener _listener;
    private readonly Task _run;

    public LoopbackServer(SmtpServerOptions options, ISmtpReceiver receiver, int port = 0)
    {
        Server = new SmtpServer(options, receiver);
        _listener = new SmtpListener(Server, new IPEndPoint(IPAddress.Loopback, port));
        _run = Task.Run(() => _listener.RunAsync(_stopping.Token, TimeSpan.FromSeconds(5)));
    }

    public SmtpServer Server { get; }

    public int Port => _listener.EndPoint.Port;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _run;
        _listener.Dispose();
        _stopping.Dispose();
    }
}
