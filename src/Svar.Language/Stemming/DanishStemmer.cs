namespace Svar.Language.Stemming;

/// <summary>Source: Snowball, Danish stemming algorithm.</summary>
internal sealed class DanishStemmer : Stemmer
{
    private const int Delete = 0, S = 1, Loest = 2;

    private static readonly LetterSet Vowels = new("aeiouyæåø");
    private static readonly LetterSet Consonants = new("bcdfghjklmnpqrstvwxz");
    private static readonly LetterSet BeforeS = new("abcdfghjklmnoprtvyzå");

    private static readonly SuffixTable Inflections = new(
        (Delete, "hed ethed ered e erede ende erende ene erne ere en heden eren er heder erer heds es endes erendes enes ernes eres ens hedens erens ers ets erets et eret"),
        (S, "s"));

    private static readonly SuffixTable Pairs = new((0, "gd dt gt kt"));

    private static readonly SuffixTable Derivations = new((Delete, "ig lig elig els"), (Loest, "løst"));

    private protected override void Reduce(ref WordBuffer word)
    {
        var r1 = word.RegionAfterThree(Vowels);
        var end = Inflections.Find(word.Text, r1);
        if (end.Length > 0 && (end.Action == Delete || BeforeS.Contains(word.FromEnd(2))))
        {
            word.Cut(end.Length);
        }

        CutPair(ref word, r1);
        if (word.EndsWith("igst"))
        {
            word.Cut(2);
        }

        end = Derivations.Find(word.Text, r1);
        if (end.Length > 0)
        {
            word.Cut(end.Action == Loest ? 1 : end.Length);
            if (end.Action == Delete)
            {
                CutPair(ref word, r1);
            }
        }

        if (word.Length > r1 && Consonants.Contains(word.FromEnd(1)) && word.FromEnd(1) == word.FromEnd(2))
        {
            word.Cut(1);
        }
    }

    private static void CutPair(ref WordBuffer word, int r1)
    {
        if (Pairs.Find(word.Text, r1).Length > 0)
        {
            word.Cut(1);
        }
    }
}
