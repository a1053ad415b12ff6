namespace Svar.Language.Stemming;

/// <summary>Source: Snowball, Swedish stemming algorithm.</summary>
internal sealed class SwedishStemmer : Stemmer
{
    private const int Delete = 0, S = 1, Oest = 2, Fullt = 3, Et = 4;

    private static readonly LetterSet Vowels = new("aeiouyäåö");
    private static readonly LetterSet BeforeS = new("bcdfghjklmnoprtvy");
    private static readonly LetterSet BeforeOest = new("iklnprtuv");

    private static readonly SuffixTable Inflections = new(
        (Delete, "a arna erna heterna orna ad e ade ande arne are aste en anden aren heten ern ar er heter or as arnas ernas ornas es ades andes ens arens hetens erns at andet het ast"),
        (S, "s"),
        (Et, "et"));

    private static readonly SuffixTable KeepsEt = new(
        (0, "h iet uit fab cit dit alit ilit mit nit pit rit sit tit ivit kvit xit kom rak pak stak"));

    private static readonly SuffixTable Pairs = new((0, "dd gd nn dt gt kt tt"));

    private static readonly SuffixTable Derivations = new((Delete, "lig ig els"), (Oest, "öst"), (Fullt, "fullt"));

    private protected override void Reduce(ref WordBuffer word)
    {
        var r1 = word.RegionAfterThree(Vowels);
        var end = Inflections.Find(word.Text, r1);
        switch (end)
        {
            case { Length: > 0, Action: Delete }:
            case { Action: Et } when MayLoseEt(word, 2):
                word.Cut(end.Length);
                break;
            case { Action: S } when word.EndsWith("et", 1) && MayLoseEt(word, 3):
                word.Cut(3);
                break;
            case { Action: S } when BeforeS.Contains(word.FromEnd(2)):
                word.Cut(1);
                break;
        }

        if (Pairs.Find(word.Text, r1).Length > 0)
        {
            word.Cut(1);
        }

        end = Derivations.Find(word.Text, r1);
        if (end.Length == 0)
        {
            return;
        }

        switch (end.Action)
        {
            case Delete:
                word.Cut(end.Length);
                break;
            case Oest when BeforeOest.Contains(word.FromEnd(4)):
            case Fullt:
                word.Cut(1);
                break;
        }
    }

    /// <summary>Whether what stands before <c>-et</c> is a word of its own (hus-et), not part of one (alfabet, kvalitet, frihet).</summary>
    private static bool MayLoseEt(in WordBuffer word, int skip) =>
        word.Length > skip + 2
            && !Vowels.Contains(word.FromEnd(skip + 1))
            && Vowels.Contains(word.FromEnd(skip + 2))
            && KeepsEt.Find(word.Text[..^skip]).Length == 0;
}
