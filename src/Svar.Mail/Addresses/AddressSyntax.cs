namespace Svar.Mail.Addresses;

/// <summary>What an address may hold (RFC 5322 §3.4.1, RFC 6532 §3.2), leaner than the grammar: what servers really take.</summary>
internal static class AddressSyntax
{
    public static bool IsUsable(string address)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1 || address.Length > 998)
        {
            return false;
        }

        return IsLocalPart(address.AsSpan(0, at)) && IsDomain(address.AsSpan(at + 1)) && DomainName.ToAscii(address[(at + 1)..]) is not null;
    }

    // local-part = dot-atom / quoted-string; dots at the ends and in a row are real (Japanese mobile networks)
    private static bool IsLocalPart(ReadOnlySpan<char> local)
    {
        if (local is ['"', .. var inner, '"'])
        {
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

                if (char.IsControl(inner[i]) || char.IsSurrogate(inner[i]))
                {
                    return false;
                }
            }

            return true;
        }

        foreach (var c in local)
        {
            if (!IsAtomText(c) && c != '.')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        if (domain is ['[', .. var literal, ']'])
        {
            foreach (var c in literal)
            {
                if (c is <= ' ' or >= '\u007F' or '[' or ']' or '\\')
                {
                    return false;
                }
            }

            return literal.Length > 0;
        }

        if (domain[0] == '.' || domain.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var c in domain)
        {
            if (!(char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' || (c >= '\u00A0' && !char.IsSurrogate(c) && !char.IsWhiteSpace(c) && !char.IsControl(c))))
            {
                return false;
            }
        }

        return true;
    }

    // atext, with everything beyond ASCII that is no space
    public static bool IsAtomText(char c) =>
        char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal)
        || (c >= '\u00A0' && !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('\u200B' or '\uFEFF' or '\u202A' or '\u202B' or '\u202D' or '\u202E' or '\u202C'));
}
