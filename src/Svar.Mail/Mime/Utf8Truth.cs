using System.Text;

namespace Svar.Mail.Mime;

/// <summary>
/// Whether bytes that are sound UTF-8, and sound in the charset that the mail declares too, are UTF-8 all the same. Among Latin letters they nearly always
/// are; pairs of an East Asian charset, and words of one that fills the upper half with letters, form sound UTF-8 by chance.
/// </summary>
internal static class Utf8Truth
{
    // so many characters in a row do not come about by chance
    private const int Certain = 10;

    public static bool Overrules(Charset declared, ReadOnlySpan<byte> utf8)
    {
        if (declared.Kind == CharsetKind.MultiByte)
        {
            return IsEastAsian(utf8);
        }

        var (first, last) = Letters(declared.Encoding.CodePage);
        return first == 0 || IsWritten(utf8, first, last);
    }

    // Three bytes of UTF-8 are a character and a half of pairs: that two such runs are whole, and are characters of these scripts, is no chance. Two bytes are
    // one pair; a letter such as 'å' stands alone among ASCII, where no pair does.
    private static bool IsEastAsian(ReadOnlySpan<byte> utf8)
    {
        var (all, wide, alone) = (0, 0, 0);
        var isFitting = true;
        for (var at = 0; at < utf8.Length && all < Certain;)
        {
            Rune.DecodeFromUtf8(utf8[at..], out var rune, out var used);
            if (!rune.IsAscii)
            {
                all++;
                wide += used > 2 ? 1 : 0;
                isFitting &= used > 2 && IsOfEastAsianText(rune.Value);
                alone += (at == 0 || utf8[at - 1] < 0x80) && (at + used >= utf8.Length || utf8[at + used] < 0x80) ? 1 : 0;
            }

            at += used;
        }

        return all >= Certain || (isFitting && wide >= 2) || (alone == all && all >= 3);
    }

    // punctuation and symbols; kana, hangul and ideographs with their marks and full-width forms; emoji
    private static bool IsOfEastAsianText(int c) => c is (>= 0x2000 and <= 0x2BFF) or (>= 0x2E80 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFFEF) or >= 0x1F000;

    private static bool IsWritten(ReadOnlySpan<byte> utf8, int first, int last)
    {
        var all = 0;
        while (!utf8.IsEmpty && all < Certain)
        {
            Rune.DecodeFromUtf8(utf8, out var rune, out var used);
            utf8 = utf8[used..];
            if (rune.IsAscii)
            {
                continue;
            }

            all++;
            if (!(rune.Value >= first && rune.Value <= last) && rune.Value is not ((>= 0xA0 and <= 0x24F) or (>= 0x2000 and <= 0x2BFF) or 0xFEFF or >= 0x1F000))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The letters that a charset was made for, where it is not Latin ones; zeros else.</summary>
    private static (int First, int Last) Letters(int codePage) => codePage switch
    {
        874 or 28601 or 10021 => (0x0E00, 0x0E7F),
        1251 or 20866 or 21866 or 28595 or 10007 or 866 or 855 => (0x0400, 0x052F),
        1253 or 28597 or 737 or 869 or 10006 => (0x0370, 0x03FF),
        1255 or 28598 or 38598 or 862 or 10005 => (0x0590, 0x05FF),
        1256 or 28596 or 864 or 720 or 10004 => (0x0600, 0x06FF),
        _ => (0, 0),
    };
}
