namespace Svar.Language.Stemming;

/// <summary>Source: Snowball, French stemming algorithm.</summary>
/// <remarks>
/// While a word is worked on, U, I and Y in upper case are u, i and y that count as consonants, and
/// H before e or i stands for a diaeresis.
/// </remarks>
internal sealed class FrenchStemmer : Stemmer
{
    private static readonly LetterSet Vowels = new("aeiouyâàëéêèïîôûù");
    private static readonly LetterSet KeepsS = new("aiouès");

    private const int Delete = 0, AfterIc = 1, Log = 2, U = 3, Ent = 4, Ement = 5, Ite = 6, If = 7, Eaux = 8, Aux = 9, Oux = 10,
        Euse = 11, Issement = 12, Amment = 13, Emment = 14, Ment = 15;

    private static readonly SuffixTable Derivations = new(
        (Delete, "ance iqUe isme able iste eux ances iqUes ismes ables istes"),
        (AfterIc, "atrice ateur ation atrices ateurs ations"),
        (Log, "logie logies"),
        (U, "usion ution usions utions"),
        (Ent, "ence ences"),
        (Ement, "ement ements"),
        (Ite, "ité ités"),
        (If, "if ive ifs ives"),
        (Eaux, "eaux"),
        (Aux, "aux"),
        (Oux, "oux"),
        (Euse, "euse euses"),
        (Issement, "issement issements"),
        (Amment, "amment"),
        (Emment, "emment"),
        (Ment, "ment ments"));

    private static readonly SuffixTable BeforeEment = new((0, "iv"), (1, "eus"), (2, "abl iqU"), (3, "ièr Ièr"));
    private static readonly SuffixTable BeforeIte = new((0, "abil"), (1, "ic"), (2, "iv"));

    private static readonly SuffixTable VerbsInI = new((0,
        "îmes ît îtes i ie ies ir ira irai iraIent irais irait iras irent irez iriez irions irons iront is issaIent issais issait issant issante issantes issants isse issent isses issez issiez issions issons it"));

    private const int Ions = 0, Plain = 1, AfterE = 2, Ais = 3;

    private static readonly SuffixTable Verbs = new(
        (Ions, "ions"),
        (Plain, "é ée ées és èrent er era erai eraIent erais erait eras erez eriez erions erons eront ez iez"),
        (AfterE, "âmes ât âtes a ai aIent ait ant ante antes ants as asse assent asses assiez assions"),
        (Ais, "ais aise aises"));

    private static readonly SuffixTable KeepsAis = new((0, "auv épl"), (1, "al"));

    private static readonly SuffixTable Residuals = new((0, "ion"), (1, "ier ière Ier Ière"), (2, "e"));
    private static readonly SuffixTable Doubled = new((0, "enn onn ett ell eill"));

    private protected override void Reduce(ref WordBuffer word)
    {
        CutElision(ref word);
        MarkConsonants(ref word);
        var rv = VerbRegion(word);
        var r1 = word.RegionAfter(0, Vowels);
        var r2 = word.RegionAfter(r1, Vowels);

        if (CutDerivation(ref word, rv, r1, r2) || CutVerbInI(ref word, rv) || CutVerb(ref word, rv, r2))
        {
            if (word.FromEnd(1) is 'Y' or 'ç')
            {
                word[word.Length - 1] = word.FromEnd(1) == 'Y' ? 'i' : 'c';
            }
        }
        else
        {
            CutResidual(ref word, rv, r2);
        }

        word.Cut(Doubled.Find(word.Text).Length > 0 ? 1 : 0);
        UnaccentLast(ref word);
        Restore(ref word);
    }

    private static void CutElision(ref WordBuffer word)
    {
        var length = word.StartsWith("qu'") ? 3
            : word.Length > 1 && word[1] == '\'' && word[0] is ('c' or 'd' or 'j' or 'l' or 'm' or 'n' or 's' or 't') ? 2
            : 0;
        if (length > 0 && word.Length > length)
        {
            word.Remove(0, length);
        }
    }

    private static void MarkConsonants(ref WordBuffer word)
    {
        for (var at = 0; at < word.Length; at++)
        {
            var letter = word[at];
            var next = at + 1 < word.Length ? word[at + 1] : '\0';
            if (next is 'u' or 'i' or 'y')
            {
                var isConsonant = letter == 'q' ? next == 'u'
                    : Vowels.Contains(letter) && (next == 'y' || (at + 2 < word.Length && Vowels.Contains(word[at + 2])));
                if (isConsonant)
                {
                    word[at + 1] = (char)(next - 0x20);
                }
            }

            if (letter is 'ë' or 'ï')
            {
                word[at] = letter == 'ë' ? 'e' : 'i';
                word.Insert(at, 'H');
            }
            else if (letter == 'y' && Vowels.Contains(next))
            {
                word[at] = 'Y';
            }
        }
    }

    private static int VerbRegion(in WordBuffer word)
    {
        if (word.Length > 2 && Vowels.Contains(word[0]) && Vowels.Contains(word[1]))
        {
            return 3;
        }

        if (word.StartsWith("par") || word.StartsWith("col") || word.StartsWith("tap"))
        {
            return 3;
        }

        if (word.Length > 2 && word.StartsWith("ni") && Vowels.Contains(word[2]))
        {
            return 3;
        }

        var vowel = word.IndexOf(Vowels, 1);
        return vowel < 0 ? word.Length : vowel + 1;
    }

    /// <summary>False also after <c>-amment</c>, <c>-emment</c> and <c>-ment</c>: what stands before them is a verb form.</summary>
    private static bool CutDerivation(ref WordBuffer word, int rv, int r1, int r2)
    {
        var end = Derivations.Find(word.Text);
        if (end.Length == 0)
        {
            return false;
        }

        var start = word.Length - end.Length;
        switch (end.Action)
        {
            case Eaux:
                word.Cut(1);
                return true;
            case Aux when start >= r1:
                word.ReplaceEnd(2, "l");
                return true;
            case Aux:
                return false;
            case Oux:
                var may = word.FromEnd(4) is 'b' or 'h' or 'j' or 'l' or 'n' or 'p';
                word.Cut(may ? 1 : 0);
                return may;
            case Euse when start < r2:
                if (start < r1)
                {
                    return false;
                }

                word.ReplaceEnd(end.Length, "eux");
                return true;
            case Issement:
                if (start < r1 || start == 0 || Vowels.Contains(word[start - 1]))
                {
                    return false;
                }

                word.Cut(end.Length);
                return true;
            case Amment or Emment:
                if (start >= rv)
                {
                    word.ReplaceEnd(end.Length, end.Action == Amment ? "ant" : "ent");
                }

                return false;
            case Ment:
                if (start - 1 >= rv && Vowels.Contains(word[start - 1]))
                {
                    word.Cut(end.Length);
                }

                return false;
            case Ement when start < rv:
                return false;
            case not Ement when start < r2:
                return false;
        }

        word.Cut(end.Length);
        CutBefore(ref word, end.Action, rv, r1, r2);
        return true;
    }

    private static void CutBefore(ref WordBuffer word, int action, int rv, int r1, int r2)
    {
        switch (action)
        {
            case AfterIc:
                CutIc(ref word, r2);
                break;
            case Log:
                word.ReplaceEnd(0, "log");
                break;
            case U:
                word.Append('u');
                break;
            case Ent:
                word.ReplaceEnd(0, "ent");
                break;
            case If when word.TryCut("at", r2):
                CutIc(ref word, r2);
                break;
            case Ite:
                var before = BeforeIte.Find(word.Text);
                if (before.Length > 0 && word.Length - before.Length >= r2)
                {
                    word.Cut(before.Length);
                }
                else if (before.Length > 0 && before.Action < 2)
                {
                    word.ReplaceEnd(before.Length, before.Action == 0 ? "abl" : "iqU");
                }

                break;
            case Ement:
                CutBeforeEment(ref word, rv, r1, r2);
                break;
        }
    }

    private static void CutIc(ref WordBuffer word, int r2)
    {
        if (word.EndsWith("ic") && !word.TryCut("ic", r2))
        {
            word.ReplaceEnd(2, "iqU");
        }
    }

    private static void CutBeforeEment(ref WordBuffer word, int rv, int r1, int r2)
    {
        var end = BeforeEment.Find(word.Text);
        if (end.Length == 0)
        {
            return;
        }

        var start = word.Length - end.Length;
        switch (end.Action)
        {
            case 0 when start >= r2:
                word.Cut(end.Length);
                _ = word.TryCut("at", r2);
                break;
            case 1 when start >= r2:
            case 2 when start >= r2:
                word.Cut(end.Length);
                break;
            case 1 when start >= r1:
                word.ReplaceEnd(end.Length, "eux");
                break;
            case 3 when start >= rv:
                word.ReplaceEnd(end.Length, "i");
                break;
        }
    }

    private static bool CutVerbInI(ref WordBuffer word, int rv)
    {
        var end = VerbsInI.Find(word.Text, rv);
        var before = word.Length - end.Length - 1;
        if (end.Length == 0 || before < rv || word[before] == 'H' || Vowels.Contains(word[before]))
        {
            return false;
        }

        word.Cut(end.Length);
        return true;
    }

    private static bool CutVerb(ref WordBuffer word, int rv, int r2)
    {
        var end = Verbs.Find(word.Text, rv);
        if (end.Length == 0 || (end.Action == Ions && word.Length - end.Length < r2))
        {
            return false;
        }

        if (end.Action == Ais && KeepsAis.Find(word.Text[..^end.Length]) is { Length: > 0 } kept
            && (kept.Action == 0 || word.Length == end.Length + 3))
        {
            return false;
        }

        word.Cut(end.Length);
        if (end.Action != Ions && end.Action != Plain)
        {
            _ = word.TryCut("e", rv);
        }

        return true;
    }

    private static void CutResidual(ref WordBuffer word, int rv, int r2)
    {
        if (word.FromEnd(1) == 's' && word.Length > 1 && (!KeepsS.Contains(word.FromEnd(2)) || word.EndsWith("Hi", 1)))
        {
            word.Cut(1);
        }

        var end = Residuals.Find(word.Text, rv);
        if (end.Length == 0)
        {
            return;
        }

        var start = word.Length - end.Length;
        switch (end.Action)
        {
            case 0 when start >= r2 && start - 1 >= rv && word[start - 1] is ('s' or 't'):
                word.Cut(end.Length);
                break;
            case 1:
                word.ReplaceEnd(end.Length, "i");
                break;
            case 2:
                word.Cut(1);
                break;
        }
    }

    private static void UnaccentLast(ref WordBuffer word)
    {
        var at = word.Length - 1;
        while (at >= 0 && !Vowels.Contains(word[at]))
        {
            at--;
        }

        if (at >= 0 && at < word.Length - 1 && word[at] is 'é' or 'è')
        {
            word[at] = 'e';
        }
    }

    private static void Restore(ref WordBuffer word)
    {
        for (var at = 0; at < word.Length; at++)
        {
            switch (word[at])
            {
                case 'I' or 'U' or 'Y':
                    word[at] = char.ToLowerInvariant(word[at]);
                    break;
                case 'H':
                    var next = at + 1 < word.Length ? word[at + 1] : '\0';
                    word.Remove(at, 1);
                    if (next is 'e' or 'i')
                    {
                        word[at] = next == 'e' ? 'ë' : 'ï';
                    }
                    else
                    {
                        at--;
                    }

                    break;
            }
        }
    }
}
