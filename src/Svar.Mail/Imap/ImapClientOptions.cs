using System.Security.Cryptography.X509Certificates;
using Svar.Mail.Sasl;
using Svar.Mail.Tls;

namespace Svar.Mail.Imap;

/// <summary>When a client speaks TLS. Settings may be kept by these numbers.</summary>
public enum ImapSecurity
{
    /// <summary>TLS from the first byte (port 993, RFC 8314).</summary>
    Implicit,

    /// <summary>STARTTLS, or nobody signs in (port 143).</summary>
    StartTls,

    /// <summary>STARTTLS when the server offers it, clear text else. Protects against listeners, not against those who alter.</summary>
    StartTlsWhenOffered,

    /// <summary>Clear text, for loopback.</summary>
    None,
}

/// <summary>Settings of an <see cref="ImapClient"/>.</summary>
public sealed record ImapClientOptions
{
    private readonly int? _port;

    public required string Host { get; init; }

    /// <summary>Not set, the usual one: 993 with implicit TLS, 143 else.</summary>
    public int Port
    {
        get => _port ?? (Security == ImapSecurity.Implicit ? 993 : 143);
        init => _port = value;
    }

    public ImapSecurity Security { get; init; }

    public required SaslCredentials Credentials { get; init; }

    /// <summary>Send a password in clear text when there is no TLS. For loopback and tests.</summary>
    public bool AllowAuthInClear { get; init; }

    /// <summary>
    /// SHA-256 of the server's certificate in hexadecimal (colons and spaces allowed). With it that certificate is accepted
    /// and no other, whoever signed it and whatever name it bears.
    /// </summary>
    public string? PinnedCertificate { get; init; }

    /// <summary>Authorities to trust instead of the machine's own.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>What the client calls itself to servers that ask (ID, RFC 2971), in at most 1,024 characters of ASCII. Null: nothing is said.</summary>
    public string? ClientName { get; init; } = "Svar";

    /// <summary>For the TCP connection, for a TLS handshake and for the greeting, each.</summary>
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the next bytes of an answer. Large mailboxes make servers think; shorter than a minute gives up on some.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one IDLE lasts before it is begun anew. RFC 2177 wants less than 30 minutes; routers forget sooner.</summary>
    public TimeSpan RenewIdleAfter { get; init; } = TimeSpan.FromMinutes(9);

    /// <summary>Whoever cancels <see cref="ImapClient.WaitForMailAsync"/> waits at most so long for the server to end it; then the connection is given up.</summary>
    public TimeSpan LeaveWithin { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a server without IDLE is asked for news while waiting for mail.</summary>
    public TimeSpan AskAfter { get; init; } = TimeSpan.FromMinutes(1);

    internal CertificateCheck CertificateCheck() => new(Host, PinnedCertificate, TrustedRoots, acceptAny: false);

    internal void Check()
    {
        SettingCheck.Host(Host);
        _ = CertificateCheck();
        SettingCheck.Demand(Port is >= 1 and <= 65535, nameof(Port), Port, "1 to 65535");
        SettingCheck.Demand(ClientName is null or { Length: > 0 and <= 1024 } && (ClientName ?? "").All(c => c is >= ' ' and <= '~'), nameof(ClientName), $"'{ClientName}'", "ASCII without line ends, at most 1024 of it");
    }
}
