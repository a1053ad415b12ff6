using System.Globalization;
using System.Text;

namespace Svar.Mail.Addresses;

/// <summary>
/// What an address may be (RFC 5321 §4.1.2, RFC 5322 §3.4.1, RFC 6531 §3.3), leaner than the grammar: what servers really take. An address that is usable
/// here is one that the SMTP client sends to.
/// </summary>
internal static class AddressSyntax
{
    // RFC 5321 §4.5.3.1.3, less the brackets of the path. The 64 octets of a local part are passed by the reply addresses of large services.
    private const int Longest = 254;

    public static bool IsUsable(string address)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1 || address.Length > Longest || !IsLocalPart(address.AsSpan(0, at)))
        {
            return false;
        }

        var domain = address[(at + 1)..];
        return domain[0] == '['
            ? DomainName.TryReadLiteral(domain, out _)
            : IsDomain(domain) && DomainName.ToAscii(domain) is { } ascii && Encoding.UTF8.GetByteCount(address.AsSpan(0, at)) + 1 + ascii.Length <= Longest;
    }

    // local-part = dot-atom / quoted-string; dots at the ends and in a row are real (Japanese mobile networks)
    private static bool IsLocalPart(ReadOnlySpan<char> local)
    {
        if (local is not ['"', .. var inner, '"'])
        {
            return All(local, static rune => rune.Value == '.' || IsAtomText(rune));
        }

        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length)
            {
                i++;
            }
            else if (inner[i] is '"' or '\\')
            {
                return false;
            }
        }

        return inner.Length > 0 && All(inner, static rune => rune.IsAscii ? rune.Value is >= ' ' and < 0x7F : IsAtomText(rune));
    }

    private static bool IsDomain(ReadOnlySpan<char> domain) =>
        domain[0] != '.' && domain[^1] != '.' && !domain.Contains("..", StringComparison.Ordinal)
        && All(domain, static rune => rune.IsAscii ? char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '-' or '.' or '_' : IsAtomText(rune));

    private static bool All(ReadOnlySpan<char> text, Func<Rune, bool> may)
    {
        while (!text.IsEmpty)
        {
            // half of a pair is no character
            if (Rune.DecodeFromUtf16(text, out var rune, out var used) != System.Buffers.OperationStatus.Done || !may(rune))
            {
                return false;
            }

            text = text[used..];
        }

        return true;
    }

    /// <summary>atext of ASCII, or a character beyond it that is no space; halves of pairs count, as in names.</summary>
    public static bool IsAtomText(char c) => char.IsSurrogate(c) || IsAtomText(new Rune(c));

    // atext, with everything beyond ASCII that is seen and no space
    private static bool IsAtomText(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value) || "!#$%&'*+-/=?^_`{|}~".Contains((char)rune.Value, StringComparison.Ordinal)
        : rune.Value is 0x200C or 0x200D
            || (rune.Value != 0xFFFD && !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse));
}
