using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Svar.Mail.Imap;
using Svar.Mail.Smtp;
using Svar.Mail.Tests.Smtp;
using Svar.Mail.Tls;

namespace Svar.Mail.Tests.Imap;

/// <summary>What is said when there is no TLS, in both protocols: what was wrong, with the facts that a person needs.</summary>
public sealed class TlsFailureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_certificate_that_is_not_accepted_is_shown_with_what_is_wrong_and_how_to_pin_it()
    {
        await using var server = await Dovecot.StartAsync();
        var options = server.Options with { Port = server.TlsPort, Security = ImapSecurity.Implicit };
        var unknown = await FailAsync(options with { Host = "localhost" });
        Assert.Equal((TlsFault.Certificate, CertificateFaults.OtherName | CertificateFaults.UnknownAuthority), (unknown.Fault, unknown.Faults));
        Assert.Equal(["imap.example", "127.0.0.1"], unknown.Certificate!.Names);
        Assert.Equal(("imap.example", true), (unknown.Certificate.Issuer, unknown.Certificate.IsSelfSigned));
        Assert.InRange(unknown.Certificate.ValidUntil, DateTimeOffset.UtcNow.AddDays(29), DateTimeOffset.UtcNow.AddDays(31));
        Assert.Equal(server.Pin, unknown.Certificate.Sha256.Replace(":", "", StringComparison.Ordinal));
        Assert.Equal(
            $"the certificate of localhost is not accepted: it is for imap.example, 127.0.0.1, not for localhost; no authority vouches for it, it is signed by itself; its SHA-256 is {unknown.Certificate.Sha256}",
            unknown.Explanation);

        await using (var pinned = await ImapClient.ConnectAsync(options with { PinnedCertificate = unknown.Certificate.Sha256 }, cancel: Cancel))
        {
            Assert.True(pinned.IsSecure);
        }

        var other = await FailAsync(options with { PinnedCertificate = new string('A', 64) });
        Assert.Equal(CertificateFaults.NotPinned, other.Faults);
        Assert.Equal($"the certificate of 127.0.0.1 is not the pinned one: its SHA-256 is {unknown.Certificate.Sha256}", other.Explanation);
    }

    [Fact]
    public async Task A_port_in_clear_text_and_a_port_of_TLS_are_told_from_each_other()
    {
        await using var server = await Dovecot.StartAsync();
        var clear = await FailAsync(server.Options with { Security = ImapSecurity.Implicit });
        Assert.Equal(TlsFault.NotSpoken, clear.Fault);

        // a server that hangs up on a handshake may take the rest of its line with it (RST)
        Assert.Contains("does not speak TLS on this port, it says '* ", clear.Explanation, StringComparison.Ordinal);
        foreach (var security in new[] { ImapSecurity.None, ImapSecurity.StartTls })
        {
            var secured = await FailAsync(server.Options with { Port = server.TlsPort, Security = security, ConnectWithin = TimeSpan.FromMilliseconds(300) });
            Assert.Equal((TlsFault.Expected, "127.0.0.1 waits for TLS on this port, and was spoken to in clear text"), (secured.Fault, secured.Explanation));
        }

        var smtp = await FailAsync(new SmtpClientOptions { Host = "127.0.0.1", Port = server.TlsPort, Security = SmtpSecurity.StartTls, GreetingWithin = TimeSpan.FromMilliseconds(300) });
        Assert.Equal(TlsFault.Expected, smtp.Fault);
    }

    [Fact]
    public async Task The_same_is_said_of_mail_servers_that_take_mail()
    {
        await using var server = new LoopbackServer(new SmtpServerOptions { HostName = "mx.example" }, new Inbox());
        var clear = await FailAsync(new SmtpClientOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.Implicit });
        Assert.Equal(TlsFault.NotSpoken, clear.Fault);
        Assert.Contains("it says '220 mx.example ESMTP'", clear.Explanation, StringComparison.Ordinal);
        Assert.Equal(TlsFault.NotOffered, (await FailAsync(new SmtpClientOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.StartTls })).Fault);
    }

    [Theory]
    [InlineData("close", "closed the connection without a word; a port that waits for TLS may do so")]
    [InlineData("hang", "time ran out while waiting for an answer: imap.example does not greet")]
    public async Task Silence_alone_proves_nothing_and_may_be_otherwise_later(string ends, string said)
    {
        var time = new ManualTime();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var ours = new TcpClient();
        await ours.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Cancel);
        using var theirs = await listener.AcceptTcpClientAsync(Cancel);
        if (ends == "close")
        {
            theirs.Close();
        }

        var connecting = ImapClient.ConnectAsync(ImapDialects.ByPassword, ours.GetStream(), time, Cancel);
        while (!connecting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(31));
            await Task.Yield();
        }

        var failed = await Assert.ThrowsAsync<ImapProtocolException>(() => connecting);
        Assert.EndsWith(said, failed.Message, StringComparison.Ordinal);
        Assert.Equal((null, true), (failed.Tls, failed.IsTemporary));
    }

    [Fact]
    public void Names_in_a_certificate_reach_no_screen_as_anything_but_words()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=\"imap.example\n\u202Eevil\"", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        var facts = ServerCertificate.Of(made);
        Assert.Equal("imap.example??evil", facts.Issuer);
        Assert.Equal(["imap.example??evil"], facts.Names);
    }

    private static async Task<TlsFailure> FailAsync(ImapClientOptions options)
    {
        var failed = await Assert.ThrowsAsync<ImapProtocolException>(() => ImapClient.ConnectAsync(options, cancel: Cancel));
        Assert.Equal(failed.Message, failed.Tls?.Explanation);
        Assert.False(failed.IsTemporary);
        return failed.Tls!;
    }

    private static async Task<TlsFailure> FailAsync(SmtpClientOptions options)
    {
        await using var client = new SmtpClient(options);
        var failed = await Assert.ThrowsAsync<SmtpProtocolException>(() => client.ConnectAsync(Cancel));
        Assert.Equal(failed.Message, failed.Tls?.Explanation);
        Assert.False(failed.IsTemporary);
        return failed.Tls!;
    }
}
