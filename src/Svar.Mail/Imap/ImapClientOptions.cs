using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Svar.Mail.Sasl;
using Svar.Mail.Tls;

namespace Svar.Mail.Imap;

/// <summary>When a client speaks TLS.</summary>
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
    public required string Host { get; init; }

    /// <summary>993 with implicit TLS, 143 else.</summary>
    public int Port { get; init; } = 993;

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

    /// <summary>What the client calls itself to servers that ask (ID, RFC 2971). Null: nothing is said.</summary>
    public string? ClientName { get; init; } = "Svar";

    /// <summary>For the TCP connection and for a TLS handshake.</summary>
    public TimeSpan ConnectWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the next bytes of an answer. Large mailboxes make servers think; shorter than a minute gives up on some.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one IDLE lasts before it is begun anew. RFC 2177 wants less than 30 minutes; routers forget sooner.</summary>
    public TimeSpan RenewIdleAfter { get; init; } = TimeSpan.FromMinutes(9);

    /// <summary>How often a server without IDLE is asked for news while waiting for mail.</summary>
    public TimeSpan AskAfter { get; init; } = TimeSpan.FromMinutes(1);

    internal SslClientAuthenticationOptions TlsOptions() => CertificateCheck.Options(Host, PinnedCertificate, TrustedRoots, acceptAny: false);

    internal void Check()
    {
        _ = TlsOptions();
        Check(Port is >= 1 and <= 65535, nameof(Port), Port, "1 to 65535");
    }

    private static void Check(bool good, string name, object value, string right)
    {
        if (!good)
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; it must be {right}"), name);
        }
    }
}
