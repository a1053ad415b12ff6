using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Svar.Data;
using Svar.Mail.Smtp;
using Svar.Mailboxes;
using Svar.Tests.House;

namespace Svar.Tests.Mailboxes;

/// <summary>The certificate that strict senders see, and what is said of settings that cannot be.</summary>
public sealed class CertificateTests : IDisposable
{
    private static readonly DateTimeOffset _from = DateTimeOffset.UtcNow.AddDays(-1);

    private readonly string _folder = Directory.CreateTempSubdirectory("svar-test-").FullName;
    private readonly Authority _root = Authority.Root("Root");

    private string CertificateFile => Path.Combine(_folder, "fullchain.pem");

    private string KeyFile => Path.Combine(_folder, "privkey.pem");

    [Fact]
    public async Task Who_knows_the_root_alone_is_served_the_whole_chain()
    {
        using var between = _root.Below("Between");
        Write(between.Leaf("mx.fjordogfell.example"), between.Pem);
        await using var house = await ServeAsync();
        Assert.Null(await FailureAsync(house));
    }

    [Fact]
    public async Task A_renewed_certificate_is_served_without_a_restart_and_a_broken_one_is_not_taken_up()
    {
        using var between = _root.Below("Between");
        Write(between.Leaf("mx.fjordogfell.example"), between.Pem);
        await using var house = await ServeAsync();
        await File.WriteAllTextAsync(CertificateFile, "half a renewal", MailHouse.Cancel);
        Assert.Null(await FailureAsync(house));
        Assert.Null(await FailureAsync(house));
        Assert.Single(house.Log.Errors, e => e.Contains(CertificateFile, StringComparison.Ordinal));

        using var otherRoot = Authority.Root("Other root");
        using var other = otherRoot.Below("Other");
        Write(other.Leaf("mx.fjordogfell.example"), other.Pem);
        Assert.NotNull(await FailureAsync(house));
        Assert.Null(await FailureAsync(house, otherRoot));
    }

    [Fact]
    public void A_certificate_or_key_that_cannot_be_served_is_named_with_what_would_be_right()
    {
        using var between = _root.Below("Between");
        Write(between.Leaf("mx.fjordogfell.example"), between.Pem);
        var good = new MailboxesOptions { CertificateFile = CertificateFile, CertificateKeyFile = KeyFile };
        Assert.Empty(good.Wrong());

        var foreignKey = Path.Combine(_folder, "other.pem");
        using (var other = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            File.WriteAllText(foreignKey, other.ExportPkcs8PrivateKeyPem());
        }

        var garbage = Path.Combine(_folder, "garbage.pem");
        File.WriteAllText(garbage, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        OneLine(good with { CertificateKeyFile = foreignKey }, "Mailboxes:CertificateKeyFile", foreignKey, "key");
        OneLine(good with { CertificateKeyFile = garbage }, "Mailboxes:CertificateKeyFile", garbage, "key");
        OneLine(good with { CertificateFile = garbage }, "Mailboxes:CertificateFile", garbage, "PEM");
        OneLine(good with { CertificateFile = KeyFile }, "Mailboxes:CertificateFile", KeyFile, "PEM");
        OneLine(good with { CertificateFile = null }, "Mailboxes:CertificateFile", null, "PEM");
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("")]
    [InlineData("AB:CD")]
    public void A_pinned_certificate_that_is_no_fingerprint_is_named(string pin) =>
        OneLine(new MailboxesOptions { Relay = new RelayOptions { Host = "relay.example", PinnedCertificate = pin } }, "Mailboxes:Relay:PinnedCertificate", pin, "64");

    [Fact]
    public void A_fingerprint_may_be_written_with_colons() => Assert.Empty(
        new MailboxesOptions { Relay = new RelayOptions { Host = "relay.example", PinnedCertificate = string.Join(':', Enumerable.Repeat("aB", 32)) } }.Wrong());

    public void Dispose()
    {
        _root.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void OneLine(MailboxesOptions options, string key, string? value, string wanted)
    {
        var wrong = Assert.Single(options.Wrong());
        Assert.Equal((key, value), (wrong.Key, wrong.Value));
        Assert.Contains(wanted, wrong.Wanted, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Wanted);
    }

    private Task<MailHouse> ServeAsync() =>
        MailHouse.ServeAsync(DatabaseEngine.Sqlite, settings: [("Mailboxes:CertificateFile", CertificateFile), ("Mailboxes:CertificateKeyFile", KeyFile)]);

    /// <summary>Null when a client that trusts this authority and no other hands over a mail.</summary>
    private async Task<Exception?> FailureAsync(MailHouse house, Authority? trusted = null)
    {
        var options = new SmtpClientOptions
        {
            Host = "localhost",
            Port = house.Smtp!.Port,
            Security = SmtpSecurity.StartTls,
            TrustedRoots = [(trusted ?? _root).Certificate],
        };
        await using var client = new SmtpClient(options, TimeProvider.System);
        return await Record.ExceptionAsync(() => client.ConnectAsync(MailHouse.Cancel));
    }

    private void Write((string Certificate, string Key) leaf, string chain)
    {
        File.WriteAllText(KeyFile, leaf.Key);
        File.WriteAllText(CertificateFile, leaf.Certificate + "\n" + chain + "\n");
    }

    private sealed class Authority(X509Certificate2 certificate) : IDisposable
    {
        public X509Certificate2 Certificate => certificate;

        public string Pem => certificate.ExportCertificatePem();

        public static Authority Root(string name)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return new Authority(Request(name, key, isAuthority: true).CreateSelfSigned(_from, _from.AddDays(30)));
        }

        public Authority Below(string name)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var signed = Request(name, key, isAuthority: true).Create(certificate, _from, _from.AddDays(30), Serial());
            return new Authority(signed.CopyWithPrivateKey(key));
        }

        public (string Certificate, string Key) Leaf(string name)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var signed = Request(name, key, isAuthority: false).Create(certificate, _from, _from.AddDays(20), Serial());
            return (signed.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        }

        public void Dispose() => certificate.Dispose();

        private static byte[] Serial() => RandomNumberGenerator.GetBytes(8);

        private static CertificateRequest Request(string name, ECDsa key, bool isAuthority)
        {
            var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, true));
            if (!isAuthority)
            {
                var names = new SubjectAlternativeNameBuilder();
                names.AddDnsName(name);
                names.AddDnsName("localhost");
                request.CertificateExtensions.Add(names.Build());
            }

            return request;
        }
    }
}
