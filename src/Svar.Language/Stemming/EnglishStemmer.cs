namespace Svar.Language.Stemming;

/// <summary>English ('Porter2'). Source: Snowball, English stemming algorithm.</summary>
internal sealed class EnglishStemmer : Stemmer
{
    private static readonly LetterSet Vowels = new("aeiouy");
    private static readonly LetterSet VowelsAndWxy = new("aeiouywxY");
    private static readonly LetterSet BeforeLi = new("cdeghkmnrt");
    private static readonly LetterSet Doubled = new("bdfgmnprt");

    private static readonly string[] R1AfterPrefix = ["gener", "commun", "arsen", "past", "univers", "later", "emerg", "organ", "inter"];

    private static readonly SuffixTable Plurals = new((0, "sses"), (1, "ied ies"), (2, "s"), (3, "us ss"));
    private static readonly SuffixTable VerbForms = new((0, "eed eedly"), (1, "ed edly"), (2, "ing ingly"));

    private static readonly string[] Step2Ends =
        ["tion", "ence", "ance", "able", "ent", "ize", "ate", "al", "ful", "ous", "ive", "ble", "og", "less"];

    private const int Ogi = 14, Li = 15;

    private static readonly SuffixTable Step2 = new(
        (0, "tional"), (1, "enci"), (2, "anci"), (3, "abli"), (4, "entli"), (5, "izer ization"),
        (6, "ational ation ator"), (7, "alism aliti alli"), (8, "fulness fulli"), (9, "ousli ousness"),
        (10, "iveness iviti"), (11, "biliti bli"), (12, "ogist"), (13, "lessli"), (Ogi, "ogi"), (Li, "li"));

    private static readonly string[] Step3Ends = ["tion", "ate", "al", "ic", ""];

    private const int Ative = 5;

    private static readonly SuffixTable Step3 = new(
        (0, "tional"), (1, "ational"), (2, "alize"), (3, "icate iciti ical"), (4, "ful ness"), (Ative, "ative"));

    private const int Ion = 1;

    private static readonly SuffixTable Step4 = new(
        (0, "al ance ence er ic able ible ant ement ment ent ism ate iti ous ive ize"), (Ion, "ion"));

    private protected override void Reduce(ref WordBuffer word)
    {
        if (word.Length < 3 || IsException(ref word))
        {
            return;
        }

        if (word[0] == '\'')
        {
            word.Remove(0, 1);
        }

        var hasY = MarkConsonantY(ref word);
        var r1 = FirstRegion(word);
        var r2 = word.RegionAfter(r1, Vowels);

        CutPossessive(ref word);
        CutPlural(ref word);
        CutVerbForm(ref word, r1);
        if (word.Length > 2 && word.FromEnd(1) is ('y' or 'Y') && !Vowels.Contains(word.FromEnd(2)))
        {
            word[word.Length - 1] = 'i';
        }

        CutDerivations(ref word, r1, r2);
        if (word.FromEnd(1) == 'e')
        {
            if (word.Length - 1 >= r2 || (word.Length - 1 >= r1 && !EndsInShortSyllable(word, 1)))
            {
                word.Cut(1);
            }
        }
        else if (word.FromEnd(1) == 'l' && word.Length - 1 >= r2 && word.FromEnd(2) == 'l')
        {
            word.Cut(1);
        }

        if (hasY)
        {
            word.ReplaceAll('Y', 'y');
        }
    }

    private static bool IsException(ref WordBuffer word)
    {
        if (word.Length > 6)
        {
            return false;
        }

        switch (word.Text)
        {
            case "skies":
                word.ReplaceEnd(3, "y");
                return true;
            case "skis":
                word.Cut(1);
                return true;
            case "idly" or "gently" or "singly":
                word.Cut(1);
                return true;
            case "ugly" or "early" or "only":
                word.ReplaceEnd(1, "i");
                return true;
            case "sky" or "news" or "howe" or "atlas" or "cosmos" or "bias" or "andes":
                return true;
            default:
                return false;
        }
    }

    private static bool MarkConsonantY(ref WordBuffer word)
    {
        var any = false;
        for (var at = 0; at < word.Length; at++)
        {
            if (word[at] == 'y' && (at == 0 || Vowels.Contains(word[at - 1])))
            {
                word[at] = 'Y';
                any = true;
            }
        }

        return any;
    }

    private static int FirstRegion(in WordBuffer word)
    {
        foreach (var prefix in R1AfterPrefix)
        {
            if (word.StartsWith(prefix))
            {
                return prefix.Length;
            }
        }

        return word.RegionAfter(0, Vowels);
    }

    private static bool EndsInShortSyllable(in WordBuffer word, int skip)
    {
        var length = word.Length - skip;
        if (length == 2)
        {
            return Vowels.Contains(word[0]) && !Vowels.Contains(word[1]);
        }

        return length > 2
            && ((!VowelsAndWxy.Contains(word[length - 1]) && Vowels.Contains(word[length - 2]) && !Vowels.Contains(word[length - 3]))
                || word.EndsWith("past", skip));
    }

    private static void CutPossessive(ref WordBuffer word)
    {
        word.Cut(word.EndsWith("'s'") ? 3 : word.EndsWith("'s") ? 2 : word.EndsWith("'") ? 1 : 0);
    }

    private static void CutPlural(ref WordBuffer word)
    {
        var end = Plurals.Find(word.Text);
        if (end.Length == 0)
        {
            return;
        }

        switch (end.Action)
        {
            case 0:
                word.Cut(2);
                break;
            case 1:
                word.Cut(word.Length > 4 ? 2 : 1);
                break;
            case 2:
                var vowel = word.IndexOf(Vowels, 0);
                if (vowel >= 0 && vowel < word.Length - 2)
                {
                    word.Cut(1);
                }

                break;
        }
    }

    private static void CutVerbForm(ref WordBuffer word, int r1)
    {
        var end = VerbForms.Find(word.Text);
        if (end.Length == 0)
        {
            return;
        }

        var before = word.Text[..^end.Length];
        if (end.Action == 0)
        {
            if (before.Length >= r1 && before is not ("proc" or "exc" or "succ"))
            {
                word.ReplaceEnd(end.Length, "ee");
            }

            return;
        }

        if (end.Action == 2)
        {
            if (before.Length == 2 && before[1] == 'y' && !Vowels.Contains(before[0]))
            {
                word.ReplaceEnd(end.Length + 1, "ie");
                return;
            }

            if (before is "inn" or "out" or "cann" or "herr" or "earr" or "even")
            {
                return;
            }
        }

        var vowel = word.IndexOf(Vowels, 0);
        if (vowel < 0 || vowel >= before.Length)
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
            if (word.Length != 3 || word[0] is not ('a' or 'e' or 'o'))
            {
                word.Cut(1);
            }
        }
        else if (word.Length == r1 && EndsInShortSyllable(word, 0))
        {
            word.Append('e');
        }
    }

    private static void CutDerivations(ref WordBuffer word, int r1, int r2)
    {
        var end = Step2.Find(word.Text);
        if (end.Length > 0 && word.Length - end.Length >= r1)
        {
            switch (end.Action)
            {
                case Ogi:
                    word.Cut(word.FromEnd(4) == 'l' ? 1 : 0);
                    break;
                case Li:
                    word.Cut(BeforeLi.Contains(word.FromEnd(3)) ? 2 : 0);
                    break;
                default:
                    word.ReplaceEnd(end.Length, Step2Ends[end.Action]);
                    break;
            }
        }

        end = Step3.Find(word.Text);
        if (end.Length > 0 && word.Length - end.Length >= r1)
        {
            if (end.Action != Ative)
            {
                word.ReplaceEnd(end.Length, Step3Ends[end.Action]);
            }
            else if (word.Length - end.Length >= r2)
            {
                word.Cut(end.Length);
            }
        }

        end = Step4.Find(word.Text);
        if (end.Length > 0 && word.Length - end.Length >= r2 && (end.Action != Ion || word.FromEnd(4) is 's' or 't'))
        {
            word.Cut(end.Length);
        }
    }
}
