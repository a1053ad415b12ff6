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

    // what only such a notice says of it
    private static readonly string[] Boilerplate =
    [
        "intended recipient", "intended solely", "solely for the", "intended only for", "if you are not the", "received this*in error", "received it in error", "received*in error", "legally privileged",
        "ikke er rett mottaker", "rette mottaker", "kun beregnet for", "beregnet på*mottaker", "mottatt*ved en feil", "fått*ved en feil", "utelukkende beregnet", "endast avsed", "avsett för", "inte är*mottagare", "av misstag", "kun bestemt for", "ikke er den rette modtager", "modtaget*ved en fejl",
        "nicht der richtige adressat", "nicht der beabsichtigte", "rechtlich geschützt", "irrtümlich erhalten", "ausschließlich für den", "uitsluitend bestemd", "niet de geadresseerde", "ten onrechte", "n'êtes pas le destinataire", "pas destinataire", "à l'attention exclusive", "exclusivement destiné", "reçu*par erreur",
        "no es el destinatario", "no es usted el destinatario", "por error", "dirigido exclusivamente", "non siete i destinatari", "non è il destinatario", "per errore", "esclusivamente al destinatario", "não é o destinatário", "não for o destinatário", "exclusivamente ao destinatário",
        "nie są państwo adresatem", "nie jest*adresatem", "wyłącznie dla adresata", "ainoastaan*vastaanottajalle", "et ole*vastaanottaja", "не являетесь*адресатом", "предназначено*адресат",
    ];

    // and what people say as well: two of these make a notice
    private static readonly string[] Secret =
    [
        "confidential", "privileged", "disclosure", "attachment", "konfidensiel", "fortrolig", "taushetsbelagt", "vedlegg", "konfidentiell", "sekretess", "bilag", "vertraulich", "anhänge", "anlagen", "vertrouwelijk", "bijlage", "confidentiel", "pièces jointes", "confidencial", "adjunto", "riservat", "allegat", "anexo",
        "poufn", "załącznik", "luottamuksellinen", "liite", "конфиденциальн", "вложения",
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

    private static bool Is(string paragraph) =>
        (paragraph.Length < 200 && Count(paragraph, Trees) > 0)
        || (paragraph.Length > 80 && Count(paragraph[..Beginning], Mail) > 0 && (Count(paragraph, Boilerplate) > 0 || Count(paragraph, Secret) > 1));

    private static int Count(string text, string[] any) => any.Count(a => Reports.Phrase.IsIn(text, a));
}
