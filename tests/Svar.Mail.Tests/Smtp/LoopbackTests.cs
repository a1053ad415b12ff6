using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Svar.Mail.Sasl;
using Svar.Mail.Smtp;
using Svar.Mail.Tls;
using Svar.Tests;

namespace Svar.Mail.Tests.Smtp;

/// <summary>Our client and our server over real sockets and real TLS.</summary>
public sealed class LoopbackTests : IDisposable
{
    private readonly X509Certificate2 _certificate = Certificates.SelfSigned("mx.example");
    private readonly Inbox _inbox = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Pin => Convert.ToHexString(SHA256.HashData(_certificate.RawData));

    public void Dispose() => _certificate.Dispose();

    [Theory]
    [InlineData(SmtpSecurity.StartTls, SmtpChunking.Never)]
    [InlineData(SmtpSecurity.StartTlsWhenOffered, SmtpChunking.WhenOffered)]
    [InlineData(SmtpSecurity.Implicit, SmtpChunking.Never)]
    public async Task A_mail_goes_through_TLS_unchanged(SmtpSecurity security, SmtpChunking chunking)
    {
        await using var server = new LoopbackServer(
            new SmtpServerOptions
            {
                Tls = ServerTls.Serve(_certificate),
                IsTlsImplicit = security == SmtpSecurity.Implicit,
                Authenticate = (c, _) => new(c.Password == "secret" ? c.User : null),
            },
            _inbox);
        await using var client = new SmtpClient(Options(server) with
        {
            Security = security,
            Chunking = chunking,
            PinnedCertificate = Pin,
            Credentials = SaslCredentials.ByPassword("anna", "secret"),
        });
        var mail = LargeMail();
        for (var i = 0; i < 3; i++)
        {
            Assert.True((await client.SendAsync(new SmtpEnvelope("a@b.example", "x@y.example"), mail, Cancel)).IsAcceptedForAll);
        }

        await client.QuitAsync(Cancel);
        Assert.Equal(3, _inbox.Messages.Count);
        Assert.All(_inbox.Messages, m => Assert.True(mail.AsSpan().SequenceEqual(m.Bytes)));
        var transaction = _inbox.Messages[0].Transaction;
        Assert.Equal("ESMTPSA", transaction.Protocol);
        Assert.Equal("anna", transaction.Peer.AuthenticatedAs);
        Assert.Contains("with ESMTPSA (TLS1.3 TLS_", Encoding.ASCII.GetString(TraceHeader.Received(transaction, "mx", null, DateTimeOffset.UnixEpoch)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_is_checked_by_authority_by_name_or_by_pin()
    {
        await using var server = new LoopbackServer(new SmtpServerOptions { Tls = ServerTls.Serve(_certificate) }, _inbox);
        var options = Options(server) with { Security = SmtpSecurity.StartTls };
        await FailsAsync(options, CertificateFaults.UnknownAuthority, "no authority vouches for it, it is signed by itself");
        await FailsAsync(options with { PinnedCertificate = new string('0', 64) }, CertificateFaults.NotPinned, "is not the pinned one");
        using var other = Certificates.SelfSigned("mx.example");
        await FailsAsync(options with { TrustedRoots = [other] }, CertificateFaults.UnknownAuthority, "no authority vouches for it");
        await FailsAsync(options with { TrustedRoots = [_certificate], Host = "localhost" }, CertificateFaults.OtherName, "it is for mx.example, 127.0.0.1, not for localhost");
        await WorksAsync(options with { TrustedRoots = [_certificate] });
        await WorksAsync(options with { PinnedCertificate = string.Join(':', Pin.ToLowerInvariant().Chunk(2).Select(c => new string(c))) });
        await WorksAsync(options with { AcceptAnyCertificate = true });
        Assert.Throws<ArgumentException>(() => new SmtpClient(options with { PinnedCertificate = "abc" }));

        async Task FailsAsync(SmtpClientOptions options, CertificateFaults faults, string why)
        {
            await using var client = new SmtpClient(options);
            var failed = await Assert.ThrowsAsync<SmtpProtocolException>(() => client.ConnectAsync(Cancel));
            Assert.Equal((TlsFault.Certificate, faults, false), (failed.Tls!.Fault, failed.Tls.Faults, failed.IsTemporary));
            Assert.Contains(why, failed.Message, StringComparison.Ordinal);
            Assert.Contains(failed.Tls.Certificate!.Sha256, failed.Message, StringComparison.Ordinal);
            Assert.Equal(Pin, failed.Tls.Certificate.Sha256.Replace(":", "", StringComparison.Ordinal));
        }

        static async Task WorksAsync(SmtpClientOptions options)
        {
            await using var client = new SmtpClient(options);
            await client.ConnectAsync(Cancel);
            Assert.NotNull(client.Tls);
            await client.QuitAsync(Cancel);
        }
    }

    [Fact]
    public async Task Bytes_sent_after_STARTTLS_without_waiting_never_become_commands()
    {
        await using var server = new LoopbackServer(new SmtpServerOptions { Tls = ServerTls.Serve(_certificate) }, _inbox);
        using var socket = new TcpClient("127.0.0.1", server.Port);
        await using var stream = socket.GetStream();
        await ReadUntilAsync(stream, "ESMTP\r\n");
        await stream.WriteAsync("EHLO c\r\n"u8.ToArray(), Cancel);
        await ReadUntilAsync(stream, "SIZE 52428800\r\n250 STARTTLS\r\n");
        await stream.WriteAsync("STARTTLS\r\n"u8.ToArray(), Cancel);
        await ReadUntilAsync(stream, "220 2.0.0 Ready to start TLS\r\n");
        await stream.WriteAsync("EHLO evil\r\nMAIL FROM:<a@b.example>\r\n"u8.ToArray(), Cancel);
        var rest = await ReadAllAsync(stream);
        Assert.DoesNotContain("250", rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_STARTTLS_the_session_begins_anew()
    {
        await using var server = new LoopbackServer(new SmtpServerOptions { Tls = ServerTls.Serve(_certificate) }, _inbox);
        using var socket = new TcpClient("127.0.0.1", server.Port);
        await using var stream = socket.GetStream();
        await ReadUntilAsync(stream, "ESMTP\r\n");
        await stream.WriteAsync("EHLO c\r\nMAIL FROM:<a@b.example>\r\n"u8.ToArray(), Cancel);
        await ReadUntilAsync(stream, "Sender ok\r\n");
        await stream.WriteAsync("STARTTLS\r\n"u8.ToArray(), Cancel);
        await ReadUntilAsync(stream, "220 2.0.0 Ready to start TLS\r\n");
        await using var tls = new SslStream(stream);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "mx.example", RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null }, Cancel);
        await tls.WriteAsync("RCPT TO:<x@y.example>\r\nMAIL FROM:<a@b.example>\r\nSTARTTLS\r\nEHLO c\r\n"u8.ToArray(), Cancel);
        var said = await ReadUntilAsync(tls, "250 SIZE 52428800\r\n");
        Assert.StartsWith("503 5.5.1 Say MAIL first\r\n503 5.5.1 Say EHLO or HELO first\r\n503 5.5.1 TLS is already in use\r\n250-", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_request_reaches_a_client_inside_TLS()
    {
        var server = new LoopbackServer(new SmtpServerOptions { Tls = ServerTls.Serve(_certificate), IsTlsImplicit = true }, _inbox);
        using var socket = new TcpClient("127.0.0.1", server.Port);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "mx.example", RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null }, Cancel);
        await ReadUntilAsync(tls, "ESMTP\r\n");
        var stop = server.DisposeAsync();
        Assert.Equal("421 4.3.2 localhost is shutting down, try again later\r\n", await ReadAllAsync(tls));
        await stop;
        Assert.Equal(0, server.Server.ConnectionCount);
    }

    [Fact]
    public async Task Eight_senders_at_once_lose_and_double_nothing()
    {
        await using var server = new LoopbackServer(new SmtpServerOptions(), _inbox);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async sender =>
        {
            await using var client = new SmtpClient(Options(server));
            for (var i = 0; i < 100; i++)
            {
                await client.SendAsync(new SmtpEnvelope("a@b.example", "x@y.example"), Encoding.ASCII.GetBytes($"Subject: {sender}-{i}\r\n\r\n.\r\n"), Cancel);
            }

            await client.QuitAsync(Cancel);
        }));
        Assert.Equal(800, _inbox.Messages.Select(m => m.Text).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(800, _inbox.Messages.Count);
    }

    [Fact]
    public async Task Many_mails_go_over_several_connections_and_each_outcome_is_told()
    {
        var inbox = new Inbox { OnRecipient = path => path.LocalPart == "no" ? SmtpReply.UnknownRecipient : SmtpReply.RecipientAccepted };
        await using var server = new LoopbackServer(new SmtpServerOptions(), inbox);
        var mails = Enumerable.Range(0, 100).Select(i => new SmtpOutgoing(
            $"{i}",
            new SmtpEnvelope("a@b.example", i % 10 == 3 ? "no@y.example" : "x@y.example"),
            () => i == 50 ? throw new FileNotFoundException("gone") : new MemoryStream(Encoding.ASCII.GetBytes($"{i}\r\n"))));
        var outcomes = new List<SmtpDelivered>();
        await foreach (var outcome in SmtpDelivery.RunAsync(Options(server), mails, 4, Cancel))
        {
            outcomes.Add(outcome);
        }

        Assert.Equal(100, outcomes.Select(o => o.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(89, inbox.Messages.Count);
        Assert.Equal(89, outcomes.Count(o => o.Result is not null));
        Assert.Equal(10, outcomes.Count(o => o.Failure is SmtpRefusedException { Code: 550, IsTemporary: false }));
        Assert.Equal("50", Assert.Single(outcomes, o => o.Failure is FileNotFoundException).Name);
    }

    [Fact]
    public async Task The_last_words_arrive_though_the_client_had_sent_more()
    {
        await using var server = new LoopbackServer(new SmtpServerOptions { Tls = ServerTls.Serve(_certificate) }, _inbox);
        for (var i = 0; i < 20; i++)
        {
            using var socket = new TcpClient("127.0.0.1", server.Port);
            await using var stream = socket.GetStream();
            await ReadUntilAsync(stream, "ESMTP\r\n");
            await stream.WriteAsync(Encoding.ASCII.GetBytes("STARTTLS\r\n" + new string('x', 100_000)), Cancel);
            Assert.Equal("554 5.5.1 Commands were sent between STARTTLS and the TLS handshake\r\n", await ReadAllAsync(stream));
        }
    }

    [Fact]
    public async Task A_reused_connection_that_is_dead_is_tried_anew_before_it_fails()
    {
        var first = new LoopbackServer(new SmtpServerOptions(), _inbox);
        var options = Options(first);
        await using var client = new SmtpClient(options);
        await client.SendAsync(new SmtpEnvelope("a@b.example", "x@y.example"), "one\r\n"u8.ToArray(), Cancel);
        await first.DisposeAsync();
        await using (new LoopbackServer(new SmtpServerOptions(), _inbox, first.Port))
        {
            await client.SendAsync(new SmtpEnvelope("a@b.example", "x@y.example"), "again\r\n"u8.ToArray(), Cancel);
        }

        Assert.Equal("one\r\nagain\r\n", string.Concat(_inbox.Messages.Select(m => m.Text)));
        var lost = await Assert.ThrowsAsync<SmtpProtocolException>(() => client.SendAsync(new SmtpEnvelope("a@b.example", "x@y.example"), "two\r\n"u8.ToArray(), Cancel));
        Assert.False(lost.MessageMayHaveBeenAccepted);
        Assert.StartsWith("no connection to 127.0.0.1 port", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fixture_mail_arrives_with_its_line_ends_mended_and_nothing_else_changed()
    {
        var files = Fixtures.Mails();
        await using var server = new LoopbackServer(new SmtpServerOptions(), _inbox);
        await using var client = new SmtpClient(Options(server));
        foreach (var file in files)
        {
            await using var stream = File.OpenRead(file);
            await client.SendAsync(new SmtpEnvelope("a@b.example", "x@y.example"), stream, Cancel);
        }

        Assert.Equal(files.Count, _inbox.Messages.Count);
        for (var i = 0; i < files.Count; i++)
        {
            Assert.Equal(Lines(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(files[i], Cancel))), Lines(_inbox.Messages[i].Text));
        }

        static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimEnd('\n');
    }

    private static SmtpClientOptions Options(LoopbackServer server) =>
        new() { Host = "127.0.0.1", Port = server.Port, LocalName = "us.example", Security = SmtpSecurity.None };

    private static byte[] LargeMail()
    {
        var random = new Random(3);
        var mail = new StringBuilder("Subject: large\r\n\r\n");
        while (mail.Length < 700_000)
        {
            mail.Append(random.Next(5) == 0 ? "." : "").Append('x', random.Next(90)).Append(random.Next(9) == 0 ? "\u00e5" : "").Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(mail.ToString());
    }

    private static async Task<string> ReadUntilAsync(Stream stream, string end)
    {
        var text = new StringBuilder();
        var buffer = new byte[1024];
        while (!text.ToString().EndsWith(end, StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, Cancel);
            Assert.True(read > 0, $"closed after '{text}'");
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    private static async Task<string> ReadAllAsync(Stream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[1024];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, Cancel)) > 0)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // a reset is an end too
        }

        return text.ToString();
    }
}
