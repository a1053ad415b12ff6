using System.Text;

namespace Svar.Mail.Replies;

/// <summary>The line over a mail that is quoted whole: '-----Original Message-----', 'Begin forwarded message:'.</summary>
internal static class ForwardLine
{
    private const int Longest = 100;

    private static readonly string[] Originals =
    [
        "original message", "message from ", "mail original", "e-mail original", "mail originale", "original mail", "original e-mail", "original email", "reply message", "reply mail", "original appointment", "ursprüngliche nachricht",
        "originalnachricht", "original-nachricht", "ursprüngliche mail", "opprinnelig melding", "opprinneleg melding", "oprindelig meddelelse", "oprindelig besked",
        "oprindelig mail", "original meddelelse", "ursprungligt meddelande", "originalmeddelande", "ursprungligt mejl", "oorspronkelijk bericht", "origineel bericht", "oorspronkelijke bericht",
        "message d'origine", "message d’origine", "message original", "message initial", "courriel original", "mensaje original", "messaggio originale", "mensagem original",
        "wiadomość oryginalna", "oryginalna wiadomość", "wiadomość pierwotna", "alkuperäinen viesti", "исходное сообщение", "оригинальное сообщение",
        "исходное письмо", "původní zpráva", "pôvodná správa", "eredeti üzenet", "mesaj original", "mesajul original", "orijinal mesaj", "orjinal mesaj", "izvorna poruka",
        "originalna poruka", "izvirno sporočilo", "αρχικό μήνυμα", "pesan asli", "missatge original", "jatorrizko mezua", "originaalkiri", "pradinis laiškas",
        "原始邮件", "原始郵件", "原邮件", "原始信件", "原始訊息", "オリジナルメッセージ", "元のメッセージ", "원본 메일", "원본 메시지", "הודעה מקורית", "الرسالة الأصلية",
        "thư gốc", "tin nhắn gốc",
        // help desks: what stands above is the answer
        "reply above this line", "please reply above", "type your reply above", "please type your reply above", "write above this line", "svar over denne linj", "skriv svaret over denne linj",
        "svara ovanför", "bitte antworten sie oberhalb", "antwort bitte oberhalb", "répondez au-dessus", "responda por encima",
    ];

    private static readonly string[] Forwards =
    [
        "forwarded message", "forwarded mail", "forwarded email", "forwarded by", "weitergeleitete nachricht", "weitergeleitete mail", "videresendt melding", "vidaresend melding",
        "videresendt meddelelse", "videresendt besked", "vidarebefordrat meddelande", "vidarebefordrat mail", "vidarebefordrat brev", "doorgestuurd bericht", "message transféré", "message réexpédié",
        "mensaje reenviado", "messaggio inoltrato", "mensagem encaminhada", "mensagem reencaminhada", "przekazana wiadomość", "wiadomość przekazana", "przesłana wiadomość",
        "treść przekazanej wiadomości", "edelleenlähetetty viesti", "välitetty viesti", "переадресованное сообщение", "пересылаемое сообщение", "пересланное сообщение",
        "přeposlaná zpráva", "preposlaná správa", "továbbított üzenet", "mesaj redirecționat", "yönlendirilen ileti", "iletilen mesaj", "proslijeđena poruka", "posredovano sporočilo",
        "προωθημένο μήνυμα", "missatge reenviat", "转发邮件", "轉寄郵件", "转发的邮件", "转发信息", "転送メッセージ", "转发消息", "전달된 메시지", "הודעה שהועברה",
        "رسالة معاد توجيهها",
    ];

    // Apple Mail's line, which has no frame
    private static readonly string[] Begins =
    [
        "begin forwarded message", "anfang der weitergeleiteten nachricht", "début du message réexpédié", "début du message transféré", "inizio messaggio inoltrato",
        "inicio del mensaje reenviado", "início da mensagem reencaminhada", "início da mensagem encaminhada", "starten på den videresendte beskeden", "start på videresendt besked",
        "videresendt besked", "begynnelse på videresendt melding", "start på videresendt melding", "start på vidaresend melding", "videresendt melding", "vidarebefordrat brev", "begin doorgestuurd bericht", "välitetty viesti alkaa",
        "alkuperäinen viesti alkaa", "początek przekazywanej wiadomości", "rozpoczęcie przekazanej wiadomości", "начало переадресованного сообщения", "inceputul mesajului redirecționat",
        "začátek přeposílané zprávy", "下面是被转发的邮件", "開始轉寄郵件", "転送されたメッセージ", "전달된 메시지 시작",
    ];

    /// <summary>Whether the line begins a mail that is quoted whole.</summary>
    public static bool Matches(ReadOnlySpan<char> line) => Kind(line) != null;

    /// <summary>True for a forward, false for an original under a reply, null when the line is neither.</summary>
    public static bool? Kind(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length is < 8 or > Longest)
        {
            return null;
        }

        var inner = line.Trim(" \t\u00A0-—–_*=#~<>+|");
        var framed = line.Length - inner.Length >= 4 && line[0] is '-' or '—' or '–' or '_' or '*' or '=' or '#' or '~' or '<' or '+';
        var words = inner.TrimEnd(" :：").ToString().Normalize(NormalizationForm.FormC);
        if (framed && StartsWithAny(words, Originals))
        {
            return false;
        }

        if (framed && StartsWithAny(words, Forwards))
        {
            return true;
        }

        return inner.EndsWith(':') && Begins.Contains(words, StringComparer.OrdinalIgnoreCase) ? true : null;
    }

    private static bool StartsWithAny(string words, string[] list)
    {
        foreach (var one in list)
        {
            if (words.StartsWith(one, StringComparison.OrdinalIgnoreCase) && words.Length <= one.Length + 80)
            {
                return true;
            }
        }

        return false;
    }
}
