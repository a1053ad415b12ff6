using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using Svar.Mail.Smtp;
using Svar.Mail.Tls;
using Svar.Mail.Tests.Imap;

namespace Svar.Mail.Tests.Smtp;

/// <summary>
/// Postfix between our client and our two servers, started by the first test that asks, for all tests of a class: each must wait
/// for all mail that it causes. Users called 'no' and 'full' are refused.
/// </summary>
public sealed class PostfixRoute : IAsyncLifetime
{
    /// <summary>Largest message that our server takes; less than Postfix takes.</summary>
    internal const int SizeLimit = 200_000;

    private readonly X509Certificate2 _certificate = Certificates.SelfSigned("mx.example");
    private LoopbackServer? _smtpServer;
    private LoopbackServer? _lmtpServer;
    private Dovecot? _dovecot;

    internal Postfix Postfix { get; private set; } = null!;

    internal Arrivals Smtp { get; } = new(fullAtData: false);

    internal Arrivals Lmtp { get; } = new(fullAtData: true);

    public ValueTask InitializeAsync() => default;

    /// <summary>With both inboxes empty.</summary>
    public async Task<PostfixRoute> StartedAsync()
    {
        if (Postfix is null)
        {
            _smtpServer ??= new LoopbackServer(new SmtpServerOptions { HostName = "mx.example", Tls = ServerTls.Serve(_certificate), MaxMessageSize = SizeLimit }, Smtp.Inbox);
            _lmtpServer ??= new LoopbackServer(new SmtpServerOptions { HostName = "lmtp.example", IsLmtp = true }, Lmtp.Inbox);
            _dovecot ??= await Dovecot.StartAsync();
            Postfix = await Postfix.StartAsync(new PostfixRoutes(_smtpServer.Port, _lmtpServer.Port, _dovecot.AuthPort));
        }

        Smtp.Inbox.Messages.Clear();
        Lmtp.Inbox.Messages.Clear();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in (IAsyncDisposable?[])[Postfix, _smtpServer, _lmtpServer, _dovecot])
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
        }

        _certificate.Dispose();
    }

    /// <summary>An inbox that can be waited for.</summary>
    internal sealed class Arrivals
    {
        private static readonly SmtpReply _full = new(552, "5.2.2", "The mailbox of this user is full");

        private readonly Channel<bool> _arrived = Channel.CreateUnbounded<bool>();

        public Arrivals(bool fullAtData) => Inbox = new Inbox
        {
            OnRecipient = path => path.LocalPart switch
            {
                "no" => SmtpReply.UnknownRecipient,
                "full" when !fullAtData => _full,
                _ => SmtpReply.RecipientAccepted,
            },
            OnCommitEach = recipient => recipient.Path.LocalPart == "full" ? _full : SmtpReply.Accepted,
            OnTaken = () => _arrived.Writer.TryWrite(true),
        };

        public Inbox Inbox { get; }

        public async Task<IReadOnlyList<Inbox.Received>> WaitAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await _arrived.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            }

            return [.. Inbox.Messages];
        }
    }
}
