using Svar.Mail.Headers;
using Svar.Mail.Mime;

namespace Svar.Mail.Addresses;

/// <summary>Names and addresses out of their words: quotes, comments and encoded words fall away.</summary>
internal ref partial struct AddressParser
{
    private readonly string NameFrom(ReadOnlySpan<byte> phrase)
    {
        phrase = Ascii7.Trim(phrase);
        if (phrase.IsEmpty)
        {
            return "";
        }

        if (!phrase.Contains((byte)'"'))
        {
            return Unquoted(Decode(phrase, _itemStart));
        }

        // quotes fall away, the escaped character stays; encoded words inside quotes are decoded all the same (QUIRK)
        var plain = new PooledBytes(stackalloc byte[256]);
        for (var i = 0; i < phrase.Length; i++)
        {
            var b = phrase[i];
            if (b == '\\' && i + 1 < phrase.Length)
            {
                plain.Append(phrase[++i]);
            }
            else if (b != '"')
            {
                plain.Append(b);
            }
        }

        var name = Unquoted(Decode(plain.Written, _itemStart));
        plain.Dispose();
        return name;
    }

    /// <summary>QUIRK: Outlook puts names into single quotes of its own, others encode the quotes with the name.</summary>
    private static string Unquoted(string name)
    {
        name = UnseenCharacters.RemoveFrom(name).Trim();
        return name is ['\'', .., '\''] or ['"', .., '"'] && name.Length > 2 && !name.AsSpan(1, name.Length - 2).Contains(name[0])
            ? name[1..^1].Trim()
            : name;
    }

    // addr-spec, perhaps after an obsolete route "@a,@b:" (RFC 5322 §4.4)
    private readonly string AddressFrom(ReadOnlySpan<byte> spec, int start)
    {
        if (!spec.IsEmpty && spec[0] == '@' && spec.IndexOf((byte)':') is > 0 and var route)
        {
            spec = spec[(route + 1)..];
        }

        if (Ascii7.StartsWith(spec, "mailto:"u8))
        {
            spec = spec[7..];
        }

        var text = new PooledBytes(stackalloc byte[128]);
        var quoted = false;
        var comment = 0;
        var hasControl = false;
        for (var i = 0; i < spec.Length; i++)
        {
            var b = spec[i];
            if (quoted && b == '\\' && i + 1 < spec.Length)
            {
                text.Append(b);
                b = spec[++i];
            }
            else if (b == '"')
            {
                quoted = !quoted;
            }

            if (!quoted && b == '(')
            {
                comment++;
            }

            if (comment == 0 && (b is < (byte)' ' and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or 0x7F))
            {
                // taken out, it would make another address of this one: the mark in its place keeps it from being used
                hasControl = true;
                text.Append("\uFFFD"u8);
            }
            else if (comment == 0 && (quoted ? b >= ' ' : b > ' '))
            {
                text.Append(b);
            }

            if (!quoted && b == ')' && comment > 0)
            {
                comment--;
            }
        }

        if (hasControl)
        {
            Defect("control character in an address", start);
        }

        var address = Decode(text.Written, start);
        text.Dispose();
        address = address.Trim('\'', ' ', '<', '>', ',', ';');
        var at = address.LastIndexOf('@');
        if (at < 0)
        {
            return address;
        }

        var local = address.AsSpan(0, at);
        if (local is ['"', .. var inner, '"'] && IsDotAtom(inner))
        {
            local = inner;
        }

        return string.Concat(local, "@", DomainName.ToUnicode(address[(at + 1)..]));
    }

    private static bool IsDotAtom(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!AddressSyntax.IsAtomText(c) && c != '.')
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    /// <summary>A phrase, comment or address, which is a copy without folding, comments and quotes.</summary>
    private readonly string Decode(ReadOnlySpan<byte> copy, int start)
    {
        _defects.PinnedAt = _offset + start;
        var text = EncodedWords.Decode(copy, _defects, 0);
        _defects.PinnedAt = null;
        return text;
    }
}
