namespace Svar.Language.Stemming;

/// <summary>Source: Snowball, Spanish stemming algorithm.</summary>
internal sealed class SpanishStemmer : Stemmer
{
    private static readonly LetterSet Vowels = new("aeiouáéíóúü");

    private static readonly SuffixTable Pronouns = new((0, "me se sela selo selas selos la le lo las les los nos"));

    private const int Yendo = 2;

    private static readonly SuffixTable BeforePronoun = new((0, "iéndo ándo ár ér ír"), (1, "ando iendo ar er ir"), (Yendo, "yendo"));

    private const int Delete = 0, AfterIc = 1, Log = 2, U = 3, Ente = 4, Amente = 5, Mente = 6, Idad = 7, Iva = 8;

    private static readonly SuffixTable Derivations = new(
        (Delete, "anza anzas ico ica icos icas ismo ismos able ables ible ibles ista istas oso osa osos osas amiento amientos imiento imientos"),
        (AfterIc, "adora ador ación adoras adores aciones ante antes ancia ancias acion"),
        (Log, "logía logías"),
        (U, "ución uciones ucion"),
        (Ente, "encia encias"),
        (Amente, "amente"),
        (Mente, "mente"),
        (Idad, "idad idades"),
        (Iva, "iva ivo ivas ivos"));

    private static readonly SuffixTable BeforeAmente = new((1, "iv"), (0, "os ic ad"));
    private static readonly SuffixTable BeforeMente = new((0, "ante able ible"));
    private static readonly SuffixTable BeforeIdad = new((0, "abil ic iv"));

    private static readonly SuffixTable VerbsInY = new((0, "ya ye yan yen yeron yendo yo yó yas yes yais yamos"));

    private const int AfterGu = 1;

    private static readonly SuffixTable Verbs = new(
        (AfterGu, "en es éis emos"),
        (Delete, "arían arías arán arás aríais aría aréis aríamos aremos ará aré erían erías erán erás eríais ería eréis eríamos eremos erá eré"),
        (Delete, "irían irías irán irás iríais iría iréis iríamos iremos irá iré aba ada ida ía ara iera ad ed id ase iese aste iste an aban ían"),
        (Delete, "aran ieran asen iesen aron ieron ado ido ando iendo ió ar er ir as abas adas idas ías aras ieras ases ieses ís áis abais íais"),
        (Delete, "arais ierais aseis ieseis asteis isteis ados idos amos ábamos íamos imos áramos iéramos iésemos ásemos"));

    private const int Gue = 1;

    private static readonly SuffixTable Residuals = new((Delete, "os a o á í ó"), (Gue, "e é"));

    private protected override void Reduce(ref WordBuffer word)
    {
        var rv = VerbRegion(word);
        var r1 = word.RegionAfter(0, Vowels);
        var r2 = word.RegionAfter(r1, Vowels);
        CutPronoun(ref word, rv);
        _ = CutDerivation(ref word, r1, r2) || CutVerbInY(ref word, rv) || CutVerb(ref word, rv);
        CutResidual(ref word, rv);
        Unaccent(ref word, 0);
    }

    private static int VerbRegion(in WordBuffer word)
    {
        if (word.Length < 3)
        {
            return word.Length;
        }

        var firstIsVowel = Vowels.Contains(word[0]);
        int at;
        if (!Vowels.Contains(word[1]))
        {
            at = word.IndexOf(Vowels, 2);
        }
        else if (firstIsVowel)
        {
            at = word.IndexOfOther(Vowels, 2);
        }
        else
        {
            at = 2;
        }

        return at < 0 ? word.Length : at + 1;
    }

    private static void CutPronoun(ref WordBuffer word, int rv)
    {
        var pronoun = Pronouns.Find(word.Text);
        if (pronoun.Length == 0)
        {
            return;
        }

        var verb = BeforePronoun.Find(word.Text[..^pronoun.Length]);
        var start = word.Length - pronoun.Length - verb.Length;
        if (verb.Length == 0 || start < rv || (verb.Action == Yendo && (start == 0 || word[start - 1] != 'u')))
        {
            return;
        }

        word.Cut(pronoun.Length);
        if (verb.Action == 0)
        {
            Unaccent(ref word, start);
        }
    }

    private static bool CutDerivation(ref WordBuffer word, int r1, int r2)
    {
        var end = Derivations.Find(word.Text);
        if (end.Length == 0 || word.Length - end.Length < (end.Action == Amente ? r1 : r2))
        {
            return false;
        }

        word.Cut(end.Length);
        switch (end.Action)
        {
            case AfterIc:
                _ = word.TryCut("ic", r2);
                break;
            case Log:
                word.ReplaceEnd(0, "log");
                break;
            case U:
                word.Append('u');
                break;
            case Ente:
                word.ReplaceEnd(0, "ente");
                break;
            case Amente:
                var before = CutBefore(ref word, BeforeAmente, r2);
                _ = before is { Length: > 0, Action: 1 } && word.TryCut("at", r2);
                break;
            case Mente:
                _ = CutBefore(ref word, BeforeMente, r2);
                break;
            case Idad:
                _ = CutBefore(ref word, BeforeIdad, r2);
                break;
            case Iva:
                _ = word.TryCut("at", r2);
                break;
        }

        return true;
    }

    private static SuffixMatch CutBefore(ref WordBuffer word, SuffixTable table, int region)
    {
        var end = table.Find(word.Text);
        if (end.Length == 0 || word.Length - end.Length < region)
        {
            return default;
        }

        word.Cut(end.Length);
        return end;
    }

    private static bool CutVerbInY(ref WordBuffer word, int rv)
    {
        var end = VerbsInY.Find(word.Text, rv);
        if (end.Length == 0 || word.FromEnd(end.Length + 1) != 'u')
        {
            return false;
        }

        word.Cut(end.Length);
        return true;
    }

    private static bool CutVerb(ref WordBuffer word, int rv)
    {
        var end = Verbs.Find(word.Text, rv);
        if (end.Length == 0)
        {
            return false;
        }

        word.Cut(end.Length);
        if (end.Action == AfterGu && word.EndsWith("gu"))
        {
            word.Cut(1);
        }

        return true;
    }

    private static void CutResidual(ref WordBuffer word, int rv)
    {
        var end = Residuals.Find(word.Text);
        if (end.Length == 0 || word.Length - end.Length < rv)
        {
            return;
        }

        word.Cut(end.Length);
        if (end.Action == Gue && word.EndsWith("gu") && word.Length - 1 >= rv)
        {
            word.Cut(1);
        }
    }

    private static void Unaccent(ref WordBuffer word, int from)
    {
        for (var at = from; at < word.Length; at++)
        {
            word[at] = word[at] switch
            {
                'á' => 'a',
                'é' => 'e',
                'í' => 'i',
                'ó' => 'o',
                'ú' => 'u',
                var other => other,
            };
        }
    }
}
