using System.Net;
using System.Net.Security;
using System.Security.Authentication;

namespace Svar.Mail.Smtp;

/// <summary>Who is at the other end of a session, as far as is known. Changes as the session goes on.</summary>
public sealed class SmtpPeer
{
    /// <summary>The client's address; after PROXY or XCLIENT the one that those told. Null when the transport has none.</summary>
    public IPAddress? Address { get; internal set; }

    public int Port { get; internal set; }

    /// <summary>Our end; after PROXY or XCLIENT the address that the client connected to.</summary>
    public IPEndPoint? Local { get; internal set; }

    /// <summary>The client's name by reverse DNS, known only when XCLIENT told it.</summary>
    public string? HostName { get; internal set; }

    /// <summary>What the client called itself in HELO, EHLO or LHLO; empty before. Unverified, and any printable text.</summary>
    public string Helo { get; internal set; } = "";

    /// <summary>The client said EHLO (or LHLO).</summary>
    public bool IsExtended { get; internal set; }

    public bool IsLmtp { get; internal set; }

    /// <summary>Null while the session is in clear text.</summary>
    public SmtpTlsInfo? Tls { get; internal set; }

    /// <summary>The identity that AUTH established, null before.</summary>
    public string? AuthenticatedAs { get; internal set; }

    // RFC 3848, RFC 6531 §4.3: with SMTPUTF8 the names are UTF8SMTP, UTF8SMTPS, UTF8LMTPSA …
    internal string ProtocolFor(bool utf8)
    {
        if (!IsLmtp && !IsExtended)
        {
            return "SMTP";
        }

        var name = (IsLmtp, utf8) switch
        {
            (true, true) => "UTF8LMTP",
            (true, false) => "LMTP",
            (false, true) => "UTF8SMTP",
            (false, false) => "ESMTP",
        };
        return name + (Tls is null ? "" : "S") + (AuthenticatedAs is null ? "" : "A");
    }
}

/// <summary>What TLS agreed on.</summary>
public sealed record SmtpTlsInfo(SslProtocols Protocol, TlsCipherSuite CipherSuite)
{
    public override string ToString() => Protocol switch
    {
        SslProtocols.Tls12 => "TLS1.2 ",
        SslProtocols.Tls13 => "TLS1.3 ",
        _ => "",
    } + CipherSuite;
}
