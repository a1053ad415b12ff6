using System.Globalization;

namespace Svar.Language.Search;

/// <summary>What a character is to the tokeniser.</summary>
internal enum CharacterKind : byte
{
    /// <summary>Ends a word.</summary>
    Separator,

    /// <summary>A letter or digit of a script that parts its words.</summary>
    Word,

    /// <summary>A letter of a script that writes words without blanks; searched by pairs.</summary>
    Unspaced,

    /// <summary>Belongs to the letter before it (accents, vowel signs, soft hyphen) and is left out.</summary>
    Ignored,

    /// <summary>Parts words, but joins the pieces of one name: FF-1042, kari@example.com.</summary>
    Connector,

    /// <summary>Half of a character beyond U+FFFF.</summary>
    Surrogate,
}

internal static class CharacterClass
{
    private static readonly CharacterKind[] Kinds = Build();

    public static CharacterKind Of(char c) => Kinds[c];

    /// <summary>The kind of a character beyond U+FFFF: ideographs are letters, so are rare scripts; emoji are not.</summary>
    public static CharacterKind Of(char high, char low)
    {
        var code = char.ConvertToUtf32(high, low);
        if (code is >= 0x20000 and < 0x40000)
        {
            return CharacterKind.Unspaced;
        }

        return KindOf(CharUnicodeInfo.GetUnicodeCategory(code));
    }

    private static CharacterKind[] Build()
    {
        var kinds = new CharacterKind[char.MaxValue + 1];
        for (var c = 0; c <= char.MaxValue; c++)
        {
            kinds[c] = (char)c switch
            {
                '-' or '_' or '.' or '@' or '+' or '&' or '\'' or '’' or '\u2010' or '\u2011' => CharacterKind.Connector,
                '\u00AD' or '\uFEFF' or (>= '\u200B' and <= '\u200F') or '\u2060' => CharacterKind.Ignored,
                >= '\uD800' and <= '\uDFFF' => CharacterKind.Surrogate,
                (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF')
                    or (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7AF')
                    or (>= '\uF900' and <= '\uFAFF')
                    when KindOf(char.GetUnicodeCategory((char)c)) == CharacterKind.Word => CharacterKind.Unspaced,
                _ => KindOf(char.GetUnicodeCategory((char)c)),
            };
        }

        return kinds;
    }

    private static CharacterKind KindOf(UnicodeCategory category) => category switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.DecimalDigitNumber => CharacterKind.Word,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => CharacterKind.Ignored,
        _ => CharacterKind.Separator,
    };
}
