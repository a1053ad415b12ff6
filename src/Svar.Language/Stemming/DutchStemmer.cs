namespace Svar.Language.Stemming;

/// <summary>Dutch, after Kraaij and Pohlmann. Source: Snowball, Kraaij-Pohlmann stemming algorithm.</summary>
internal sealed class DutchStemmer : Stemmer
{
    private const string AccentedA = "aäáàâ", AccentedE = "eëéèê", AccentedI = "iïíìî", AccentedO = "oöóòô", AccentedU = "uüúùû";

    private static readonly LetterSet Aeiou = new(AccentedA + AccentedE + AccentedI + AccentedO + AccentedU);
    private static readonly LetterSet Aiou = new(AccentedA + AccentedI + AccentedO + AccentedU);
    private static readonly LetterSet Aou = new(AccentedA + AccentedO + AccentedU);
    private static readonly LetterSet E = new(AccentedE);
    private static readonly LetterSet Vowels = new("y" + AccentedA + AccentedE + AccentedI + AccentedO + AccentedU);
    private static readonly LetterSet VowelsAndWx = new("ywx" + AccentedA + AccentedE + AccentedI + AccentedO + AccentedU);

    private const int ApostropheS = 0, S = 1, Ies = 2, Es = 3, Eacute = 4, Aus = 5, En = 6, Nde = 7;

    private static readonly SuffixTable Step1 = new(
        (ApostropheS, "'s"), (S, "s"), (Ies, "ies"), (Es, "es"), (Eacute, "és"), (Aus, "aus"), (En, "en"), (Nde, "nde"));

    private const int Je = 0, LastVowel = 1, De = 2, Le = 3, Ene = 4, Ieve = 5;

    private static readonly SuffixTable Step2 = new(
        (Je, "je"), (LastVowel, "ge lijke ische te se re"), (De, "de"), (Le, "le"), (Ene, "ene"), (Ieve, "ieve"));

    private const int Atie = 0, Lengthen = 1, Delete = 2, Rder = 3, Ing = 4, Arij = 5, Fie = 6, Tst = 7;

    private static readonly SuffixTable Step3 = new(
        (Atie, "atie"), (Lengthen, "iteit"), (Delete, "heid sel ster"), (Rder, "rder"), (Ing, "ing isme erij"), (Arij, "arij"),
        (Fie, "fie gie"), (Tst, "tst dst"));

    private const int Ioneel = 0, Atief = 1, Naar = 3, Tant = 4, Lijker = 5, LengthenAfterC = 6;

    private static readonly SuffixTable Step4 = new(
        (Ioneel, "ioneel"), (Atief, "atief"), (Delete, "baar achtig achtiger achtigst"), (Naar, "naar laar raar"), (Tant, "tant"),
        (Lijker, "lijker lijkst"), (LengthenAfterC, "eriger erigst erig end"));

    private static readonly SuffixTable Step4Ig = new((0, "iger igst ig"));
    private static readonly SuffixTable Step7 = new((0, "kt ft pt"));

    private protected override void Reduce(ref WordBuffer word)
    {
        var (r1, r2) = Measure(word);
        var stemmed = CutInflection(ref word, r1);
        stemmed |= CutDiminutive(ref word, r1);
        stemmed |= CutNounEnding(ref word, r1, r2);
        stemmed |= CutAdjectiveEnding(ref word, r1) || CutIg(ref word, r1);

        if (LosePrefix(ref word))
        {
            stemmed = true;
            CutParticipleEnding(ref word, Measure(word).R1);
        }

        if (LoseInfix(ref word))
        {
            stemmed = true;
            CutParticipleEnding(ref word, Measure(word).R1);
        }

        if (Step7.Find(word.Text).Length > 0)
        {
            word.Cut(1);
            stemmed = true;
        }

        if (stemmed)
        {
            Harden(ref word);
        }
    }

    /// <summary>Where a vowel begins at a position, its length: 2 for ij, 0 for none.</summary>
    private static int VowelAt(in WordBuffer word, int at) =>
        at >= word.Length ? 0
        : word[at] == 'i' && at + 1 < word.Length && word[at + 1] == 'j' ? 2
        : Vowels.Contains(word[at]) ? 1 : 0;

    private static (int R1, int R2) Measure(in WordBuffer word)
    {
        var r1 = After(word, 0);
        return r1 < 0 ? (word.Length, word.Length) : (r1, After(word, r1) is >= 0 and var r2 ? r2 : word.Length);

        static int After(in WordBuffer word, int from)
        {
            var at = from;
            while (at < word.Length && !Vowels.Contains(word[at]))
            {
                at++;
            }

            for (var length = VowelAt(word, at); length > 0; length = VowelAt(word, at))
            {
                at += length;
            }

            return at < word.Length ? at + 1 : -1;
        }
    }

    private static bool EndsInIj(in WordBuffer word, int skip) => word.FromEnd(skip + 1) == 'j' && word.FromEnd(skip + 2) == 'i';

    private static bool EndsInVowel(in WordBuffer word, int skip) =>
        skip < word.Length && (Vowels.Contains(word.FromEnd(skip + 1)) || EndsInIj(word, skip));

    private static bool EndsInConsonant(in WordBuffer word, int skip) =>
        skip < word.Length && !Vowels.Contains(word.FromEnd(skip + 1)) && !EndsInIj(word, skip);

    /// <summary>Writes a single vowel in a syllable that has become closed twice: <c>lop</c> from <c>lopen</c> gives <c>loop</c>.</summary>
    private static void LengthenVowel(ref WordBuffer word)
    {
        if (word.Length < 2 || VowelsAndWx.Contains(word.FromEnd(1)))
        {
            return;
        }

        var at = word.Length - 2;
        var vowel = word[at];
        if (vowel == 'ë')
        {
            if (at > 0 && word[at - 1] == 'e')
            {
                word.Insert(at + 1, 'e');
            }
            else if (at > 0 && word[at - 1] == 'i')
            {
                word[at] = 'e';
                word.Insert(at + 1, 'e');
            }

            return;
        }

        var isE = E.Contains(vowel);
        if ((!isE && !Aou.Contains(vowel)) || (at > 0 && Aeiou.Contains(word[at - 1])))
        {
            return;
        }

        if (isE)
        {
            // the position reached after the consonant before the e, or the word's beginning
            var left = Math.Max(at - 1, 0);
            if (left > 0 && (Aiou.Contains(word[left - 1]) || (left == 1 && E.Contains(word[0]))))
            {
                return;
            }

            if (left > 2 && Aiou.Contains(word[left - 2]) && !Aeiou.Contains(word[left - 3]))
            {
                return;
            }
        }

        word.Insert(at, vowel);
    }

    private static bool CutAndLengthen(ref WordBuffer word, int count)
    {
        word.Cut(count);
        LengthenVowel(ref word);
        return true;
    }

    private static bool Replace(ref WordBuffer word, int count, ReadOnlySpan<char> with)
    {
        word.ReplaceEnd(count, with);
        return true;
    }

    private static bool CutInflection(ref WordBuffer word, int r1)
    {
        var end = Step1.Find(word.Text);
        if (end.Length == 0)
        {
            return false;
        }

        var start = word.Length - end.Length;
        switch (end.Action)
        {
            case ApostropheS:
                return Replace(ref word, 2, "");
            case S:
                return start >= r1 && !(word.FromEnd(2) == 't' && start - 1 >= r1) && EndsInConsonant(word, 1) && Replace(ref word, 1, "");
            case Ies or Eacute:
                return start >= r1 && Replace(ref word, 1, "");
            case Es:
                if (word.EndsWith("ar", 2) && start - 2 >= r1 && EndsInConsonant(word, 4))
                {
                    return CutAndLengthen(ref word, 2);
                }

                if (word.EndsWith("er", 2) && start - 2 >= r1 && EndsInConsonant(word, 4))
                {
                    return Replace(ref word, 2, "");
                }

                return start >= r1 && EndsInConsonant(word, 2) && Replace(ref word, 1, "");
            case Aus:
                return start >= r1 && EndsInVowel(word, 3) && Replace(ref word, 1, "");
            case En:
                return CutEn(ref word, r1, start);
            default:
                return Replace(ref word, 1, "");
        }
    }

    private static bool CutEn(ref WordBuffer word, int r1, int start)
    {
        if (word.EndsWith("hed", 2) && start - 3 >= r1)
        {
            return Replace(ref word, 5, "heid");
        }

        if (word.EndsWith("nd", 2))
        {
            return Replace(ref word, 2, "");
        }

        if (word.FromEnd(3) == 'd' && start - 1 >= r1 && EndsInConsonant(word, 3))
        {
            return Replace(ref word, 3, "");
        }

        if (word.FromEnd(3) is 'i' or 'j' && EndsInVowel(word, 3))
        {
            return Replace(ref word, 2, "");
        }

        return start >= r1 && EndsInConsonant(word, 2) && CutAndLengthen(ref word, 2);
    }

    private static bool CutDiminutive(ref WordBuffer word, int r1)
    {
        var end = Step2.Find(word.Text);
        if (end.Length == 0)
        {
            return false;
        }

        var start = word.Length - end.Length;
        switch (end.Action)
        {
            case Je:
                return CutJe(ref word, r1, start);
            case LastVowel:
                return start >= r1 && Replace(ref word, 1, "");
            case De:
                return start >= r1 && EndsInConsonant(word, 2) && Replace(ref word, 2, "");
            case Le:
                return start >= r1 && CutAndLengthen(ref word, 1);
            case Ene:
                return start >= r1 && EndsInConsonant(word, 3) && CutAndLengthen(ref word, 1);
            default:
                return start >= r1 && EndsInConsonant(word, 4) && Replace(ref word, 2, "f");
        }
    }

    private static bool CutJe(ref WordBuffer word, int r1, int start)
    {
        if (word.EndsWith("'t", 2))
        {
            return Replace(ref word, 4, "");
        }

        if (word.EndsWith("et", 2) && start - 2 >= r1 && EndsInConsonant(word, 4))
        {
            return Replace(ref word, 4, "");
        }

        if (word.EndsWith("rnt", 2))
        {
            return Replace(ref word, 3, "");
        }

        if (word.FromEnd(3) == 't' && start - 1 >= r1 && EndsInVowel(word, 4))
        {
            return Replace(ref word, 3, "");
        }

        if (word.EndsWith("ink", 2))
        {
            return Replace(ref word, 3, "g");
        }

        if (word.EndsWith("mp", 2))
        {
            return Replace(ref word, 3, "");
        }

        if (word.FromEnd(3) == '\'' && start - 1 >= r1)
        {
            return Replace(ref word, 3, "");
        }

        return start >= r1 && EndsInConsonant(word, 2) && Replace(ref word, 2, "");
    }

    private static bool CutNounEnding(ref WordBuffer word, int r1, int r2)
    {
        var end = Step3.Find(word.Text);
        if (end.Length == 0)
        {
            return false;
        }

        var start = word.Length - end.Length;
        switch (end.Action)
        {
            case Rder:
                return Replace(ref word, 4, "r");
            case Ing when word.EndsWith("ild", end.Length):
                return Replace(ref word, end.Length, "er");
            case Fie:
                return start >= r2 && CutAndLengthen(ref word, 2);
            case not Fie when start < r1:
                return false;
            case Atie:
                return Replace(ref word, 4, "eer");
            case Delete:
                return Replace(ref word, end.Length, "");
            case Arij:
                return EndsInConsonant(word, 4) && Replace(ref word, 4, "aar");
            case Tst:
                return EndsInConsonant(word, 3) && Replace(ref word, 2, "");
            default:
                return CutAndLengthen(ref word, end.Length);
        }
    }

    private static bool CutAdjectiveEnding(ref WordBuffer word, int r1)
    {
        var end = Step4.Find(word.Text);
        if (end.Length == 0 || word.Length - end.Length < r1)
        {
            return false;
        }

        return end.Action switch
        {
            Ioneel => Replace(ref word, 6, "ie"),
            Atief => Replace(ref word, 5, "eer"),
            Naar => EndsInVowel(word, 4) && Replace(ref word, 3, ""),
            Tant => Replace(ref word, 4, "teer"),
            Lijker => Replace(ref word, 2, ""),
            LengthenAfterC => EndsInConsonant(word, end.Length) && CutAndLengthen(ref word, end.Length),
            _ => Replace(ref word, end.Length, ""),
        };
    }

    private static bool CutIg(ref WordBuffer word, int r1)
    {
        var end = Step4Ig.Find(word.Text);
        var start = word.Length - end.Length;
        return end.Length > 0 && start >= r1 && word.Text[..start] is not "inn" && EndsInConsonant(word, end.Length)
            && CutAndLengthen(ref word, end.Length);
    }

    private static bool LosePrefix(ref WordBuffer word)
    {
        if (!word.StartsWith("ge") || !MayLoseGe(word, 2))
        {
            return false;
        }

        var rest = word.Text[2..];
        if (rest.StartsWith("eft") || rest.StartsWith("vaa") || rest.StartsWith("vare") || (rest.StartsWith("val") && !rest.StartsWith("vali")))
        {
            return false;
        }

        CutGe(ref word, 0);
        return true;
    }

    private static bool LoseInfix(ref WordBuffer word)
    {
        for (var at = 1; at + 1 < word.Length; at++)
        {
            if (word[at] == 'g' && word[at + 1] == 'e')
            {
                if (!MayLoseGe(word, at + 2))
                {
                    return false;
                }

                CutGe(ref word, at);
                return true;
            }
        }

        return false;
    }

    private static bool MayLoseGe(in WordBuffer word, int from)
    {
        var at = word.IndexOf(Vowels, from);
        if (from + 3 > word.Length || at < 0)
        {
            return false;
        }

        for (var length = VowelAt(word, at); length > 0; length = VowelAt(word, at))
        {
            at += length;
        }

        return at < word.Length;
    }

    private static void CutGe(ref WordBuffer word, int at)
    {
        word.Remove(at, 2);
        word[at] = word[at] switch
        {
            'ë' => 'e',
            'ï' => 'i',
            var other => other,
        };
    }

    private static void CutParticipleEnding(ref WordBuffer word, int r1)
    {
        var last = word.FromEnd(1);
        var before = word.FromEnd(2);
        var start = word.Length - 1;
        if (last is not ('d' or 't') || start < r1 || !EndsInConsonant(word, 1)
            || (before == (last == 'd' ? 'n' : 'h') && start - 1 >= r1))
        {
            if (!(last == 'd' && word.Text is "ind"))
            {
                return;
            }
        }

        if (last == 'd' && word.Text is "ind")
        {
            word[2] = 'n';
        }
        else if (word.Text is not "ent")
        {
            word.Cut(1);
        }
    }

    private static void Harden(ref WordBuffer word)
    {
        var last = word.FromEnd(1);
        if (last is 'v' or 'z' && word.FromEnd(2) != last)
        {
            word[word.Length - 1] = last == 'v' ? 'f' : 's';
        }
        else if (last is >= 'b' and <= 'z' and not ('e' or 'i' or 'o' or 'u' or 'y') && word.FromEnd(2) == last && word.Text is not "inn")
        {
            word.Cut(1);
        }
    }
}
