using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Svar.Mail.Tls;

/// <summary>How a client decides whether a mail server's certificate is good, in one handshake.</summary>
internal sealed class CertificateCheck
{
    private const int MostNamesShown = 5;

    private readonly byte[]? _pin;
    private readonly X509Certificate2Collection? _roots;
    private readonly bool _acceptsAny;

    public CertificateCheck(string host, string? pin, X509Certificate2Collection? roots, bool acceptAny)
    {
        (Host, _roots, _acceptsAny) = (host, roots, acceptAny);
        _pin = pin is null ? null : ParsePin(pin);
    }

    public string Host { get; }

    /// <summary>Set when the certificate was not accepted.</summary>
    public TlsFailure? Failure { get; private set; }

    public SslClientAuthenticationOptions Options()
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = Host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Judge(certificate as X509Certificate2, chain, errors),
        };
        if (_roots is not null && _pin is null && !_acceptsAny)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(_roots);
        }

        return options;
    }

    private bool Judge(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            Failure = new TlsFailure(TlsFault.Certificate, $"{Host} shows no certificate") { Faults = CertificateFaults.Missing };
            return false;
        }

        if (_pin is null ? _acceptsAny || errors == SslPolicyErrors.None : CryptographicOperations.FixedTimeEquals(SHA256.HashData(certificate.RawDataMemory.Span), _pin))
        {
            return true;
        }

        var facts = ServerCertificate.Of(certificate);
        if (_pin is not null)
        {
            Failure = new TlsFailure(TlsFault.Certificate, $"the certificate of {Host} is not the pinned one: its SHA-256 is {facts.Sha256}")
            {
                Certificate = facts,
                Faults = CertificateFaults.NotPinned,
            };
            return false;
        }

        var (faults, words) = Read(facts, chain, errors);
        Failure = new TlsFailure(TlsFault.Certificate, $"the certificate of {Host} is not accepted: {string.Join("; ", words)}; its SHA-256 is {facts.Sha256}")
        {
            Certificate = facts,
            Faults = faults,
        };
        return false;
    }

    private (CertificateFaults Faults, List<string> Words) Read(ServerCertificate certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var faults = CertificateFaults.None;
        var words = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults |= CertificateFaults.OtherName;
            var more = certificate.Names.Count > MostNamesShown ? string.Create(CultureInfo.InvariantCulture, $" and {certificate.Names.Count - MostNamesShown} more") : "";
            words.Add($"it is for {(certificate.Names.Count == 0 ? "no host" : string.Join(", ", certificate.Names.Take(MostNamesShown)) + more)}, not for {Host}");
        }

        var status = (chain?.ChainStatus ?? []).Select(s => s.Status).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one);
        const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        const X509ChainStatusFlags OutOfDate = X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.NotTimeNested;
        if ((status & Untrusted) != X509ChainStatusFlags.NoError)
        {
            faults |= CertificateFaults.UnknownAuthority;
            words.Add(certificate.IsSelfSigned ? "no authority vouches for it, it is signed by itself" : $"its issuer, {certificate.Issuer}, leads to no authority that is trusted here");
        }

        if ((status & OutOfDate) != X509ChainStatusFlags.NoError)
        {
            var asked = new DateTimeOffset(chain!.ChainPolicy.VerificationTime.ToUniversalTime(), TimeSpan.Zero);
            var isEarly = certificate.ValidFrom > asked;
            faults |= isEarly ? CertificateFaults.NotYetValid : CertificateFaults.Expired;
            words.Add(isEarly ? string.Create(CultureInfo.InvariantCulture, $"it is not valid before {certificate.ValidFrom:yyyy-MM-dd HH:mm} UTC")
                : certificate.ValidUntil < asked ? string.Create(CultureInfo.InvariantCulture, $"it ended on {certificate.ValidUntil:yyyy-MM-dd HH:mm} UTC")
                : "one that vouches for it is out of date");
        }

        const X509ChainStatusFlags Unasked = X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;
        if ((status & ~(Untrusted | OutOfDate | Unasked)) is var others && others != X509ChainStatusFlags.NoError || words.Count == 0)
        {
            faults |= CertificateFaults.BadChain;
            words.Add($"its chain does not hold: {others}");
        }

        return (faults, words);
    }

    private static byte[] ParsePin(string pin)
    {
        var bare = pin.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        try
        {
            var bytes = Convert.FromHexString(bare);
            if (bytes.Length == SHA256.HashSizeInBytes)
            {
                return bytes;
            }
        }
        catch (FormatException)
        {
            // said below
        }

        throw new ArgumentException($"the pinned certificate '{pin}' is not a SHA-256 in hexadecimal (64 digits)", nameof(pin));
    }
}
