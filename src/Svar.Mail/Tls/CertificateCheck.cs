using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Svar.Mail.Tls;

/// <summary>How a client decides whether a mail server's certificate is good.</summary>
internal static class CertificateCheck
{
    public static SslClientAuthenticationOptions Options(string host, string? pin, X509Certificate2Collection? roots, bool acceptAny)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (pin is not null)
        {
            var wanted = ParsePin(pin);
            options.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(certificate.GetRawCertData()), wanted);
        }
        else if (acceptAny)
        {
            options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        }
        else if (roots is not null)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.AddRange(roots);
            options.CertificateChainPolicy = policy;
        }

        return options;
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
