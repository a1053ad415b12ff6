using System.Security.Cryptography.X509Certificates;
using Svar.Mail.Sasl;
using Svar.Mail.Tls;

namespace Svar.Mail.Smtp;

/// <summary>When a client speaks TLS: the same four, in the same order, as <see cref="Imap.ImapSecurity"/>.</summary>
public enum SmtpSecurity
{
    /// <summary>TLS from the first byte (port 465, RFC 8314).</summary>
    Implicit,

    /// <summary>STARTTLS, or nothing is sent.</summary>
    StartTls,

    /// <summary>STARTTLS when the server offers it, clear text else. Protects against listeners, not against those who alter.</summary>
    StartTlsWhenOffered,

    /// <summary>Clear text, for loopback.</summary>
    None,
}

/// <summary>Whether a message goes out by BDAT (RFC 3030) instead of DATA.</summary>
public enum SmtpChunking
{
    Never,

    /// <summary>When the server offers CHUNKING: no dot-stuffing, and no end marker to mistake.</summary>
    WhenOffered,
}

/// <summary>Settings of an <see cref="SmtpClient"/>.</summary>
public sealed record SmtpClientOptions
{
    private readonly int? _port;

    public required string Host { get; init; }

    /// <summary>Not set, the usual one: 465 with implicit TLS (RFC 8314), 587 when somebody signs in (RFC 6409), 24 for LMTP, and 25 between servers.</summary>
    public int Port
    {
        get => _port ?? (Security == SmtpSecurity.Implicit ? 465 : Credentials is not null ? 587 : IsLmtp ? 24 : 25);
        init => _port = value;
    }

    /// <summary>Between servers on port 25, few of which have a certificate for their name, <see cref="SmtpSecurity.StartTlsWhenOffered"/> is usual.</summary>
    public SmtpSecurity Security { get; init; } = SmtpSecurity.StartTls;

    /// <summary>Whom we sign in as; null sends without AUTH.</summary>
    public SaslCredentials? Credentials { get; init; }

    /// <summary>Send a password in clear text when there is no TLS. For loopback and tests.</summary>
    public bool AllowAuthInClear { get; init; }

    /// <summary>What we call ourselves in EHLO; a name that resolves to us, or an address literal. Null: this machine's name.</summary>
    public string? LocalName { get; init; }

    /// <summary>The server is an LMTP server (RFC 2033): it answers for each recipient after the data.</summary>
    public bool IsLmtp { get; init; }

    /// <summary>
    /// SHA-256 of the server's certificate in hexadecimal (colons and spaces allowed). With it that certificate is accepted
    /// and no other, whoever signed it and whatever name it bears.
    /// </summary>
    public string? PinnedCertificate { get; init; }

    /// <summary>Authorities to trust instead of the machine's own.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>Accept any certificate: encryption without knowing with whom. Usual between servers on port 25 (RFC 7435), wrong elsewhere.</summary>
    public bool AcceptAnyCertificate { get; init; }

    public SmtpChunking Chunking { get; init; }

    /// <summary>Turn bare LF and bare CR into CRLF, as RFC 5321 §2.3.8 demands of every sender. Off: bytes go out as they are.</summary>
    public bool MendLineEndings { get; init; } = true;

    /// <summary>For the TCP connection and for a TLS handshake.</summary>
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the greeting. This and the following: RFC 5321 §4.5.3.2.</summary>
    public TimeSpan GreetingWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the replies to EHLO, AUTH, MAIL, RCPT, RSET.</summary>
    public TimeSpan CommandWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For the reply to DATA.</summary>
    public TimeSpan DataWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For the server to take one block of a message.</summary>
    public TimeSpan BlockWithin { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>For the reply to the message. Shorter than 10 minutes makes duplicates with servers that scan before they answer.</summary>
    public TimeSpan AcceptWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>For the goodbye, which nobody should wait for.</summary>
    public TimeSpan QuitWithin { get; init; } = TimeSpan.FromSeconds(5);

    internal CertificateCheck CertificateCheck() => new(Host, PinnedCertificate, TrustedRoots, AcceptAnyCertificate);

    internal void Check()
    {
        SettingCheck.Host(Host);
        _ = CertificateCheck();
        SettingCheck.Demand(Port is >= 1 and <= 65535, nameof(Port), Port, "1 to 65535");
        SettingCheck.Demand(LocalName is null || (LocalName.Length > 0 && LocalName.All(c => c is > ' ' and <= '~')), nameof(LocalName), LocalName ?? "", "a host name in ASCII or an address literal");
    }
}
