namespace Svar.Language.Stemming;

/// <summary>German, with umlauts written out (ae, oe, ue) taken as umlauts. Source: Snowball, German stemming algorithm.</summary>
internal sealed class GermanStemmer : Stemmer
{
    private const int Delete = 0, Em = 1, E = 2, S = 3, Ln = 4, St = 1, Et = 2;

    private static readonly LetterSet Vowels = new("aeiouyäöü");
    private static readonly LetterSet BeforeS = new("bdfghklmnrt");
    private static readonly LetterSet BeforeSt = new("bdfghklmnt");
    private static readonly LetterSet BeforeEt = new("dfgklmnrstUzä");

    private static readonly SuffixTable Step1 = new((Em, "em"), (Delete, "ern er erin erinnen"), (E, "e en es"), (S, "s"), (Ln, "ln lns"));
    private static readonly SuffixTable Step2 = new((Delete, "en er est"), (St, "st"), (Et, "et"));
    private static readonly SuffixTable KeepsEt = new((0, "geordn intern plan tick tr"));
    private static readonly SuffixTable Step3 = new((0, "end ung"), (1, "ig ik isch"), (2, "lich heit"), (3, "keit"));

    private protected override void Reduce(ref WordBuffer word)
    {
        Prepare(ref word);
        var r1 = word.RegionAfter(0, Vowels);
        var r2 = word.RegionAfter(r1, Vowels);
        r1 = word.Length < 3 ? word.Length : Math.Max(r1, 3);
        if (word.Length < 3)
        {
            r2 = word.Length;
        }

        CutInflection(ref word, r1);
        CutSecondInflection(ref word, r1);
        CutDerivation(ref word, r1, r2);

        for (var at = 0; at < word.Length; at++)
        {
            word[at] = word[at] switch
            {
                'U' or 'ü' => 'u',
                'Y' => 'y',
                'ä' => 'a',
                'ö' => 'o',
                var other => other,
            };
        }
    }

    private static void Prepare(ref WordBuffer word)
    {
        for (var at = 1; at + 1 < word.Length; at++)
        {
            if (word[at] is 'u' or 'y' && Vowels.Contains(word[at - 1]) && Vowels.Contains(word[at + 1]))
            {
                word[at] = word[at] == 'u' ? 'U' : 'Y';
            }
        }

        for (var at = 0; at < word.Length; at++)
        {
            if (word[at] == 'ß')
            {
                word[at] = 's';
                word.Insert(at, 's');
                at++;
                continue;
            }

            if (at + 1 >= word.Length)
            {
                break;
            }

            if (word[at] == 'q' && word[at + 1] == 'u')
            {
                at++;
            }
            else if (word[at + 1] == 'e' && word[at] is ('a' or 'o' or 'u'))
            {
                word[at] = word[at] switch { 'a' => 'ä', 'o' => 'ö', _ => 'ü' };
                word.Remove(at + 1, 1);
            }
        }
    }

    private static void CutInflection(ref WordBuffer word, int r1)
    {
        var end = Step1.Find(word.Text);
        if (end.Length == 0 || word.Length - end.Length < r1)
        {
            return;
        }

        switch (end.Action)
        {
            case Delete:
            case Em when !word.EndsWith("syst", 2):
            case S when BeforeS.Contains(word.FromEnd(2)):
                word.Cut(end.Length);
                break;
            case E:
                word.Cut(end.Length);
                word.Cut(word.EndsWith("niss") ? 1 : 0);
                break;
            case Ln:
                word.ReplaceEnd(end.Length, "l");
                break;
        }
    }

    private static void CutSecondInflection(ref WordBuffer word, int r1)
    {
        var end = Step2.Find(word.Text);
        if (end.Length == 0 || word.Length - end.Length < r1)
        {
            return;
        }

        switch (end.Action)
        {
            case Delete:
            case St when BeforeSt.Contains(word.FromEnd(3)) && word.Length >= 6:
            case Et when BeforeEt.Contains(word.FromEnd(3)) && KeepsEt.Find(word.Text[..^2]).Length == 0:
                word.Cut(end.Length);
                break;
        }
    }

    private static void CutDerivation(ref WordBuffer word, int r1, int r2)
    {
        var end = Step3.Find(word.Text);
        if (end.Length == 0 || word.Length - end.Length < r2 || (end.Action == 1 && word.FromEnd(end.Length + 1) == 'e'))
        {
            return;
        }

        word.Cut(end.Length);
        switch (end.Action)
        {
            case 0 when word.EndsWith("ig") && word.FromEnd(3) != 'e':
                _ = word.TryCut("ig", r2);
                break;
            case 2:
                _ = word.TryCut("er", r1) || word.TryCut("en", r1);
                break;
            case 3:
                _ = word.TryCut("lich", r2) || word.TryCut("ig", r2);
                break;
        }
    }
}
