using System.Globalization;
using System.Text;

namespace Svar.Mail.Addresses;

/// <summary>Domains in letters of all scripts and in the ASCII that servers speak (RFC 5890 U-labels and A-labels).</summary>
internal static class DomainName
{
    // Without the STD3 rules the mapping would make '>', ',' and '@' of their full-width forms: an address that ends where its writer likes (RFC 5891 §4.2.2).
    private static readonly IdnMapping _idn = new() { AllowUnassigned = true, UseStd3AsciiRules = true };

    /// <summary>In A-labels; null when there is no such domain. What is ASCII already is given back as it stands.</summary>
    public static string? ToAscii(string domain)
    {
        if (Ascii.IsValid(domain))
        {
            return domain;
        }

        try
        {
            var ascii = _idn.GetAscii(domain);
            return ascii.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>In letters of its script; as it stands when it has no such form.</summary>
    public static string ToUnicode(string domain)
    {
        if (!domain.Contains("xn--", StringComparison.OrdinalIgnoreCase))
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
}
