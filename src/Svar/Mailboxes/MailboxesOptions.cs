using Svar.Data.Settings;

namespace Svar.Mailboxes;

/// <summary>Section <c>Mailboxes</c>: how mail comes in and goes out.</summary>
internal sealed record MailboxesOptions
{
    public const string Section = "Mailboxes";

    /// <summary>Our name in SMTP greetings, trace headers and Message-IDs. Default: the machine's name. A name that does not lead to us makes other servers distrust our mail.</summary>
    public string HostName { get; init; } = "";

    /// <summary>Largest mail taken in, in bytes; default 50 MiB. A larger one is refused with 552 and its sender is told.</summary>
    [Between(64 * 1024, long.MaxValue, Unit = "bytes")]
    public long MaxMessageSize { get; init; } = 50L * 1024 * 1024;

    /// <summary>PEM file of the certificate for STARTTLS, with its chain, and of its key; default none: mail then comes in unencrypted.</summary>
    public string? CertificateFile { get; init; }
    public string? CertificateKeyFile { get; init; }

    /// <summary>How long an answer can be taken back, in seconds; default 10, at most 120. Every answer waits this long.</summary>
    [Between(0, 120, Unit = "seconds")]
    public int UndoSeconds { get; init; } = 10;

    /// <summary>The server that sends our mail on.</summary>
    public RelayOptions Relay { get; init; } = new();

    /// <summary>What is wrong with the settings, as (key, value, what would be right); empty when all is well.</summary>
    public IEnumerable<(string Key, string? Value, string Wanted)> Wrong()
    {
        if (MaxMessageSize < 64 * 1024)
        {
            yield return ($"{Section}:MaxMessageSize", MaxMessageSize.ToString(System.Globalization.CultureInfo.InvariantCulture), "at least 65536 bytes");
        }

        if (UndoSeconds is < 0 or > 120)
        {
            yield return ($"{Section}:UndoSeconds", UndoSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture), "0 to 120 seconds");
        }

        if (CertificateFile is not null && !File.Exists(CertificateFile))
        {
            yield return ($"{Section}:CertificateFile", CertificateFile, "a PEM file that exists");
        }

        if (CertificateFile is not null && (CertificateKeyFile is null || !File.Exists(CertificateKeyFile)))
        {
            yield return ($"{Section}:CertificateKeyFile", CertificateKeyFile, "the PEM file of the certificate's key");
        }

        if (Relay.Host is not null && Relay.Port is < 1 or > 65535)
        {
            yield return ($"{Section}:Relay:Port", Relay.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), "a port, 1 to 65535");
        }
    }
}

/// <summary>Where this node takes in mail by SMTP; null: nowhere.</summary>
internal sealed record SmtpListening(System.Net.IPEndPoint? At);

/// <summary>Section <c>Mailboxes:Relay</c>.</summary>
internal sealed record RelayOptions
{
    /// <summary>Name or address; null: nothing is sent, and mail waits in the outbox and says so.</summary>
    public string? Host { get; init; }

    [Between(1, 65535)]
    public int Port { get; init; } = 587;

    /// <summary>Default: STARTTLS is demanded. A password never crosses an unencrypted line.</summary>
    public RelaySecurity Security { get; init; } = RelaySecurity.StartTls;
    public string? User { get; init; }
    public string? Password { get; init; }

    /// <summary>SHA-256 of a certificate to accept although its authority is unknown; hex.</summary>
    public string? PinnedCertificate { get; init; }
}

internal enum RelaySecurity
{
    /// <summary>STARTTLS, or nothing is sent.</summary>
    StartTls,

    /// <summary>TLS from the first byte (port 465).</summary>
    Implicit,

    /// <summary>STARTTLS where it is offered.</summary>
    Opportunistic,

    /// <summary>Never; for a relay on the same machine.</summary>
    None,
}
