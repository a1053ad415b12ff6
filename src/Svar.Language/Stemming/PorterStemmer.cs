namespace Svar.Language.Stemming;

/// <summary>
/// The English stemmer of 1980, kept for comparison; <see cref="EnglishStemmer"/> is the better one.
/// Source: M. F. Porter, An algorithm for suffix stripping, Program 14 (1980).
/// </summary>
internal sealed class PorterStemmer : Stemmer
{
    private static readonly LetterSet Vowels = new("aeiouy");
    private static readonly LetterSet VowelsAndWxy = new("aeiouywxY");
    private static readonly LetterSet Doubled = new("bdfgmnprt");

    private static readonly SuffixTable Step1a = new((0, "sses ies"), (1, "ss"), (2, "s"));
    private static readonly SuffixTable Step1b = new((0, "eed"), (1, "ed ing"));

    private static readonly string[] Step2Ends =
        ["tion", "ence", "ance", "able", "ent", "e", "ize", "ate", "al", "ful", "ous", "ive", "ble"];

    private static readonly SuffixTable Step2 = new(
        (0, "tional"), (1, "enci"), (2, "anci"), (3, "abli"), (4, "entli"), (5, "eli"), (6, "izer ization"),
        (7, "ational ation ator"), (8, "alli alism aliti"), (9, "fulness"), (10, "ousli ousness"), (11, "iveness iviti"),
        (12, "biliti"));

    private static readonly string[] Step3Ends = ["al", "ic", ""];
    private static readonly SuffixTable Step3 = new((0, "alize"), (1, "icate iciti ical"), (2, "ative ful ness"));

    private static readonly SuffixTable Step4 = new(
        (0, "al ance ence er ic able ible ant ement ment ent ou ism ate iti ous ive ize"), (1, "ion"));

    private protected override void Reduce(ref WordBuffer word)
    {
        for (var at = 0; at < word.Length; at++)
        {
            if (word[at] == 'y' && (at == 0 || Vowels.Contains(word[at - 1])))
            {
                word[at] = 'Y';
            }
        }

        var r1 = word.RegionAfter(0, Vowels);
        var r2 = word.RegionAfter(r1, Vowels);
        var end = Step1a.Find(word.Text);
        if (end.Length > 0)
        {
            word.Cut(end.Action == 0 ? 2 : end.Action == 2 ? 1 : 0);
        }

        CutVerbForm(ref word, r1);
        if (word.FromEnd(1) is ('y' or 'Y') && HasVowelBefore(word, word.Length - 1))
        {
            word[word.Length - 1] = 'i';
        }

        Substitute(ref word, Step2, Step2Ends, r1);
        Substitute(ref word, Step3, Step3Ends, r1);
        end = Step4.Find(word.Text);
        if (end.Length > 0 && word.Length - end.Length >= r2 && (end.Action == 0 || word.FromEnd(4) is 's' or 't'))
        {
            word.Cut(end.Length);
        }

        if (word.FromEnd(1) == 'e' && (word.Length - 1 >= r2 || (word.Length - 1 >= r1 && !EndsInShortSyllable(word, 1))))
        {
            word.Cut(1);
        }

        if (word.FromEnd(1) == 'l' && word.Length - 1 >= r2 && word.FromEnd(2) == 'l')
        {
            word.Cut(1);
        }

        word.ReplaceAll('Y', 'y');
    }

    private static void CutVerbForm(ref WordBuffer word, int r1)
    {
        var end = Step1b.Find(word.Text);
        if (end.Length == 0)
        {
            return;
        }

        if (end.Action == 0)
        {
            word.Cut(word.Length - 3 >= r1 ? 1 : 0);
            return;
        }

        if (!HasVowelBefore(word, word.Length - end.Length))
        {
            return;
        }

        word.Cut(end.Length);
        var last = word.FromEnd(1);
        if (word.EndsWith("at") || word.EndsWith("bl") || word.EndsWith("iz"))
        {
            word.Append('e');
        }
        else if (Doubled.Contains(last) && last == word.FromEnd(2))
        {
            word.Cut(1);
        }
        else if (word.Length == r1 && EndsInShortSyllable(word, 0))
        {
            word.Append('e');
        }
    }

    private static void Substitute(ref WordBuffer word, SuffixTable table, string[] ends, int region)
    {
        var end = table.Find(word.Text);
        if (end.Length > 0 && word.Length - end.Length >= region)
        {
            word.ReplaceEnd(end.Length, ends[end.Action]);
        }
    }

    private static bool HasVowelBefore(in WordBuffer word, int end)
    {
        var vowel = word.IndexOf(Vowels, 0);
        return vowel >= 0 && vowel < end;
    }

    private static bool EndsInShortSyllable(in WordBuffer word, int skip)
    {
        var length = word.Length - skip;
        return length > 2 && !VowelsAndWxy.Contains(word[length - 1]) && Vowels.Contains(word[length - 2]) && !Vowels.Contains(word[length - 3]);
    }
}
