using System.Globalization;

namespace Svar.Brands;

/// <summary>The one spelling of an e-mail address under which it is kept and looked up.</summary>
internal static class AddressKey
{
    private static readonly IdnMapping _idn = new() { UseStd3AsciiRules = false };

    /// <summary>
    /// Trimmed, lower case, the domain in its ASCII form. The local part's case is folded too: RFC 5321 §2.4 lets a
    /// server tell <c>Anna</c> from <c>anna</c>, and no provider that people use does.
    /// </summary>
    public static string Of(string address)
    {
        var trimmed = address.Trim().ToLowerInvariant();
        var at = trimmed.LastIndexOf('@');
        if (at < 0 || System.Text.Ascii.IsValid(trimmed.AsSpan(at + 1)))
        {
            return trimmed;
        }

        try
        {
            return string.Concat(trimmed.AsSpan(0, at + 1), _idn.GetAscii(trimmed[(at + 1)..]));
        }
        catch (ArgumentException)
        {
            return trimmed; // not a domain name: kept as it is, so that equal spellings stay equal
        }
    }
}
