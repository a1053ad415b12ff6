using Svar.Mail.Addresses;

namespace Svar.Brands;

/// <summary>The one spelling of an e-mail address under which it is kept and looked up.</summary>
internal static class AddressKey
{
    /// <summary>
    /// Trimmed, lower case, the domain in its ASCII form. The local part's case is folded too: RFC 5321 §2.4 lets a
    /// server tell <c>Anna</c> from <c>anna</c>, and no provider that people use does.
    /// </summary>
    public static string Of(string address) => new MailAddress(address.Trim()).AsciiAddress.ToLowerInvariant();
}
