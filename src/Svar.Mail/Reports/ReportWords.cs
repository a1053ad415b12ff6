namespace Svar.Mail.Reports;

/// <summary>What bounces and delays are called, in the languages that servers speak.</summary>
internal static class ReportWords
{
    private static readonly string[] BounceSubjects =
    [
        "undeliver", "delivery fail", "delivery status notification", "delivery has failed", "delivery notification", "returned mail", "failure notice", "mail delivery failed", "delivery failure", "delivery error", "delivery problem", "mail failure", "mail system error", "could not be delivered", "error sending your mail",
        "returning message to sender", "returned to sender", "non-delivery", "nondeliverable", "mail delivery", "rejected mail", "message status - undeliverable", "errors from", "warning: message", "delayed", "delivery delayed", "loop alert", "mail could not",
        "unzustellbar", "nicht zustellbar", "zustellung fehlgeschlagen", "nicht zugestellt", "kan ikke leveres", "kunne ikke leveres", "ikke levert", "uleverlig", "ikke leveret", "kunde inte levereras", "går inte att leverera", "oleverbar", "ej levererbart", "toimitus epäonnistui", "ei voitu toimittaa", "ei voida toimittaa",
        "onbestelbaar", "niet bezorgd", "niet afgeleverd", "non remis", "échec de la remise", "n'a pas pu être", "non distribué", "remise impossible", "no se puede entregar", "no entregado", "no se pudo entregar", "no se ha podido entregar", "mensaje no entregado", "non recapitabile", "mancata consegna", "recapito non riuscito", "impossibile recapitare",
        "não é possível entregar", "não entregue", "não pôde ser entregue", "falha na entrega", "niedostarcz", "nie można dostarczyć", "nie została dostarczona", "nelze doručit", "nedoručitelná", "kézbesíthetetlen", "недоставлен", "не доставлен", "не может быть доставлен", "сообщение не доставлено", "配信できません", "送信できませんでした", "配信不能", "退信", "无法送达", "未送达", "전달할 수 없", "teslim edilemedi",
        "banned contents", "virus in mail", "message rejected", "mail rejected", "email rejected", "not delivered", "can't be delivered", "cannot be delivered", "wasn't delivered", "couldn't be delivered", "permanent failure", "delivery incomplete", "delivery report", "message blocked", "[bounce]", "konnte nicht zugestellt", "zustellfehler", "zustellungsfehler", "zustellung verzögert", "leveringsfeil", "levering mislyktes", "leveringen mislyktes", "kan ikkje lever", "kunne ikkje lever", "leveringsfejl", "kan ikke afleveres", "kunne ikke afleveres", "leveransfel", "kan inte levereras", "inte levererats", "inte att leverera", "inte levereras", "ei toimitettu", "toimitusvirhe", "ei voi toimittaa", "toimittaminen epäonnistui", "niet worden bezorgd", "niet worden afgeleverd", "bezorging mislukt", "aflevering mislukt", "non délivr", "non remise", "échec de la distribution", "échec d'envoi", "avis de non", "impossible de remettre", "no entregable", "error en la entrega", "entrega fallida", "fallo de entrega", "fallo en la entrega", "imposible entregar", "devuelto", "mancato recapito", "non recapitat", "consegna fallita", "consegna non riuscita", "non consegnat", "erro de entrega", "falha de entrega", "não entreg", "devolvid", "nie dostarczono", "błąd dostarczania", "niepowodzenie dostarczenia", "zwrot wiadomości", "недоставл", "ошибка доставки", "не удалось доставить", "nedoručen", "配信エラー", "配信に失敗", "送信エラー", "投递失败", "傳送失敗", "toimitus ei onnistunut",
    ];

    private static readonly string[] BounceBodies =
    [
        "could not be delivered", "couldn't be delivered", "could not deliver", "not be be delivered", "was not delivered", "wasn't delivered", "has not been delivered", "not yet been delivered", "undeliverable", "delivery failed", "delivery has failed", "delivery to the following", "unable to deliver", "wasn't able to deliver", "failed permanently", "failed to deliver", "cannot be delivered",
        "did not reach the following", "permanent fatal errors", "delivery problems", "delivery errors", "had fatal errors", "transcript of session follows", "invalid final delivery", "error delivering your mail", "was rejected", "rejected your message", "could not be sent", "couldn't deliver", "does not like recipient", "requested action not taken", "error: invalid user", "address has been failed", "an error has occurred while attempting to deliver",
        "an error occurred while trying to deliver", "trouble delivering", "incorrectly constructed", "permanent error", "was not relayed", "is delayed", "has been delayed", "was undeliverable", "duplicated message-id in", "failure reasons", "rejected by a remote mail server", "user unknown", "did not reach", "message was blocked",
        "kunne ikke leveres", "kunde inte levereras", "konnte nicht zugestellt", "nicht zugestellt werden", "niet worden afgeleverd", "niet worden bezorgd", "n'a pas pu être remis", "n'a pas pu être distribué", "échec de la remise", "no se ha podido entregar", "no se pudo entregar", "non è stato possibile recapitare", "não pôde ser entregue", "não foi possível entregar", "nie mogła zostać dostarczona",
        "ei voitu toimittaa", "не может быть доставлено", "не было доставлено", "не удалось доставить", "送信できません", "配信できません", "配達できません", "配送できません", "送達できません", "无法投递", "无法送达", "投递失败", "전달되지", "groups.google.com/support",
        "can't be delivered", "could not reach", "could not be reached", "is undeliverable", "email was stopped", "delivery to these recipients", "can not be delivered", "permanently rejected", "message was rejected", "message was returned", "returned to you", "no further attempts", "recipient unknown", "no such user", "mailbox unavailable", "ikke leveres til", "leveringen mislyktes", "ble ikke levert", "blei ikkje levert", "kan ikkje leverast", "blev ikke leveret", "kunne ikke afleveres", "kan ikke leveres", "inte levereras", "leveransen till", "har inte levererats", "fehler bei der nachrichtenzustellung", "zustellung*fehlgeschlagen", "ist fehlgeschlagen", "bezorgen*mislukt", "niet bezorgd", "is mislukt", "pas été remis", "pas été distribué", "pas pu être", "impossible de remettre", "no se entregó", "no ha sido entregado", "no pudo ser entregado", "error en la entrega", "no se puede entregar", "non è stato recapitato", "non è stato consegnato", "recapito non riuscito", "impossibile recapitare", "non recapitabile", "não foi entregue", "não pode ser entregue", "falha na entrega", "nie została dostarczona", "nie można dostarczyć", "nie udało się dostarczyć", "ei voida toimittaa", "toimitus epäonnistui", "ei toimitettu", "не может быть отправлено", "не доставлено", "nebyla doručena", "nelze doručit", "配信されませんでした", "无法投递", "toimittaminen*epäonnistui", "epäonnistui", "mislykkedes",
    ];

    private static readonly string[] DelaySubjects = ["delayed", "(delay)", "delivery delay", "warning: message", "warning: could not send", "verzögert", "forsinket", "försenad", "retardé", "vertraagd", "retrasad", "opóźnion", "viivästy", "delivery incomplete", "delivery incomplete", "still being retried", "forsinkelse", "fördröj", "forsinkes", "viive"];

    private static readonly string[] DelayBodies =
    [
        "this is a warning message only", "has not yet been delivered", "has been delayed", "is delayed for more than", "will be retried for", "will continue trying", "gmail will retry", "notification about a delay", "only a temporary failure report", "enqueued and undeliverable", "you do not need to resend",
        "not yet been delivered", "will keep trying", "will retry for", "for more than*hour", "temporary problem delivering", "no action is required on your part",
    ];

    public static bool IsBounceSubject(string subject) => Phrase.IsAnyIn(subject, BounceSubjects);

    /// <summary>QUIRK: Postfix, for who asked with NOTIFY=SUCCESS (RFC 3461).</summary>
    public static bool IsSuccessSubject(string subject) => subject.StartsWith("Successful Mail Delivery Report", StringComparison.OrdinalIgnoreCase);

    public static bool IsBounceBody(string text) => Phrase.IsAnyIn(text, BounceBodies);

    public static bool IsDelay(string subject, string text) => Phrase.IsAnyIn(subject, DelaySubjects) || Phrase.IsAnyIn(text, DelayBodies);
}
