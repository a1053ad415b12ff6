using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Svar.Mail.Imap;
using Svar.Mail.Sasl;
using Svar.Mail.Tests.Smtp;
using Svar.Tests;

namespace Svar.Mail.Tests.Imap;

/// <summary>
/// A Dovecot of the test's own on loopback, unprivileged, from a temporary folder; its mail is a Maildir that tests write to.
/// Without Dovecot its tests are skipped with that reason.
/// </summary>
internal sealed class Dovecot : IAsyncDisposable
{
    private const string Program = "/usr/sbin/dovecot";
    public const string Password = "pass";

    private readonly string _folder = Directory.CreateTempSubdirectory("svar-dovecot-").FullName;
    private readonly X509Certificate2 _certificate = Certificates.SelfSigned("imap.example");
    private Process? _process;

    private Dovecot()
    {
    }

    public int Port { get; } = Loopback.FreePort();
    public int TlsPort { get; } = Loopback.FreePort();

    /// <summary>Where a mail server may have passwords checked, in Dovecot's own protocol.</summary>
    public int AuthPort { get; } = Loopback.FreePort();

    private string Mail => Path.Combine(_folder, "mail");

    public static async Task<Dovecot> StartAsync()
    {
        Assert.SkipUnless(File.Exists(Program), "Dovecot is not installed: apt-get install dovecot-imapd");
        Assert.SkipUnless(Environment.UserName == "root", "Dovecot is started by root here, as nobody");
        var server = new Dovecot();
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

    public ImapClientOptions Options => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        Security = ImapSecurity.None,
        AllowAuthInClear = true,
        Credentials = SaslCredentials.ByPassword("anna", Password),
    };

    public ImapClientOptions TlsOptions => new()
    {
        Host = "imap.example",
        Port = TlsPort,
        TrustedRoots = [_certificate],
        Credentials = SaslCredentials.ByPassword("anna", Password),
    };

    /// <summary>SHA-256 of its certificate.</summary>
    public string Pin => Convert.ToHexString(SHA256.HashData(_certificate.RawData));

    /// <summary>As a delivery agent does: whole under another name, then moved into place.</summary>
    public void Deliver(byte[] mail, string name)
    {
        var inbox = Path.Combine(Mail, "anna");
        if (!Directory.Exists(Path.Combine(inbox, "cur")))
        {
            foreach (var folder in new[] { "tmp", "new", "cur" })
            {
                Directory.CreateDirectory(Path.Combine(inbox, folder));
            }

            Own(Mail);
        }

        var written = Path.Combine(inbox, "tmp", name);
        File.WriteAllBytes(written, mail);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(written, (UnixFileMode)0b110_110_110);
        }

        File.Move(written, Path.Combine(inbox, "new", name));
    }

    /// <summary>The UIDs mean other messages from now on. Dovecot makes the new validity of the clock's second, which must not be that of the old one.</summary>
    public async Task ForgetUidsAsync()
    {
        var made = new DateTimeOffset(File.GetCreationTimeUtc(Path.Combine(Mail, "anna", "dovecot-uidlist")), TimeSpan.Zero);
        while (DateTimeOffset.UtcNow.ToUnixTimeSeconds() <= made.ToUnixTimeSeconds())
        {
            await Task.Delay(20);
        }

        foreach (var file in Directory.EnumerateFiles(Path.Combine(Mail, "anna"), "dovecot*"))
        {
            File.Delete(file);
        }
    }

    /// <summary>At once, in the midst of whatever it does.</summary>
    public async Task KillAsync()
    {
        // stopped, it starts no new workers while the old ones are killed
        var id = _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (program, arguments) in ((string, string[])[])[("kill", ["-STOP", id]), ("pkill", ["-9", "-P", id]), ("kill", ["-9", id])])
        {
            using var kill = Process.Start(program, arguments);
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            using var stop = Process.Start("kill", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await stop.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task RunAsync()
    {
        Directory.CreateDirectory(Mail);
        await File.WriteAllTextAsync(Path.Combine(_folder, "cert.pem"), _certificate.ExportCertificatePem());
        using (var key = _certificate.GetECDsaPrivateKey()!)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        }

        var configuration = Path.Combine(_folder, "dovecot.conf");
        await File.WriteAllTextAsync(configuration, Configuration());
        Own(_folder);
        _process = Process.Start(new ProcessStartInfo("setpriv", ["--reuid=nobody", "--regid=nogroup", "--clear-groups", Program, "-F", "-c", configuration])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await Loopback.UntilItListensAsync(_process, Port);
    }

    private string Configuration() =>
        $$"""
        base_dir = {{_folder}}/run
        state_dir = {{_folder}}/state
        default_internal_user = nobody
        default_login_user = nobody
        default_internal_group = nogroup
        first_valid_uid = 1
        log_path = {{_folder}}/log
        protocols = imap
        listen = 127.0.0.1
        disable_plaintext_auth = no
        auth_mechanisms = plain login scram-sha-256
        mail_location = maildir:{{Mail}}/%u
        mail_max_userip_connections = 100
        ssl = yes
        ssl_cert = <{{_folder}}/cert.pem
        ssl_key = <{{_folder}}/key.pem
        namespace inbox {
          inbox = yes
          mailbox Sent {
            auto = create
            special_use = \Sent
          }
          mailbox "Tatt imot på nytt" {
            auto = create
          }
        }
        passdb {
          driver = static
          args = password={{Password}}
        }
        userdb {
          driver = static
          args = uid=nobody gid=nogroup home={{_folder}}/home/%u
        }
        service imap-login {
          chroot =
          inet_listener imap {
            port = {{Port}}
          }
          inet_listener imaps {
            port = {{TlsPort}}
            ssl = yes
          }
        }
        service auth {
          inet_listener {
            address = 127.0.0.1
            port = {{AuthPort}}
          }
        }
        service anvil {
          chroot =
        }
        service stats {
          chroot =
        }
        """;

    private static void Own(string folder)
    {
        using var chown = Process.Start("chown", ["-R", "nobody:nogroup", folder]);
        chown.WaitForExit();
    }
}
