using System.Globalization;
using System.Text;

namespace Svar.Mail.Sasl;

/// <summary>Prepares names and passwords so that the same one typed on two keyboards is the same. RFC 4013.</summary>
internal static class SaslPrep
{
    /// <exception cref="SaslException">It holds a character that no name or password may hold.</exception>
    public static string Prepare(string text)
    {
        if (Ascii.IsValid(text) && !text.Any(char.IsControl))
        {
            return text;
        }

        var mapped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsMappedToNothing(rune.Value))
            {
                continue;
            }

            // RFC 4013 §2.1: other spaces (RFC 3454 C.1.2) become SPACE
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator)
            {
                mapped.Append(' ');
            }
            else
            {
                mapped.Append(rune);
            }
        }

        var prepared = mapped.ToString().Normalize(NormalizationForm.FormKC);
        foreach (var rune in prepared.EnumerateRunes())
        {
            // RFC 4013 §2.3: control characters, private use, surrogates, non-characters, tags
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate
                || rune.Value is 0xFFFD or (>= 0xFFF9 and <= 0xFFFC) or (>= 0xFDD0 and <= 0xFDEF) or (>= 0xE0000 and <= 0xE007F)
                || (rune.Value & 0xFFFE) == 0xFFFE)
            {
                throw new SaslException(string.Create(CultureInfo.InvariantCulture, $"the character U+{rune.Value:X4} may not stand in a name or password (RFC 4013)"));
            }
        }

        return prepared;
    }

    // RFC 3454 table B.1
    private static bool IsMappedToNothing(int c) => c is 0x00AD or 0x034F or 0x1806 or (>= 0x180B and <= 0x180D)
        or (>= 0x200B and <= 0x200D) or 0x2060 or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF;
}
