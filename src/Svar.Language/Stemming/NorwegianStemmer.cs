namespace Svar.Language.Stemming;

/// <summary>Norwegian, Bokmål and Nynorsk alike. Source: Snowball, Norwegian stemming algorithm.</summary>
internal sealed class NorwegianStemmer : Stemmer
{
    private const int Delete = 0, Ers = 1, S = 2, Ert = 3;

    private static readonly LetterSet Vowels = new("aeêioòóôuyæåø");
    private static readonly LetterSet BeforeS = new("bcdfghjlmnoptvyz");

    private static readonly SuffixTable Inflections = new(
        (Delete, "a e ede ande ende ane ene hetene en heten ar er heter as es edes endes enes hetenes ens hetens ets et het ast"),
        (Ers, "ers"),
        (S, "s"),
        (Ert, "erte ert"));

    private static readonly SuffixTable KeepsErs = new(
        (0, "amm ast ind kap kk lt nk omm pp v øst"),
        (1, "giv hav skap"));

    private static readonly SuffixTable Derivations = new((Delete, "leg eleg ig eig lig elig els lov elov slov hetslov"));

    private protected override void Reduce(ref WordBuffer word)
    {
        var r1 = word.RegionAfterThree(Vowels);
        var end = Inflections.Find(word.Text, r1);
        if (end.Length > 0)
        {
            switch (end.Action)
            {
                case Delete:
                    word.Cut(end.Length);
                    break;
                case Ers when KeepsErs.Find(word.Text[..^3]) is { Length: 0 } or { Action: 1 }:
                    word.Cut(3);
                    break;
                case S when MayLoseS(word):
                    word.Cut(1);
                    break;
                case Ert:
                    word.ReplaceEnd(end.Length, "er");
                    break;
            }
        }

        if (word.Length - 2 >= r1 && (word.EndsWith("dt") || word.EndsWith("vt")))
        {
            word.Cut(1);
        }

        word.Cut(Derivations.Find(word.Text, r1).Length);
    }

    private static bool MayLoseS(in WordBuffer word) => word.FromEnd(2) switch
    {
        'r' => word.FromEnd(3) != 'e',
        'k' => word.Length > 2 && !Vowels.Contains(word.FromEnd(3)),
        var before => BeforeS.Contains(before),
    };
}
