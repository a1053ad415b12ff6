using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Svar.Mail.Tls;

/// <summary>A server's certificate as it was shown in a handshake: facts for a person to compare, none of them proved.</summary>
/// <param name="Names">The hosts and addresses that it is for; without any, the subject's common name.</param>
/// <param name="Issuer">Who signed it, by common name where there is one.</param>
/// <param name="IsSelfSigned">Nobody vouches for it but itself.</param>
/// <param name="Sha256">Of the whole certificate, in pairs of hexadecimal digits with colons: the form in which it can be pinned.</param>
public sealed record ServerCertificate(
    IReadOnlyList<string> Names, string Issuer, bool IsSelfSigned, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil, string Sha256)
{
    private const int MostNames = 50;
    private const int LongestName = 255;

    internal static ServerCertificate Of(X509Certificate2 certificate)
    {
        var issuer = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true);
        return new ServerCertificate(
            NamesOf(certificate),
            Shown(issuer.Length > 0 ? issuer : certificate.Issuer),
            certificate.IssuerName.RawData.AsSpan().SequenceEqual(certificate.SubjectName.RawData),
            new DateTimeOffset(certificate.NotBefore.ToUniversalTime(), TimeSpan.Zero),
            new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero),
            string.Join(':', SHA256.HashData(certificate.RawDataMemory.Span).Select(b => b.ToString("X2", CultureInfo.InvariantCulture))));
    }

    // RFC 9525 §2: the names that count stand in subjectAltName.
    private static List<string> NamesOf(X509Certificate2 certificate)
    {
        var names = new List<string>();
        try
        {
            foreach (var extension in certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>())
            {
                names.AddRange(extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(a => a.ToString())).Take(MostNames).Select(Shown));
            }
        }
        catch (CryptographicException)
        {
            // the extension cannot be read: the subject is what there is
        }

        if (names.Count == 0 && certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } subject)
        {
            names.Add(Shown(subject));
        }

        return names;
    }

    // The server wrote it, and it comes before people's eyes.
    private static string Shown(string text) => new([.. text.Take(LongestName)
        .Select(c => char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? '?' : c)]);
}
