using System.Collections.Frozen;

namespace Svar.Mail.Replies;

/// <summary>The words of the line over a quotation: 'On … wrote:'.</summary>
internal static class AttributionWords
{
    /// <summary>'wrote', the last word of it, in the languages that mail programs speak.</summary>
    public static readonly FrozenSet<string> Wrote = Set(
        // English, German, Norwegian, Danish, Swedish, Dutch, Icelandic, Afrikaans
        "wrote writes said schrieb schreibt geschrieben skrev skreiv skriver skrifaði schreef schrijft geschreven geskryf "
        // French, Spanish, Catalan, Italian, Portuguese, Romanian, Galician
        + "écrit ecrit écrivait escribió escribio escrito escribía escriure escrigué scritto scrive scriveva escreveu escreve scris escribiu "
        // Polish, Czech, Slovak, Croatian, Slovene, Russian, Ukrainian, Bulgarian, Serbian
        + "napisał napisała napisał(a) napisali napisana pisze napsal napsala napsal(a) napísal napísala napísal(a) napisao napisala je napisal(a) "
        + "написал написала написал(а) пишет писал писала написав написала(в) пише написа написао "
        // Finnish, Estonian, Hungarian, Latvian, Lithuanian, Greek, Turkish, Basque
        + "kirjoitti kirjutas írta rakstīja rašė parašė έγραψε yazdı şunu şunları yazmış idatzi "
        // Vietnamese, Indonesian, Malay, Hebrew, Arabic, Persian, Thai, Korean, Chinese, Japanese
        + "viết menulis כתב כתבה כתב/ה כתבת كتب كتبت نوشت เขียนว่า 작성 작성: 님이 写道 寫道 wrote) 写于 書きました");

    // languages that write no blanks between words
    private static readonly string[] Unspaced = ["写道", "寫道", "写于", "のメッセージ", "のメール", "書きました", "작성", "เขียน"];

    /// <summary>Days of the week, and short forms of them.</summary>
    private static readonly string Days =
        "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday "
        + "mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonntag "
        + "man tir tirs ons tor tors fre lør søn mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag mån tis lör sön måndagen "
        + "ma ti ke to pe la su zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag di. wo vr za "
        + "lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo "
        + "mié jue vie sáb dom lunedì martedì mercoledì giovedì venerdì sabato domenica gio "
        + "seg ter qua qui sex segunda-feira terça-feira quarta-feira quinta-feira sexta-feira "
        + "pon wt śr czw pt sob niedz poniedziałek wtorek środa czwartek piątek sobota niedziela "
        + "пн вт ср чт пт сб вс понедельник вторник среда четверг пятница суббота воскресенье po út st čt pá";

    private static readonly FrozenSet<string> DaySet = Set(Days);

    /// <summary>Words that the line begins with before its date.</summary>
    public static readonly FrozenSet<string> Openers = Set("on at in the le am um den op el il em no w dnia dne dňa pada vào в во от на klo kl a az tarihinde 在 于 " + Days);

    /// <summary>'Quoting Anna:', the word that such a line begins with.</summary>
    private static readonly string[] Quoting =
    [
        "Quoting ", "Zitat von ", "Zitiere ", "Siterer ", "Sitat fra ", "Citat från ", "Citerar ", "Citat fra ", "Citerer ", "Citaat van ", "Citeren ", "Citeer ", "Citation de ", "Citando a ", "Citando ", "Cytat z ", "Cytowanie ", "Lainaus ",
        "Цитирую ",
    ];

    /// <summary>Who is not a name: 'I wrote on Monday:', 'my wife wrote: …' are words of the letter.</summary>
    private static readonly FrozenSet<string> NotNames = Set(
        "i we you he she they it who my your his her our their this that the as so and but or if when what where somebody someone nobody everybody "
        + "jeg vi du dere de han hun hen den det som min mitt din ditt vår deres hennes eg dykk ho dei han jag ni hon ert er mig jer vores som så og och og men eller hva "
        + "ich wir ihr sie er es wer mein meine dein deine ihre unser unsere sein seine der die das wie so und aber ik wij we jij u hij zij mijn uw onze zijn haar zoals en maar "
        + "je nous vous il elle ils mon ma votre vos notre son ce comme et mais yo nosotros usted ustedes él mi nuestro como y pero io noi lei lui voi mio suo vostro come e ma "
        + "eu nós você ele ela vocês meu minha seu sua nosso ja my wy oni mój moja wasz jak i minä sinä hän he minun teidän kuten ja mutta я мы вы он она они мой моя ваш как и но");

    /// <summary>Whose somebody is, and 'you': programs give names.</summary>
    private static readonly FrozenSet<string> People = Set(
        "you your our my his her their the a colleague friend wife husband mother boss manager staff team "
        + "du dere din ditt dine deres vår vårt våre min mitt mine hans hennes kollega kollegaen kollegaer noen sjefen ektefellen dykk dykkar ni er ert era kollegan kollegor jeres vores kollegaen kollegaer "
        + "sie ihr ihre ihrer ihren mein meine unser unsere dein deine kollege kollegin mitarbeiter mitarbeiterin u uw jij jouw jullie onze mijn collega vous votre vos notre nos mon ma collègue "
        + "usted su sus tu nuestro nuestra colega compañero compañera lei suo sua vostro vostra nostro nostra collega você seu sua nosso nossa pan pani wasz wasza nasz nasza kolega koleżanka te teidän kollega kollegani вы ваш ваша наш наша коллега");

    public static bool SpeaksOfPeople(ReadOnlySpan<char> text)
    {
        foreach (var range in text.SplitAny(" \t\u00A0,:.\"<>()"))
        {
            if (People.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[range]))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsQuoting(ReadOnlySpan<char> line)
    {
        foreach (var word in Quoting)
        {
            if (line.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsNoName(ReadOnlySpan<char> word) => NotNames.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    public static bool IsWrote(ReadOnlySpan<char> word) => Wrote.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    public static bool IsOpener(ReadOnlySpan<char> word) => Openers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    public static bool IsDay(ReadOnlySpan<char> word) => DaySet.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    public static bool EndsUnspaced(ReadOnlySpan<char> text)
    {
        foreach (var end in Unspaced)
        {
            if (text.EndsWith(end, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
