using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Svar.Mail.Smtp;
using Svar.Tests;

namespace Svar.Mail.Tests.Smtp;

/// <summary>
/// A Postfix of the test's own on loopback, from a temporary folder. Its master must be root, its daemons are not. All mail that it
/// takes goes on to a port of the test's; what cannot be delivered comes back as a bounce over the same port.
/// </summary>
internal sealed class Postfix : IAsyncDisposable
{
    private const string Program = "/usr/sbin/postfix";

    private readonly string _folder = Directory.CreateTempSubdirectory("svar-postfix-").FullName;
    private readonly X509Certificate2 _certificate = Certificates.SelfSigned("postfix.example");
    private readonly PostfixRoutes _routes;
    private Process? _master;

    private Postfix(PostfixRoutes routes) => _routes = routes;

    /// <summary>Largest message that it takes.</summary>
    public const int SizeLimit = 300_000;

    public int Port { get; } = Loopback.FreePort();

    /// <summary>STARTTLS and a password are demanded here.</summary>
    public int SubmissionPort { get; } = Loopback.FreePort();

    public static async Task<Postfix> StartAsync(PostfixRoutes routes)
    {
        Assert.SkipUnless(File.Exists(Program), "Postfix is not installed: apt-get install postfix");
        Assert.SkipUnless(Environment.UserName == "root", "Postfix can only be started by root");
        var server = new Postfix(routes);
        try
        {
            await server.RunAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public SmtpClientOptions Options => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        Security = SmtpSecurity.StartTls,
        TrustedRoots = [_certificate],
        LocalName = "client.example",
    };

    private string Configuration => Path.Combine(_folder, "etc");

    public async ValueTask DisposeAsync()
    {
        if (_master is { HasExited: false })
        {
            // 'postfix stop' does this, and then waits for whole seconds
            using var stop = Process.Start("kill", _master.Id.ToString(CultureInfo.InvariantCulture));
            await stop.WaitForExitAsync();
            await _master.WaitForExitAsync();
        }

        _master?.Dispose();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync()
    {
        Directory.CreateDirectory(Configuration);
        foreach (var folder in new[] { "queue", "data" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, folder));
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        }

        using (var chown = Process.Start("chown", ["postfix", Path.Combine(_folder, "data")]))
        {
            await chown.WaitForExitAsync();
        }

        await File.WriteAllTextAsync(Path.Combine(_folder, "cert.pem"), _certificate.ExportCertificatePem());
        using (var key = _certificate.GetECDsaPrivateKey()!)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        }

        await File.WriteAllTextAsync(Path.Combine(Configuration, "main.cf"), MainFile());
        await File.WriteAllTextAsync(Path.Combine(Configuration, "master.cf"), MasterFile());
        using (var check = Process.Start(new ProcessStartInfo(Program, ["-c", Configuration, "check"]) { RedirectStandardError = true })!)
        {
            var said = await check.StandardError.ReadToEndAsync();
            await check.WaitForExitAsync();
            Assert.True(check.ExitCode == 0, said);
        }

        // it kills its daemons by their process group, which it must lead for that
        _master = Process.Start(new ProcessStartInfo("setsid", ["/usr/lib/postfix/sbin/master", "-c", Configuration, "-d"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _master.BeginErrorReadLine();
        _master.BeginOutputReadLine();
        await Loopback.UntilItListensAsync(_master, SubmissionPort);
    }

    private string MainFile() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        compatibility_level = 3.6
        queue_directory = {{_folder}}/queue
        data_directory = {{_folder}}/data
        command_directory = /usr/sbin
        daemon_directory = /usr/lib/postfix/sbin
        mail_owner = postfix
        setgid_group = postdrop
        maillog_file = {{_folder}}/log
        maillog_file_prefixes = {{_folder}}
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = postfix.example
        mydestination =
        local_recipient_maps =
        local_transport = error:no local mail
        alias_maps =
        alias_database =
        mynetworks = 127.0.0.0/8
        smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject
        relayhost = [127.0.0.1]:{{_routes.Smtp}}
        transport_maps = inline:{ { lmtp.example = lmtp:inet:127.0.0.1:{{_routes.Lmtp}} } }
        smtp_tls_security_level = encrypt
        lmtp_tls_security_level = none
        smtpd_tls_security_level = may
        smtpd_tls_chain_files = {{_folder}}/key.pem, {{_folder}}/cert.pem
        smtpd_sasl_type = dovecot
        smtpd_sasl_path = inet:127.0.0.1:{{_routes.DovecotAuth}}
        message_size_limit = {{SizeLimit}}
        local_header_rewrite_clients =
        smtputf8_enable = yes
        disable_vrfy_command = yes
        smtpd_client_connection_count_limit = 0
        """);

    private string MasterFile() => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        127.0.0.1:{{Port}} inet n - n - - smtpd
        127.0.0.1:{{SubmissionPort}} inet n - n - - smtpd
          -o smtpd_sasl_auth_enable=yes
          -o smtpd_tls_security_level=encrypt
          -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
        pickup unix n - n 60 1 pickup
        cleanup unix n - n - 0 cleanup
        qmgr unix n - n 300 1 qmgr
        tlsmgr unix - - n 1000? 1 tlsmgr
        rewrite unix - - n - - trivial-rewrite
        bounce unix - - n - 0 bounce
        defer unix - - n - 0 bounce
        trace unix - - n - 0 bounce
        verify unix - - n - 1 verify
        flush unix n - n 1000? 0 flush
        proxymap unix - - n - - proxymap
        smtp unix - - n - - smtp
        relay unix - - n - - smtp
        lmtp unix - - n - - lmtp
        error unix - - n - - error
        retry unix - - n - - error
        discard unix - - n - - discard
        anvil unix - - n - 1 anvil
        scache unix - - n - 1 scache
        showq unix n - n - - showq
        postlog unix-dgram n - n - 1 postlogd
        """);
}

/// <summary>Where Postfix hands mail on to, and who checks its passwords; loopback ports.</summary>
internal sealed record PostfixRoutes(int Smtp, int Lmtp, int DovecotAuth);
