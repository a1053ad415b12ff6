using System.Text;

namespace Svar.Mail.Replies;

/// <summary>What companies add under all mail: that it is confidential, and that trees are dear.</summary>
internal static class LegalNotice
{
    private const int MostLines = 40;
    private const int Beginning = 50;
    private const int LongestParagraph = 4_000;

    // of whom such a notice speaks
    private static readonly string[] Mail =
    [
        "e-mail", "email", "message", "transmission", "communication", "e-post", "epost", "melding", "meddelande", "mejl", "mail", "meddelelse", "besked", "nachricht", "bericht", "courriel", "correo", "mensaje", "messaggio", "comunicazione",
        "mensagem", "wiadomość", "wiadomości", "viesti", "sähköposti", "сообщение", "письмо",
    ];

    // and what it says of it
    private static readonly string[] Secret =
    [
        "confidential", "privileged", "intended recipient", "intended solely", "intended only", "if you are not the", "received this*in error", "received it in error", "konfidensiel", "fortrolig", "taushetsbelagt", "konfidentiell", "sekretess", "avsedd för", "endast avsed", "vertraulich", "nicht der richtige adressat", "rechtlich geschützt",
        "vertrouwelijk", "uitsluitend bestemd", "confidentiel", "destinataire", "confidencial", "destinatario", "riservat", "destinatário", "poufn", "adresata", "luottamuksellinen", "vastaanottajalle", "конфиденциальн",
    ];

    private static readonly string[] Trees =
    [
        "before printing", "consider the environment", "think before you print", "tenk på miljøet", "tenk miljø", "tänk på miljön", "tænk på miljøet", "denken sie an die umwelt", "bevor sie diese", "denk aan het milieu", "pensez à l'environnement", "avant d'imprimer", "piense en el medio ambiente", "antes de imprimir", "pensa all'ambiente",
        "prima di stampare", "pomyśl o środowisku", "ajattele ympäristöä",
    ];

    /// <summary>Where the notices at the end of a run of lines begin; <paramref name="to"/> when there are none, or nothing else.</summary>
    public static int Find(Func<int, string> line, int from, int to)
    {
        var start = to;
        for (var end = to; end > from;)
        {
            while (end > from && string.IsNullOrWhiteSpace(line(end - 1)))
            {
                end--;
            }

            var first = end;
            var text = new StringBuilder();
            while (first > from && !string.IsNullOrWhiteSpace(line(first - 1)))
            {
                text.Insert(0, line(--first) + " ");
                if (to - first > MostLines || text.Length > LongestParagraph)
                {
                    return start;
                }
            }

            if (first <= from || !Is(text.ToString().ToLowerInvariant()))
            {
                return start;
            }

            start = end = first;
        }

        return start;
    }

    private static bool Is(string paragraph) => Holds(paragraph, Trees) && paragraph.Length < 200 || (paragraph.Length > 80 && Holds(paragraph[..Beginning], Mail) && Holds(paragraph, Secret));

    private static bool Holds(string text, string[] any) => Array.Exists(any, a => Reports.Phrase.IsIn(text, a));
}
