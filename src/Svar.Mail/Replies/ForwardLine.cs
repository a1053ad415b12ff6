using System.Text;

namespace Svar.Mail.Replies;

/// <summary>What stands under a line that announces another mail.</summary>
internal enum ForwardKind
{
    /// <summary>The mail that is answered.</summary>
    Original,

    Forward,

    /// <summary>A help desk's mail, which wants its answer above.</summary>
    HelpDesk,
}

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
    ];

    // what help desks put over their mail: an answer stands above it, whatever comes below. A star stands for words between
    private static readonly string[] HelpDesks =
    [
        "reply above this line", "reply*above this line", "write*above this line", "type*above this line", "answer*above this line", "svar*over denne linj", "svar*over denne streken", "svar*over denne stregen", "svar*ovenfor denne linj", "svara*ovanför", "svar*ovanför",
        "antwort*oberhalb", "antwort*über dieser zeile", "antworten*oberhalb", "antwoord*boven deze", "reageer*boven deze", "répond*au-dessus", "réponse*au-dessus", "respond*por encima", "respuesta*por encima", "respuesta*encima de esta", "rispond*sopra questa", "rispost*sopra questa",
        "respond*acima desta", "respost*acima desta", "odpowied*powyżej tej", "odpowiedz*powyżej", "vasta*tämän rivin yläpuolel", "ответ*выше этой", "ответ*над этой",
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

    /// <summary>What the line announces; null when it is no such line.</summary>
    public static ForwardKind? Kind(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length is < 8 or > Longest)
        {
            return null;
        }

        var inner = line.Trim(" \t\u00A0-—–_*=#~<>+|");
        var framed = line.Length - inner.Length >= 4 && line[0] is '-' or '—' or '–' or '_' or '*' or '=' or '#' or '~' or '<' or '+';
        if (!framed && !inner.EndsWith(':'))
        {
            return null;
        }

        var words = Composed(inner.TrimEnd(" :："));
        if (framed)
        {
            return StartsWithAny(words, Originals) ? ForwardKind.Original
                : StartsWithAny(words, Forwards) ? ForwardKind.Forward
                : Reports.Phrase.IsAnyIn(words, HelpDesks) ? ForwardKind.HelpDesk
                : Begins.Contains(words, StringComparer.OrdinalIgnoreCase) && inner.EndsWith(':') ? ForwardKind.Forward : null;
        }

        return Begins.Contains(words, StringComparer.OrdinalIgnoreCase) ? ForwardKind.Forward : null;
    }

    // half of a surrogate pair is in no form, and cannot be brought into one
    private static string Composed(ReadOnlySpan<char> text)
    {
        for (var rest = text; !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return text.ToString();
            }

            rest = rest[length..];
        }

        return text.ToString().Normalize(NormalizationForm.FormC);
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
