using System.Net;
using System.Net.Security;
using Svar.Mail.Tls;

namespace Svar.Mail.Smtp;

/// <summary>Settings of an <see cref="SmtpServer"/>. The defaults suit a server that faces the internet.</summary>
public sealed record SmtpServerOptions
{
    /// <summary>Our name in the greeting and in replies; should resolve to us.</summary>
    public string HostName { get; init; } = "localhost";

    /// <summary>Speak LMTP (RFC 2033): LHLO instead of EHLO, and a reply per recipient after the data. Never on port 25.</summary>
    public bool IsLmtp { get; init; }

    /// <summary>
    /// Makes the TLS settings of a handshake; null means no TLS. Asked at each handshake, so that a renewed certificate is taken
    /// up; return the same instance while nothing changed. See <see cref="ServerTls.Serve"/>.
    /// </summary>
    public Func<SslServerAuthenticationOptions>? Tls { get; init; }

    /// <summary>TLS from the first byte (port 465, RFC 8314) instead of STARTTLS. Needs <see cref="Tls"/>.</summary>
    public bool IsTlsImplicit { get; init; }

    /// <summary>
    /// Checks a name and password; returns the identity, or null when they are wrong. Given, AUTH PLAIN and LOGIN are offered
    /// (RFC 4954), over TLS only unless <see cref="AllowAuthInClear"/>.
    /// </summary>
    public Func<SmtpCredentials, CancellationToken, ValueTask<string?>>? Authenticate { get; init; }

    /// <summary>Offer AUTH without TLS: the password then crosses the network readable. For loopback and tests.</summary>
    public bool AllowAuthInClear { get; init; }

    /// <summary>Refuse MAIL from clients that did not authenticate (a submission server, RFC 6409).</summary>
    public bool RequireAuth { get; init; }

    /// <summary>Largest message in bytes, as it arrives; a larger one is read to its end and refused with 552 5.3.4. 0: no limit.</summary>
    public long MaxMessageSize { get; init; } = 50L * 1024 * 1024;

    /// <summary>Recipients per message; RFC 5321 §4.5.3.1.8 demands at least 100. More get 452 4.5.3, and the sender tries those again.</summary>
    public int MaxRecipients { get; init; } = 1000;

    /// <summary>Octets of a command line with its CRLF. RFC 5321 §4.5.3.1.4 says 512, extensions add to it; longer gets 500.</summary>
    public int MaxCommandLine { get; init; } = 2048;

    /// <summary>
    /// Octets of a line of the message; longer is refused with 550 5.6.0 at its end. RFC 5321 §4.5.3.1.6 says 1000, real mail
    /// has lines of megabytes, and since lines are not buffered they cost nothing. 0, the default: only the size limit holds.
    /// </summary>
    public int MaxTextLine { get; init; }

    /// <summary>5xx replies after the last accepted message; then 421 and the connection is closed.</summary>
    public int MaxErrors { get; init; } = 20;

    /// <summary>
    /// Commands after the last accepted message that bring none nearer: NOOP, RSET, VRFY, EXPN, HELP, and greetings. Each beyond them counts as an error, whatever
    /// its reply. Postfix has as many (smtpd_junk_command_limit).
    /// </summary>
    public int MaxIdleCommands { get; init; } = 100;

    /// <summary>Connections at once from one IPv4 address or one IPv6 /64. 0: no limit.</summary>
    public int MaxConnectionsPerAddress { get; init; } = 50;

    /// <summary>Connections at once in total. 0: no limit.</summary>
    public int MaxConnections { get; init; } = 2000;

    /// <summary>Time for one whole command line, from when we begin to wait. RFC 5321 §4.5.3.2.7 asks for 5 minutes.</summary>
    public TimeSpan CommandWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest silence inside a message.</summary>
    public TimeSpan DataWithin { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Time for one whole message, which stops those who send a byte a minute.</summary>
    public TimeSpan MessageWithin { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Time for a whole session.</summary>
    public TimeSpan SessionWithin { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Time for a TLS handshake, and for a client to take our reply.</summary>
    public TimeSpan HandshakeWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What becomes of a message with a bare LF or CR in it.</summary>
    public BareLineEndings BareLineEndings { get; init; }

    /// <summary>
    /// Hang up on a client that speaks before the greeting, or sends on after EHLO or DATA without waiting for the reply, which
    /// RFC 2920 §3.1 forbids and only careless or hostile programs do.
    /// </summary>
    public bool RequireTurns { get; init; }

    /// <summary>
    /// Networks whose connections begin with a PROXY header, v1 or v2 (HAProxy). From these it is demanded, since
    /// guessing would let clients forge it; from elsewhere it is an unknown command.
    /// </summary>
    public IReadOnlyList<IPNetwork> ProxiesTrusted { get; init; } = [];

    /// <summary>Networks that may use XCLIENT (Postfix) to tell whom they speak for.</summary>
    public IReadOnlyList<IPNetwork> XClientTrusted { get; init; } = [];

    /// <summary>Told of exceptions out of the receiver or the verifier. Must not throw.</summary>
    public Action<Exception, SmtpPeer>? OnFailure { get; init; }

    internal void Check()
    {
        SettingCheck.Demand(HostName.Length > 0 && HostName.All(c => c is > ' ' and <= '~'), nameof(HostName), HostName, "a host name in ASCII");
        SettingCheck.Demand(MaxMessageSize >= 0, nameof(MaxMessageSize), MaxMessageSize, "0 or more bytes");
        SettingCheck.Demand(MaxRecipients >= 1, nameof(MaxRecipients), MaxRecipients, "1 or more, 100 by RFC 5321");
        SettingCheck.Demand(MaxCommandLine is >= 512 and <= 65536, nameof(MaxCommandLine), MaxCommandLine, "512 to 65536");
        SettingCheck.Demand(MaxTextLine is 0 or >= 1000, nameof(MaxTextLine), MaxTextLine, "0 or at least 1000");
        SettingCheck.Demand(MaxErrors >= 1, nameof(MaxErrors), MaxErrors, "1 or more");
        SettingCheck.Demand(MaxIdleCommands >= 1, nameof(MaxIdleCommands), MaxIdleCommands, "1 or more");
        SettingCheck.Demand(!IsTlsImplicit || Tls is not null, nameof(Tls), "null", "TLS settings, since IsTlsImplicit is set");
        SettingCheck.Demand(!RequireAuth || Authenticate is not null, nameof(RequireAuth), RequireAuth, "false, unless Authenticate is given");
        foreach (var (name, value) in ((string, TimeSpan)[])[(nameof(CommandWithin), CommandWithin), (nameof(DataWithin), DataWithin),
            (nameof(MessageWithin), MessageWithin), (nameof(SessionWithin), SessionWithin), (nameof(HandshakeWithin), HandshakeWithin)])
        {
            SettingCheck.Demand(value > TimeSpan.Zero && value < TimeSpan.FromDays(40), name, value, "more than zero, less than 40 days");
        }
    }
}

/// <summary>
/// What to do with a line feed without carriage return, or the reverse, inside a message. Neither ever ends a line or a message
/// here, which is what makes SMTP smuggling fail; the question is only whether to take such a message.
/// </summary>
public enum BareLineEndings
{
    /// <summary>Take it, byte for byte. Signatures stay whole, and what a customer wrote arrives.</summary>
    Keep,

    /// <summary>Refuse at the end of the data with 550 5.5.2, as Postfix does when told to reject.</summary>
    Refuse,
}

/// <summary>A name and a password as a client gave them, and whom it wants to act for (mostly empty). Does not print the password.</summary>
public sealed record SmtpCredentials(string User, string Password, string ActAs, SmtpPeer Peer)
{
    public override string ToString() => User;
}
