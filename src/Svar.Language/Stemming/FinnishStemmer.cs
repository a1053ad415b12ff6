namespace Svar.Language.Stemming;

/// <summary>Source: Snowball, Finnish stemming algorithm.</summary>
internal sealed class FinnishStemmer : Stemmer
{
    private static readonly LetterSet Vowels = new("aeiouyäö");
    private static readonly LetterSet RestrictedVowels = new("aeiouäö");
    private static readonly LetterSet Consonants = new("bcdfghjklmnpqrstvwxz");
    private static readonly LetterSet BeforeParticle = new("aeiouyäönt");
    private static readonly LetterSet Aei = new("aäei");

    private static readonly SuffixTable Particles = new((0, "kin kaan kään ko kö han hän pa pä"), (1, "sti"));

    private static readonly SuffixTable Possessives = new((0, "si"), (1, "ni"), (2, "nsa nsä mme nne"), (3, "an"), (4, "än"), (5, "en"));
    private static readonly SuffixTable BeforeAn = new((0, "ta ssa sta lla lta na"));
    private static readonly SuffixTable BeforeAen = new((0, "tä ssä stä llä ltä nä"));
    private static readonly SuffixTable BeforeEn = new((0, "lle ine"));

    private const int Delete = 0, Hxn = 1, AfterVi = 2, Seen = 3, N = 4, A = 5, Tta = 6;

    private static readonly SuffixTable Cases = new(
        (Hxn, "han hen hin hon hän hön"),
        (AfterVi, "siin den tten"),
        (Seen, "seen"),
        (N, "n"),
        (A, "a ä"),
        (Tta, "tta ttä"),
        (Delete, "ta tä ssa ssä sta stä lla llä lta ltä lle na nä ksi ine"));

    private static readonly SuffixTable Others = new((0, "mpi mpa mpä mmi mma mmä"), (1, "impi impa impä immi imma immä eja ejä"));
    private static readonly SuffixTable PluralMma = new((0, "mma"), (1, "imma"));

    private protected override void Reduce(ref WordBuffer word)
    {
        var r1 = word.RegionAfter(0, Vowels);
        var r2 = word.RegionAfter(r1, Vowels);
        CutParticle(ref word, r1, r2);
        CutPossessive(ref word, r1);
        var hadCase = CutCase(ref word, r1);
        var end = Others.Find(word.Text, r2);
        if (end.Length > 0 && (end.Action == 1 || !word.EndsWith("po", end.Length)))
        {
            word.Cut(end.Length);
        }

        if (!hadCase)
        {
            CutPluralT(ref word, r1, r2);
        }
        else if (word.Length > r1 && word.FromEnd(1) is ('i' or 'j'))
        {
            word.Cut(1);
        }

        Tidy(ref word, r1);
    }

    private static void CutParticle(ref WordBuffer word, int r1, int r2)
    {
        var end = Particles.Find(word.Text, r1);
        if (end.Length > 0 && (end.Action == 0 ? BeforeParticle.Contains(word.FromEnd(end.Length + 1)) : word.Length - end.Length >= r2))
        {
            word.Cut(end.Length);
        }
    }

    private static void CutPossessive(ref WordBuffer word, int r1)
    {
        var end = Possessives.Find(word.Text, r1);
        if (end.Length == 0)
        {
            return;
        }

        var before = word.Text[..^end.Length];
        switch (end.Action)
        {
            case 0 when word.FromEnd(3) != 'k':
            case 2:
            case 3 when BeforeAn.Find(before).Length > 0:
            case 4 when BeforeAen.Find(before).Length > 0:
            case 5 when BeforeEn.Find(before).Length > 0:
                word.Cut(end.Length);
                break;
            case 1:
                word.Cut(end.Length);
                if (word.EndsWith("kse"))
                {
                    word.ReplaceEnd(1, "i");
                }

                break;
        }
    }

    private static bool CutCase(ref WordBuffer word, int r1)
    {
        var end = Cases.Find(word.Text, r1);
        while (end.Length > 0
            && ((end.Action == AfterVi && !EndsInVi(word, end.Length, r1)) || (end.Action == Seen && !EndsInLongVowel(word, end.Length, r1))))
        {
            end = Cases.Find(word.Text, r1, end.Length - 1);
        }

        if (end.Length == 0)
        {
            return false;
        }

        var last = word.FromEnd(end.Length + 1);
        switch (end.Action)
        {
            case Hxn when last != word.FromEnd(2):
            case A when !(Vowels.Contains(last) && Consonants.Contains(word.FromEnd(3))):
            case Tta when last != 'e':
                return false;
            case N when EndsInLongVowel(word, 1, 0) || word.EndsWith("ie", 1):
                word.Cut(2);
                return true;
            default:
                word.Cut(end.Length);
                return true;
        }
    }

    private static bool EndsInVi(in WordBuffer word, int skip, int region) =>
        word.Length - skip - 2 >= region && word.FromEnd(skip + 1) == 'i' && RestrictedVowels.Contains(word.FromEnd(skip + 2));

    private static bool EndsInLongVowel(in WordBuffer word, int skip, int region) =>
        word.Length - skip - 2 >= region
            && word.FromEnd(skip + 1) == word.FromEnd(skip + 2)
            && RestrictedVowels.Contains(word.FromEnd(skip + 1));

    private static void CutPluralT(ref WordBuffer word, int r1, int r2)
    {
        if (word.Length - 2 < r1 || word.FromEnd(1) != 't' || !Vowels.Contains(word.FromEnd(2)))
        {
            return;
        }

        word.Cut(1);
        var end = PluralMma.Find(word.Text, r2);
        if (end.Length > 0 && (end.Action == 1 || !word.EndsWith("po", end.Length)))
        {
            word.Cut(end.Length);
        }
    }

    private static void Tidy(ref WordBuffer word, int r1)
    {
        if (EndsInLongVowel(word, 0, r1))
        {
            word.Cut(1);
        }

        if (word.Length - 2 >= r1 && Aei.Contains(word.FromEnd(1)) && Consonants.Contains(word.FromEnd(2)))
        {
            word.Cut(1);
        }

        if (word.Length - 2 >= r1 && word.FromEnd(1) == 'j' && word.FromEnd(2) is ('o' or 'u'))
        {
            word.Cut(1);
        }

        if (word.Length - 2 >= r1 && word.EndsWith("jo"))
        {
            word.Cut(1);
        }

        var at = word.Length - 1;
        while (at >= 0 && Vowels.Contains(word[at]))
        {
            at--;
        }

        if (at > 0 && Consonants.Contains(word[at]) && word[at - 1] == word[at])
        {
            word.Remove(at, 1);
        }
    }
}
