using Svar.Data.Settings;
using Svar.Mail.Tls;

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

    /// <summary>
    /// PEM file of the certificate for STARTTLS, its intermediates after it, and that of its key; default none: mail then comes in
    /// unencrypted. Without the intermediates, senders that check certificates (RFC 8461, RFC 7672) do not deliver. Read again when they change.
    /// </summary>
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
        if (CertificateFile is null && CertificateKeyFile is not null)
        {
            yield return ($"{Section}:CertificateFile", CertificateFile, "the PEM file of the certificate to which CertificateKeyFile belongs");
        }
        else if (CertificateFile is not null && WrongOfCertificate(CertificateFile, CertificateKeyFile) is { } wrong)
        {
            yield return wrong;
        }

        if (Relay.PinnedCertificate is { } pin && !IsFingerprint(pin))
        {
            yield return ($"{Section}:Relay:PinnedCertificate", pin, "the SHA-256 of the relay's certificate: 64 hexadecimal digits, with or without colons");
        }
    }

    private static (string Key, string? Value, string Wanted)? WrongOfCertificate(string file, string? keyFile)
    {
        if (!File.Exists(file))
        {
            return ($"{Section}:CertificateFile", file, "a PEM file that exists");
        }

        if (keyFile is null || !File.Exists(keyFile))
        {
            return ($"{Section}:CertificateKeyFile", keyFile, "the PEM file of the certificate's key");
        }

        try
        {
            CertificateFiles.Check(file, keyFile);
            return null;
        }
        catch (CertificateFileException e)
        {
            return e.IsKey
                ? ($"{Section}:CertificateKeyFile", keyFile, $"the PEM file, not encrypted, of the key that belongs to the first certificate in {file}")
                : ($"{Section}:CertificateFile", file, "a PEM file with the certificate first and its intermediates after it");
        }
    }

    private static bool IsFingerprint(string pin)
    {
        var digits = pin.Where(c => c is not (':' or ' ')).ToList();
        return digits.Count == 64 && digits.TrueForAll(char.IsAsciiHexDigit);
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
