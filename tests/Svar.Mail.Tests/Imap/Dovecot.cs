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
    public const string Password = DovecotProcess.Password;

    private readonly string _folder = Directory.CreateTempSubdirectory("svar-dovecot-").FullName;
    private readonly X509Certificate2 _certificate = Certificates.SelfSigned("imap.example");
    private readonly DovecotProcess _process;

    private Dovecot() => _process = new DovecotProcess(_folder, Port);

    public int Port { get; } = Loopback.FreePort();
    public int TlsPort { get; } = Loopback.FreePort();

    /// <summary>Where a mail server may have passwords checked, in Dovecot's own protocol.</summary>
    public int AuthPort { get; } = Loopback.FreePort();

    public static async Task<Dovecot> StartAsync()
    {
        Assert.SkipUnless(File.Exists(DovecotProcess.Program), "Dovecot is not installed: apt-get install dovecot-imapd");
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
        Credentials = SaslCredentials.ByPassword(DovecotProcess.User, Password),
    };

    public ImapClientOptions TlsOptions => new()
    {
        Host = "imap.example",
        Port = TlsPort,
        TrustedRoots = [_certificate],
        Credentials = SaslCredentials.ByPassword(DovecotProcess.User, Password),
    };

    /// <summary>SHA-256 of its certificate.</summary>
    public string Pin => Convert.ToHexString(SHA256.HashData(_certificate.RawData));

    /// <summary>As a delivery agent does: whole under another name, then moved into place.</summary>
    public void Deliver(byte[] mail, string name)
    {
        _process.MakeInbox();
        var written = Path.Combine(_process.Inbox, "tmp", name);
        File.WriteAllBytes(written, mail);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(written, (UnixFileMode)0b110_110_110);
        }

        File.Move(written, Path.Combine(_process.Inbox, "new", name));
    }

    /// <summary>The UIDs mean other messages from now on. Dovecot makes the new validity of the clock's second, which must not be that of the old one.</summary>
    public async Task ForgetUidsAsync()
    {
        var made = new DateTimeOffset(File.GetCreationTimeUtc(Path.Combine(_process.Inbox, "dovecot-uidlist")), TimeSpan.Zero);
        while (DateTimeOffset.UtcNow.ToUnixTimeSeconds() <= made.ToUnixTimeSeconds())
        {
            await Task.Delay(20);
        }

        foreach (var file in Directory.EnumerateFiles(_process.Inbox, "dovecot*"))
        {
            File.Delete(file);
        }
    }

    /// <summary>At once, in the midst of whatever it does.</summary>
    public Task KillAsync() => _process.KillAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.StopAsync();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task RunAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "cert.pem"), _certificate.ExportCertificatePem());
        using (var key = _certificate.GetECDsaPrivateKey()!)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        }

        await _process.StartAsync(Configuration());
    }

    private string Configuration() =>
        $$"""
        auth_mechanisms = plain login scram-sha-256
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
        service imap-login {
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
        """;
}
