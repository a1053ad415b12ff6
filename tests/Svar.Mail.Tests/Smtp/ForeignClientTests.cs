using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Svar.Mail.Smtp;
using Svar.Mail.Tls;

namespace Svar.Mail.Tests.Smtp;

/// <summary>Other people's clients against our server: Python's smtplib and swaks. Skipped where they are not installed.</summary>
public sealed class ForeignClientTests : IDisposable
{
    private const string Python =
        """
        import smtplib, ssl, sys
        port, secure, implicit = int(sys.argv[1]), sys.argv[2] == '1', sys.argv[3] == '1'
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        client = smtplib.SMTP_SSL('127.0.0.1', port, context=context, timeout=20) if implicit else smtplib.SMTP('127.0.0.1', port, timeout=20)
        client.ehlo('py.example')
        if secure:
            client.starttls(context=context)
            client.ehlo('py.example')
        if secure or implicit:
            client.login('anna', 'secret')
        for i in range(3):
            refused = client.sendmail('py@b.example', ['x@y.example', 'no@y.example'], ('Subject: %d\r\n\r\n.dot\r\nbl\u00e5b\u00e6r\r\n' % i).encode(), ['BODY=8BITMIME'])
            assert list(refused) == ['no@y.example'], refused
        client.quit()
        """;

    private readonly X509Certificate2 _certificate = Certificates.SelfSigned("mx.example");
    private readonly Inbox _inbox = new() { OnRecipient = path => path.LocalPart == "no" ? SmtpReply.UnknownRecipient : SmtpReply.RecipientAccepted };

    public void Dispose() => _certificate.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Pythons_smtplib_delivers(bool startTls, bool isImplicit)
    {
        var python = Find("python3");
        await using var server = Serve(isImplicit);
        await RunAsync(python, "-c", Python, Text(server.Port), startTls ? "1" : "0", isImplicit ? "1" : "0");
        Assert.Equal(3, _inbox.Messages.Count);
        Assert.All(_inbox.Messages, m => Assert.EndsWith("\r\n\r\n.dot\r\nbl\u00c3\u00a5b\u00c3\u00a6r\r\n", m.Text, StringComparison.Ordinal));
        Assert.Equal(startTls || isImplicit ? "ESMTPSA" : "ESMTP", _inbox.Messages[0].Transaction.Protocol);
    }

    [Theory]
    [InlineData("ESMTP")]
    [InlineData("ESMTPSA", "-tls", "--auth", "PLAIN", "-au", "anna", "-ap", "secret")]
    [InlineData("ESMTPSA", "-tls", "--auth", "LOGIN", "-au", "anna", "-ap", "secret")]
    [InlineData("ESMTPS", "-tlsc")]
    [InlineData("ESMTP", "--pipeline")]
    public async Task Swaks_delivers(string protocol, params string[] how)
    {
        var swaks = Find("swaks");
        await using var server = Serve(how.Contains("-tlsc", StringComparer.Ordinal));
        await RunAsync(
            swaks,
            ["--server", "127.0.0.1", "--port", Text(server.Port), "--ehlo", "swaks.example", "--from", "a@b.example", "--to", "x@y.example", "--body", ".dot\nend", "--timeout", "20", .. how]);
        var message = Assert.Single(_inbox.Messages);
        Assert.Contains(".dot\r\nend\r\n", message.Text, StringComparison.Ordinal);
        Assert.Equal(protocol, message.Transaction.Protocol);
    }

    [Fact]
    public async Task Swaks_speaks_LMTP_XCLIENT_and_PROXY()
    {
        var swaks = Find("swaks");
        var loopback = System.Net.IPNetwork.Parse("127.0.0.0/8");
        string[] mail = ["--server", "127.0.0.1", "--ehlo", "swaks.example", "--from", "a@b.example", "--to", "x@y.example", "--timeout", "20"];
        await using (var lmtp = new LoopbackServer(new SmtpServerOptions { IsLmtp = true }, _inbox))
        {
            await RunAsync(swaks, [.. mail, "--port", Text(lmtp.Port), "--protocol", "LMTP"]);
        }

        await using (var xclient = new LoopbackServer(new SmtpServerOptions { XClientTrusted = [loopback] }, _inbox))
        {
            await RunAsync(swaks, [.. mail, "--port", Text(xclient.Port), "--xclient", "NAME=spike.example ADDR=192.0.2.9"]);
        }

        await using (var proxy = new LoopbackServer(new SmtpServerOptions { ProxiesTrusted = [loopback] }, _inbox))
        {
            await RunAsync(swaks, [.. mail, "--port", Text(proxy.Port), "--proxy-version", "1", "--proxy", "TCP4 192.0.2.10 192.0.2.25 4711 25"]);
            await RunAsync(
                swaks,
                [.. mail, "--port", Text(proxy.Port), "--proxy-version", "2", "--proxy-command", "PROXY", "--proxy-family", "AF_INET", "--proxy-protocol", "STREAM",
                    "--proxy-source", "192.0.2.11", "--proxy-source-port", "4712", "--proxy-dest", "192.0.2.25", "--proxy-dest-port", "25"]);
        }

        Assert.Equal(
            "127.0.0.1 LMTP, 192.0.2.9 ESMTP, 192.0.2.10 ESMTP, 192.0.2.11 ESMTP",
            string.Join(", ", _inbox.Messages.Select(m => $"{m.Transaction.Peer.Address} {m.Transaction.Protocol}")));
    }

    private LoopbackServer Serve(bool isImplicit) => new(
        new SmtpServerOptions
        {
            Tls = ServerTls.Serve(_certificate),
            IsTlsImplicit = isImplicit,
            Authenticate = (c, _) => new(c is { User: "anna", Password: "secret" } ? "anna" : null),
        },
        _inbox);

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    private static string Find(string program)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.Skip($"{program} is not installed (Debian: apt-get install {program})");
        }

        return found!;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{await output}\n{await errors}");
    }
}
