using System.Globalization;
using System.Text;

namespace Svar.Language.Search;

/// <summary>
/// Brings the spellings of one word to one form, for looking up, not for showing. Case goes;
/// <c>å</c> becomes <c>aa</c>, <c>æ</c> and <c>ä</c> become <c>ae</c>, <c>ø</c> and <c>ö</c> become
/// <c>o</c>, <c>ß</c> becomes <c>ss</c>, <c>þ</c> becomes <c>th</c>; all other accents are dropped
/// (Unicode NFKD without its marks). So <c>Ålesund</c> and <c>aalesund</c> meet, and so do Norwegian
/// <c>grønn</c>, <c>gronn</c> and the same word typed in a Swedish keyboard's letters.
/// </summary>
public static class Folding
{
    private const int PageSize = 256;

    // Made on first use of one of its characters; two threads may make the same page, with the same content.
    private static readonly string[]?[] Pages = new string[]?[(char.MaxValue + 1) / PageSize];

    /// <summary>The folded form of a word or text; whatever is no letter or digit stays.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = c < 0x80 ? folded.Append(char.ToLowerInvariant(c)) : folded.Append(Of(c));
        }

        return folded.ToString();
    }

    /// <summary>Folds a lower-case word; what does not fit is cut off.</summary>
    internal static int Fold(ReadOnlySpan<char> word, Span<char> folded)
    {
        var length = 0;
        foreach (var c in word)
        {
            if (c < 0x80)
            {
                if (length == folded.Length)
                {
                    break;
                }

                folded[length++] = c;
                continue;
            }

            var with = Of(c);
            if (!with.AsSpan().TryCopyTo(folded[length..]))
            {
                break;
            }

            length += with.Length;
        }

        return length;
    }

    /// <summary>
    /// The word as people type it who lack the letter: <c>å</c> and <c>ä</c> as <c>a</c>. Zero when it
    /// does not differ from the folded form.
    /// </summary>
    internal static int FoldBare(ReadOnlySpan<char> word, Span<char> bare)
    {
        if (word.IndexOfAny('å', 'ä') < 0)
        {
            return 0;
        }

        Span<char> plain = stackalloc char[word.Length];
        for (var at = 0; at < word.Length; at++)
        {
            plain[at] = word[at] is 'å' or 'ä' ? 'a' : word[at];
        }

        return Fold(plain, bare);
    }

    private static string Of(char c)
    {
        var page = Pages[c / PageSize] ??= MakePage(c / PageSize);
        return page[c % PageSize];
    }

    private static string[] MakePage(int number)
    {
        var page = new string[PageSize];
        for (var at = 0; at < PageSize; at++)
        {
            page[at] = Make((char)((number * PageSize) + at));
        }

        return page;
    }

    private static string Make(char c)
    {
        switch (char.ToLowerInvariant(c))
        {
            case 'å':
                return "aa";
            case 'æ' or 'ä' or 'ǽ':
                return "ae";
            case 'ø' or 'ö' or 'ǿ':
                return "o";
            case 'ß':
                return "ss";
            case 'þ':
                return "th";
            case 'ð' or 'đ' or 'ɖ':
                return "d";
            case 'ł':
                return "l";
            case 'ı' or 'İ':
                return "i";
            case 'œ':
                return "oe";
            case 'ħ':
                return "h";
            case 'ŋ':
                return "n";
            case 'ŧ':
                return "t";
            case 'ĸ':
                return "k";
        }

        // Hangul would fall apart into its letters.
        if (char.IsSurrogate(c) || c is >= '\uAC00' and <= '\uD7AF' || c >= '\uFFFE')
        {
            return c.ToString();
        }

        var folded = new StringBuilder();
        foreach (var part in c.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (CharacterClass.Of(part) is CharacterKind.Word or CharacterKind.Unspaced)
            {
                folded.Append(char.ToLower(part, CultureInfo.InvariantCulture));
            }
        }

        return folded.ToString();
    }
}
