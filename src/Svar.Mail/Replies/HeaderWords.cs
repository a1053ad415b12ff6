using System.Collections.Frozen;

namespace Svar.Mail.Replies;

[Flags]
internal enum QuotedHeader
{
    None = 0,
    From = 1,
    Date = 2,
    To = 4,
    Cc = 8,
    Subject = 16,
    Other = 32,
}

/// <summary>Names of the header lines that mail programs write over a quoted or forwarded mail.</summary>
internal static class HeaderWords
{
    private static readonly FrozenDictionary<string, QuotedHeader> Kinds = Build();

    private static readonly FrozenDictionary<string, QuotedHeader>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Kinds.GetAlternateLookup<ReadOnlySpan<char>>();

    // the other words for it tell that somebody sent something
    private static readonly FrozenSet<string> DateWords = (
        "date|data|datum|dato|fecha|päivämäärä|päiväys|дата|tarih|dátum|ημερομηνία|tanggal|kuupäev|ngày|日付|日時|日期|時間|时间|날짜|תאריך|التاريخ|วันที่")
        .Split('|').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>'Sent', which no list of one's own is likely to have beside a minute, and not 'Date'.</summary>
    public static bool IsSent(ReadOnlySpan<char> name) => Of(name) == QuotedHeader.Date && !DateWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);

    public static QuotedHeader Of(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var kind) ? kind : QuotedHeader.None;

    private static FrozenDictionary<string, QuotedHeader> Build()
    {
        var kinds = new Dictionary<string, QuotedHeader>(StringComparer.OrdinalIgnoreCase);
        Add(QuotedHeader.From,
            "from|fra|frå|från|von|van|de|da|od|lähettäjä|keneltä|от|от кого|від|expéditeur|absender|afzender|mittente|remitente|remetente|avsender|"
            + "afsender|avsändare|kimden|gönderen|feladó|odesílatel|odesílateľ|de la|από|šalje|pošiljatelj|dari|saatja|no|nuo|từ|差出人|送信者|发件人|"
            + "寄件者|寄件人|發件人|보낸 사람|보낸사람|מאת|من|จาก");
        Add(QuotedHeader.Date,
            "date|sent|sent at|sendt|sent on|skickat|skickades|gesendet|gesendet am|verzonden|verstuurd|envoyé|envoyé le|enviado|enviado el|enviado em|"
            + "enviada|enviada em|enviada el|data|datum|dato|fecha|inviato|inviato il|data invio|wysłano|wysłane|data wysłania|päivämäärä|päiväys|"
            + "lähetetty|lähetysaika|дата|отправлено|дата отправки|відправлено|gönderildi|gönderme tarihi|tarih|küldve|elküldve|dátum|odesláno|odoslané|"
            + "poslano|trimis|ημερομηνία|στάλθηκε|dikirim|tanggal|saadetud|kuupäev|ngày|đã gửi|日付|日時|送信日時|发送时间|日期|寄件日期|時間|时间|보낸 날짜|날짜|"
            + "תאריך|נשלח|التاريخ|ส่ง|วันที่|date d'envoi|sendt den|send");
        Add(QuotedHeader.To,
            "to|til|till|an|aan|à|a|para|do|komu|vastaanottaja|кому|pour|destinataire|destinatario|destinatário|empfänger|kime|alıcı|címzett|către|προς|"
            + "za|kepada|saaja|kam|kam:|kam.|đến|tới|宛先|收件人|收件者|받는 사람|받는사람|אל|إلى|ถึง|per|mottaker|mottagare|modtager|kenelle");
        Add(QuotedHeader.Cc, "cc|kopi|kopia|kopie|copie|copie à|cópia|copia|dw|do wiadomości|kopio|копия|копія|bilgi|másolatot kap|c.c.|抄送|副本|참조|bcc|blindkopi|cci");
        Add(QuotedHeader.Subject,
            "subject|emne|emnet|ämne|betreff|onderwerp|objet|asunto|assunto|oggetto|temat|aihe|otsikko|тема|sujet|konu|tárgy|předmet|predmet|subiect|θέμα|"
            + "teema|subjek|perihal|chủ đề|件名|题目|主题|主題|主旨|제목|נושא|الموضوع|เรื่อง");
        Add(QuotedHeader.Other,
            "reply-to|reply to|risposta|rispondi a|responder a|répondre à|antwort an|antwoord aan|svar til|svara till|svarstil|importance|viktighet|priority|"
            + "prioritet|prioritet|wichtigkeit|attachments|vedlegg|bilagor|bijlagen|anlagen|anhänge|pièces jointes|allegati|adjuntos|anexos|załączniki|liitteet");
        return kinds.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(QuotedHeader kind, string names)
        {
            foreach (var name in names.Split('|'))
            {
                kinds.TryAdd(name, kind);
            }
        }
    }
}
