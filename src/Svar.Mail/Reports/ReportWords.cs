namespace Svar.Mail.Reports;

/// <summary>What bounces and automatic answers are called, in the languages that servers and offices speak.</summary>
internal static class ReportWords
{
    private static readonly string[] BounceSubjects =
    [
        "undeliver", "delivery fail", "delivery status notification", "delivery has failed", "delivery notification", "returned mail", "failure notice", "mail delivery failed", "delivery failure", "delivery error", "delivery problem", "mail failure", "mail system error", "could not be delivered", "error sending your mail",
        "returning message to sender", "returned to sender", "non-delivery", "nondeliverable", "mail delivery", "rejected mail", "message status - undeliverable", "errors from", "warning: message", "delayed", "delivery delayed", "loop alert", "mail could not",
        "unzustellbar", "nicht zustellbar", "zustellung fehlgeschlagen", "nicht zugestellt", "kan ikke leveres", "kunne ikke leveres", "ikke levert", "uleverlig", "ikke leveret", "kunde inte levereras", "går inte att leverera", "oleverbar", "ej levererbart", "toimitus epäonnistui", "ei voitu toimittaa", "ei voida toimittaa",
        "onbestelbaar", "niet bezorgd", "niet afgeleverd", "non remis", "échec de la remise", "n'a pas pu être", "non distribué", "remise impossible", "no se puede entregar", "no entregado", "no se pudo entregar", "no se ha podido entregar", "mensaje no entregado", "non recapitabile", "mancata consegna", "recapito non riuscito", "impossibile recapitare",
        "não é possível entregar", "não entregue", "não pôde ser entregue", "falha na entrega", "niedostarcz", "nie można dostarczyć", "nie została dostarczona", "nelze doručit", "nedoručitelná", "kézbesíthetetlen", "недоставлен", "не доставлен", "не может быть доставлен", "сообщение не доставлено", "配信できません", "送信できませんでした", "配信不能", "退信", "无法送达", "未送达", "전달할 수 없", "teslim edilemedi",
    ];

    private static readonly string[] BounceBodies =
    [
        "could not be delivered", "couldn't be delivered", "could not deliver", "not be be delivered", "was not delivered", "wasn't delivered", "has not been delivered", "not yet been delivered", "undeliverable", "delivery failed", "delivery has failed", "delivery to the following", "unable to deliver", "wasn't able to deliver", "failed permanently", "failed to deliver", "cannot be delivered",
        "did not reach the following", "permanent fatal errors", "delivery problems", "delivery errors", "had fatal errors", "transcript of session follows", "invalid final delivery", "error delivering your mail", "was rejected", "rejected your message", "could not be sent", "couldn't deliver", "does not like recipient", "requested action not taken", "error: invalid user", "address has been failed", "an error has occurred while attempting to deliver",
        "an error occurred while trying to deliver", "trouble delivering", "incorrectly constructed", "permanent error", "was not relayed", "is delayed", "has been delayed", "was undeliverable", "duplicated message-id in", "failure reasons", "rejected by a remote mail server", "user unknown", "did not reach", "message was blocked",
        "kunne ikke leveres", "kunde inte levereras", "konnte nicht zugestellt", "nicht zugestellt werden", "niet worden afgeleverd", "niet worden bezorgd", "n'a pas pu être remis", "n'a pas pu être distribué", "échec de la remise", "no se ha podido entregar", "no se pudo entregar", "non è stato possibile recapitare", "não pôde ser entregue", "não foi possível entregar", "nie mogła zostać dostarczona",
        "ei voitu toimittaa", "не может быть доставлено", "не было доставлено", "не удалось доставить", "送信できません", "配信できません", "配達できません", "配送できません", "送達できません", "无法投递", "无法送达", "投递失败", "전달되지", "groups.google.com/support",
    ];

    private static readonly string[] DelaySubjects = ["delayed", "(delay)", "delivery delay", "warning: message", "warning: could not send", "verzögert", "forsinket", "försenad", "retardé", "vertraagd", "retrasad", "opóźnion", "viivästy", "delivery incomplete"];

    private static readonly string[] DelayBodies =
    [
        "this is a warning message only", "has not yet been delivered", "has been delayed", "is delayed for more than", "will be retried for", "will continue trying", "gmail will retry", "notification about a delay", "only a temporary failure report", "enqueued and undeliverable", "you do not need to resend",
    ];

    private static readonly string[] AutoSubjects =
    [
        "automatic reply", "auto reply", "autoreply", "auto-reply", "auto response", "autoresponse", "auto-response", "autorespons", "automated reply", "automated response", "auto:", "out of office", "out-of-office", "out of the office", "away from my mail", "vacation reply", "on vacation", "on holiday", "on leave", "annual leave",
        "automatisk svar", "autosvar", "fravær", "ikke på kontoret", "fraværende", "ferie:", "på ferie", "ikke til stede", "automatiskt svar", "frånvaro", "inte på kontoret", "på semester", "autosvar:", "ude af kontoret", "fraværsbesked", "ferieautosvar",
        "automatische antwort", "abwesenheit", "abwesend", "nicht im büro", "im urlaub", "autom. antwort", "automatisch antwoord", "automatische reactie", "automatisch bericht", "afwezig", "afwezigheid", "niet aanwezig", "met vakantie",
        "réponse automatique", "message d'absence", "absence du bureau", "absent du bureau", "absence :", "en congé", "respuesta automática", "fuera de la oficina", "fuera de oficina", "ausente", "de vacaciones", "risposta automatica", "fuori sede", "fuori ufficio", "assente", "in ferie",
        "resposta automática", "ausência", "fora do escritório", "de férias", "odpowiedź automatyczna", "automatyczna odpowiedź", "poza biurem", "nieobecność", "na urlopie", "automaattinen vastaus", "poissa", "lomalla", "poissaolo", "автоматический ответ", "автоответ", "нет на месте", "в отпуске", "отсутствую",
        "automatická odpověď", "mimo kancelář", "automatikus válasz", "házon kívül", "自動応答", "自动回复", "自動回覆", "자동 회신", "부재중", "otomatik yanıt",
    ];

    private static readonly string[] AutoBodies =
    [
        "i am out of the office", "i'm out of the office", "i am currently out of", "i'm currently out of", "i will be out of the office", "out of office until", "i am on vacation", "i'm on vacation", "i am on holiday", "i am on annual leave", "i am away from the office", "limited access to email", "this is an automatic reply", "this is an automated reply", "this is an automatic response", "this is an automated response",
        "jeg er ikke på kontoret", "jeg er på ferie", "jeg har ferie", "jeg er for tiden ikke", "jeg er bortreist", "dette er et automatisk svar", "jag är inte på kontoret", "jag är på semester", "jag har semester", "detta är ett automatiskt", "jeg holder ferie", "ich bin nicht im büro", "ich bin derzeit nicht", "ich bin im urlaub", "ich bin vom", "ich bin bis", "zurzeit nicht erreichbar",
        "ik ben niet op kantoor", "ik ben afwezig", "ik ben met vakantie", "ik ben op vakantie", "je suis absent", "je suis actuellement absent", "je suis en congé", "je serai absent", "estoy fuera de la oficina", "estaré fuera", "estoy de vacaciones", "sono fuori ufficio", "sono in ferie", "sarò assente", "estou fora do escritório", "estou de férias", "estarei ausente", "jestem na urlopie", "jestem poza biurem", "przebywam na urlopie",
        "olen lomalla", "olen poissa", "en ole paikalla", "я в отпуске", "нахожусь в отпуске", "отсутствую на рабочем месте",
    ];

    public static bool IsBounceSubject(string subject) => Has(subject, BounceSubjects);

    public static bool IsBounceBody(string text) => Has(text, BounceBodies);

    public static bool IsDelay(string subject, string text) => Has(subject, DelaySubjects) || Has(text, DelayBodies);

    public static bool IsAutoSubject(string subject) => Has(subject, AutoSubjects);

    public static bool IsAutoBody(string text) => Has(text, AutoBodies);

    private static bool Has(string text, string[] any)
    {
        var straight = text.Replace('\u2019', '\'');
        foreach (var one in any)
        {
            if (straight.Contains(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
