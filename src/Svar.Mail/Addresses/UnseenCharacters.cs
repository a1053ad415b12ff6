using System.Globalization;
using System.Text;

namespace Svar.Mail.Addresses;

/// <summary>
/// Characters that nobody sees and that change what is seen: marks that turn the direction of writing (UAX #9 §2), blanks without width, tags,
/// controls. In a name they make one sender look like another.
/// </summary>
internal static class UnseenCharacters
{
    public static string RemoveFrom(string name)
    {
        foreach (var c in name)
        {
            // below the soft hyphen and the C1 controls there are none; what encoded words leave of C0 is a space already
            if (c is (>= '\u007F' and <= '\u009F') or '\u00AD' or >= '\u0600')
            {
                return Removed(name);
            }
        }

        return name;
    }

    private static string Removed(string name)
    {
        var seen = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (IsSpace(rune))
            {
                seen.Append(' ');
            }
            else if (!IsUnseen(rune))
            {
                seen.Append(rune);
            }
        }

        return seen.Length == name.Length ? name : seen.ToString();
    }

    private static bool IsSpace(Rune rune) => rune.Value is 0x85 or 0x2028 or 0x2029;

    // Joiners shape Persian and Indic letters and hold emoji together; the number signs of Arabic and Kaithi are format characters that are seen.
    private static bool IsUnseen(Rune rune) => rune.Value is not (0x200C or 0x200D or (>= 0x600 and <= 0x605) or 0x6DD or 0x70F or 0x890 or 0x891 or 0x8E2 or 0x110BD or 0x110CD)
        && (rune.Value is 0x34F or 0x3164 or 0x115F or 0x1160 or 0xFFA0 || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control);
}
