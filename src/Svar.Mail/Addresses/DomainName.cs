using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Svar.Mail.Addresses;

/// <summary>Domains in letters of all scripts and in the ASCII that servers speak (RFC 5890 U-labels and A-labels).</summary>
internal static class DomainName
{
    // Without the STD3 rules the mapping would make '>', ',' and '@' of their full-width forms: an address that ends where its writer likes (RFC 5891 §4.2.2).
    private static readonly IdnMapping _idn = new() { AllowUnassigned = true, UseStd3AsciiRules = true };

    /// <summary>RFC 5321 §4.5.3.1.2, in octets. Nothing longer is mapped: the mapping's time is more than linear.</summary>
    public const int Longest = 255;

    /// <summary>In A-labels; null when there is no such domain. What is ASCII already is given back as it stands.</summary>
    public static string? ToAscii(string domain)
    {
        if (domain.Length > Longest)
        {
            return null;
        }

        if (Ascii.IsValid(domain))
        {
            return domain;
        }

        try
        {
            var ascii = _idn.GetAscii(domain);
            return ascii.Length <= Longest && ascii.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>In letters of its script; as it stands when it has no such form.</summary>
    public static string ToUnicode(string domain)
    {
        if (domain.Length > Longest || !domain.Contains("xn--", StringComparison.OrdinalIgnoreCase))
        {
            return domain;
        }

        try
        {
            return _idn.GetUnicode(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }

    /// <summary>address-literal (RFC 5321 §4.1.3): <c>[192.0.2.1]</c> or <c>[IPv6:2001:db8::1]</c>.</summary>
    public static bool TryReadLiteral(ReadOnlySpan<char> literal, [NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        if (literal is not ['[', .. var inner, ']'] || !Ascii.IsValid(inner))
        {
            return false;
        }

        return inner.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase)
            ? IPAddress.TryParse(inner[5..], out address) && address.AddressFamily == AddressFamily.InterNetworkV6 && !inner.ContainsAny('[', ']', '%')
            : inner.Count('.') == 3 && IPAddress.TryParse(inner, out address);
    }
}
