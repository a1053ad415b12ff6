using Svar.Mail.Replies;

namespace Svar.Mail.Reports;

/// <summary>What automatic answers are called and what they say, in the languages that offices speak.</summary>
internal static class AutoReplyWords
{
    // what programs put before the subject that they answer
    private static readonly string[] Products =
    [
        "automatic reply", "auto reply", "autoreply", "auto-reply", "auto response", "autoresponse", "auto-response", "automatic response", "automated reply",
        "automated response", "out of office autoreply", "out-of-office autoreply", "out of office reply", "vacation reply", "autosvar", "automatisk svar",
        "automatiskt svar", "automatisk besvarelse", "fraværsmelding", "fråværsmelding", "fraværsbeskjed", "fraværsmeddelelse", "fraværsbesked", "frånvaromeddelande",
        "frånvaroavisering", "feriesvar", "automatische antwort", "autom. antwort", "abwesenheitsnotiz", "abwesenheitsmeldung", "abwesenheitsnachricht",
        "abwesenheitsassistent", "automatisch antwoord", "automatische reactie", "automatisch bericht", "afwezigheidsbericht", "afwezigheidsassistent",
        "réponse automatique", "message d'absence", "réponse d'absence", "respuesta automática", "respuesta automatica", "risposta automatica", "messaggio di assenza",
        "resposta automática", "resposta automatica", "mensagem de ausência", "odpowiedź automatyczna", "automatyczna odpowiedź", "automaattinen vastaus",
        "poissaoloilmoitus", "poissaoloviesti", "lomailmoitus", "автоматический ответ", "автоответ", "автоматична відповідь", "automatická odpověď", "automatikus válasz",
        "răspuns automat", "αυτόματη απάντηση", "otomatik yanıt", "自動応答", "自动回复", "自动答复", "自動回覆", "자동 회신",
    ];

    // the same, which people might write as well
    private static readonly string[] Away =
    [
        "out of office", "out-of-office", "out of the office", "away from my mail", "away from office", "ikke på kontoret", "ute av kontoret", "ikkje på kontoret",
        "ikke til stede", "ude af kontoret", "ikke på kontor", "inte på kontoret", "ej på kontoret", "nicht im büro", "niet op kantoor", "niet aanwezig",
        "buiten kantoor", "absence du bureau", "absent du bureau", "fuera de la oficina", "fuera de oficina", "fuori sede", "fuori ufficio", "assenza dall'ufficio",
        "fora do escritório", "ausência temporária", "poza biurem", "nieobecność w biurze", "poissa toimistosta", "mimo kancelář", "házon kívül", "нет на месте",
    ];

    // topics too: of themselves they tell nothing
    private static readonly string[] Subjects =
    [
        "automatic reply", "auto reply", "autoreply", "auto-reply", "auto response", "autoresponse", "auto-response", "autorespons", "automated reply",
        "automated response", "auto:", "out of office", "out-of-office", "out of the office", "away from my mail", "vacation reply", "on vacation", "on holiday",
        "on leave", "annual leave", "automatisk svar", "autosvar", "fravær", "ikke på kontoret", "fraværende", "ferie:", "på ferie", "ikke til stede", "automatiskt svar",
        "frånvaro", "inte på kontoret", "på semester", "autosvar:", "ude af kontoret", "fraværsbesked", "ferieautosvar", "automatische antwort", "abwesenheit",
        "abwesend", "nicht im büro", "im urlaub", "autom. antwort", "automatisch antwoord", "automatische reactie", "automatisch bericht", "afwezig", "afwezigheid",
        "niet aanwezig", "met vakantie", "réponse automatique", "message d'absence", "absence du bureau", "absent du bureau", "absence :", "en congé",
        "respuesta automática", "fuera de la oficina", "fuera de oficina", "ausente", "de vacaciones", "risposta automatica", "fuori sede", "fuori ufficio", "assente",
        "in ferie", "resposta automática", "ausência", "fora do escritório", "de férias", "odpowiedź automatyczna", "automatyczna odpowiedź", "poza biurem",
        "nieobecność", "na urlopie", "automaattinen vastaus", "poissa", "lomalla", "poissaolo", "автоматический ответ", "автоответ", "нет на месте", "в отпуске",
        "отсутствую", "automatická odpověď", "mimo kancelář", "automatikus válasz", "házon kívül", "自動応答", "自动回复", "自動回覆", "자동 회신", "부재중", "otomatik yanıt",
        "is out of the office", "away from office", "maternity leave", "parental leave", "ute av kontoret", "ikkje på kontoret", "fråvær", "permisjon:", "ej på kontoret",
        "inte på plats", "ledighet:", "föräldraledig", "fraværsmeddelelse", "ikke på kontor", "ude af huset", "nicht im haus", "außer haus", "urlaub:", "urlaubs",
        "niet op kantoor", "buiten kantoor", "vakantie:", "en congés", "congés :", "absence du", "assenza dall", "assenza dal ", "réponse d'absence", "en vacances :",
        "ausencia", "vacaciones:", "assenza", "em férias", "ausente do", "nieobecn", "urlop:", "lomailmoitus", "toimistolta", "vacation:", "holiday:",
    ];

    private static readonly string[] Bodies =
    [
        "i am out of the office", "i'm out of the office", "i am currently out of", "i'm currently out of", "i will be out of the office", "out of office until",
        "i am on vacation", "i'm on vacation", "i am on holiday", "i am on annual leave", "i am away from the office", "limited access to email",
        "this is an automatic reply", "this is an automated reply", "this is an automatic response", "this is an automated response", "jeg er ikke på kontoret",
        "jeg er på ferie", "jeg har ferie", "jeg er for tiden ikke", "jeg er bortreist", "dette er et automatisk svar", "jag är inte på kontoret", "jag är på semester",
        "jag har semester", "detta är ett automatiskt", "jeg holder ferie", "ich bin nicht im büro", "ich bin derzeit nicht", "ich bin im urlaub", "ich bin vom",
        "ich bin bis", "zurzeit nicht erreichbar", "ik ben niet op kantoor", "ik ben afwezig", "ik ben met vakantie", "ik ben op vakantie", "je suis absent",
        "je suis actuellement absent", "je suis en congé", "je serai absent", "estoy fuera de la oficina", "estaré fuera", "estoy de vacaciones", "sono fuori ufficio",
        "sono in ferie", "sarò assente", "estou fora do escritório", "estou de férias", "estarei ausente", "jestem na urlopie", "jestem poza biurem",
        "przebywam na urlopie", "olen lomalla", "olen poissa", "en ole paikalla", "я в отпуске", "нахожусь в отпуске", "отсутствую на рабочем месте", "away from my desk",
        "away from the office", "out of the office", "out of office", "limited access to*mail", "no access to*mail", "on parental leave", "on maternity leave",
        "on annual leave", "on leave until", "ute av kontoret", "har ferie", "på ferie", "er bortreist", "er tilbake", "ikkje på kontoret", "fråverande", "permisjon",
        "automatisk svar", "är ledig", "på semester", "åter på kontoret", "tillbaka på kontoret", "föräldraledig", "holder ferie", "ikke på kontoret",
        "tilbage på kontoret", "er tilbage", "bin*im urlaub", "bin*in urlaub", "bin*nicht im büro", "bin*außer haus", "bin*abwesend", "nicht im haus",
        "wieder erreichbar", "keinen zugriff auf*mail", "automatische antwort", "wieder im büro", "ben*afwezig", "ben*niet aanwezig", "ben*op vakantie",
        "ben*met vakantie", "niet op kantoor", "automatisch antwoord", "suis*absent", "suis*en vacances", "suis*en congé", "actuellement absent", "réponse automatique",
        "pas accès à ma messagerie", "estoy*vacaciones", "encuentro*vacaciones", "de vacaciones hasta", "fuera de la oficina", "encuentro*ausente", "estoy*ausente",
        "respuesta automática", "sono*in ferie", "sono*assente", "fuori ufficio", "risposta automatica", "estou*férias", "estou*ausente", "fora do escritório",
        "resposta automática", "jestem*urlopie", "jestem*nieobecn", "poza biurem", "odpowiedź automatyczna", "olen*lomalla", "olen*poissa", "palaan töihin",
        "automaattinen vastaus", "в отпуске", "ben*verlof", "di nuovo in ufficio", "rientr*ufficio", "torno*ufficio", "de férias", "en vacances", "en congé",
        "de vacaciones", "in ferie", "na urlopie", "lomalla", "im urlaub", "op vakantie", "met verlof", "on holiday until", "vuosilomalla", "tilbake på kontoret",
        "de retour", "de vuelta", "de volta", "wracam", "palaan",
    ];

    /// <summary>'Automatic reply: …', '[Auto-Reply] …': nobody begins a subject so but a program.</summary>
    public static bool BeginsAsProduct(string subject) => subject.StartsWith('[') ? Array.Exists(Products, p => IsPrefix(subject.AsSpan(1), p, "]")) : Array.Exists(Products, p => IsPrefix(subject, p, ":："));

    /// <summary>'Out of Office: …'.</summary>
    public static bool BeginsAsAway(string subject) => Array.Exists(Away, p => IsPrefix(subject, p, ":："));

    /// <summary>QUIRK: Notes writes 'Some One is out of the office.' and 'AUTO: Some One is out of the office (returning 08.01.2024)'.</summary>
    public static bool IsNotes(string subject)
    {
        const string IsAway = "is out of the office";
        var at = subject.IndexOf(IsAway, StringComparison.OrdinalIgnoreCase);
        return at > 0 && subject.AsSpan(at + IsAway.Length).Trim(". ") is var rest && (rest.IsEmpty || (rest[0] == '(' && rest[^1] == ')'));
    }

    /// <summary>The subject begins with such words, and not with the mark of a person's answer.</summary>
    public static bool Begins(string subject) =>
        SubjectMarks.Strip(subject) is { IsReply: false, IsForward: false } && (StartsWithAny(subject, Subjects) || StartsWithAny(subject, Products) || StartsWithAny(subject, Away));

    /// <summary>The words stand anywhere in it.</summary>
    public static bool IsSubject(string subject) => Phrase.IsAnyIn(subject, Subjects);

    public static bool IsBody(string text) => Phrase.IsAnyIn(text, Bodies);

    private static bool StartsWithAny(string subject, string[] any) => Array.Exists(any, a => subject.StartsWith(a, StringComparison.OrdinalIgnoreCase));

    private static bool IsPrefix(ReadOnlySpan<char> subject, string phrase, string marks) =>
        subject.StartsWith(phrase, StringComparison.OrdinalIgnoreCase) && subject[phrase.Length..].TrimStart(" \u00A0") is [var mark, ..] && marks.Contains(mark, StringComparison.Ordinal);
}
