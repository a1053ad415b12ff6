using System.Globalization;
using System.Text;

namespace Svar.Demo;

/// <summary>
/// Outlook for Windows: HTML by Word with mso styles and conditional comments; a reply stands above a header block in the reader's
/// language, and nothing but a border says that the rest is quoted.
/// </summary>
internal static class OutlookDesktop
{
    private const string Head = """
        <html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml" xmlns="http://www.w3.org/TR/REC-html40">
        <head><meta name=Generator content="Microsoft Word 15 (filtered medium)"><!--[if !mso]><style>v\:* {behavior:url(#default#VML);}
        o\:* {behavior:url(#default#VML);}
        .shape {behavior:url(#default#VML);}
        </style><![endif]--><style><!--
        /* Font Definitions */
        @font-face {font-family:"Cambria Math"; panose-1:2 4 5 3 5 4 6 3 2 4;}
        @font-face {font-family:Aptos;}
        /* Style Definitions */
        p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; font-size:12.0pt; font-family:"Aptos",sans-serif; mso-ligatures:standardcontextual; mso-fareast-language:EN-US;}
        span.EpostStil17 {mso-style-type:personal-compose; font-family:"Aptos",sans-serif; color:windowtext;}
        .MsoChpDefault {mso-style-type:export-only; font-size:11.0pt;}
        @page WordSection1 {size:612.0pt 792.0pt; margin:70.85pt 70.85pt 70.85pt 70.85pt;}
        div.WordSection1 {page:WordSection1;}
        --></style><!--[if gte mso 9]><xml>
        <o:shapedefaults v:ext="edit" spidmax="1026" />
        </xml><![endif]--></head>
        """;

    public static byte[] Write(Letter letter, Draw draw)
    {
        var text = new StringBuilder(letter.Text);
        if (letter.From.Manner.Company is { } company)
        {
            text.Append("\n\n").Append(letter.From.Name).Append('\n').Append(company).Append('\n').Append(letter.IsNorwegian ? "Mobil: " : "Mobile: ").Append(letter.From.Phone);
        }

        var logo = letter.From.Manner.Company is not null && letter.Answers is null
            ? new Enclosure("image001.png", "image/png", () => Pictures.Logo(letter.Seed), true)
            : null;
        var inline = letter.Enclosures.Where(e => e.IsInline).Concat(logo is null ? [] : [logo])
            .Select((file, n) => (file, Id: "image00" + (n + 1).ToString(CultureInfo.InvariantCulture) + ".png@01DC" + draw.Token(4, "0123456789ABCDEF") + "." + draw.Token(8, "0123456789ABCDEF")))
            .ToList();
        var plain = new StringBuilder(text.ToString());
        var html = new StringBuilder(Head)
            .Append("<body lang=").Append(letter.IsNorwegian ? "NO-BOK" : "EN-GB").Append(" link=\"#467886\" vlink=\"#96607D\" style='word-wrap:break-word'><div class=WordSection1>\n")
            .Append(Markup.Each(text.ToString(), "<p class=MsoNormal><span style='font-size:11.0pt;mso-fareast-language:EN-US'>", "<o:p></o:p></span></p>\n", "<p class=MsoNormal><span style='font-size:11.0pt'><o:p>&nbsp;</o:p></span></p>\n"));
        foreach (var (file, id) in inline)
        {
            html.Append("<p class=MsoNormal><img width=96 height=32 style='width:1.0in;height:.3333in' id=\"Bilde_x0020_1\" src=\"cid:").Append(id).Append("\" alt=\"").Append(file.Name).Append("\"><o:p></o:p></p>\n");
        }

        if (letter.Answers is { } answer)
        {
            var block = HeaderBlock(letter, answer);
            plain.Append("\n\n").AppendJoin('\n', block.Select(b => b.Label + " " + b.Value)).Append("\n\n").Append(answer.Text).Append('\n');
            html.Append("<p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>")
                .AppendJoin("<br>", block.Select(b => "<b><span lang=EN-US style='font-size:11.0pt;font-family:\"Calibri\",sans-serif'>" + b.Label + "</span></b><span lang=EN-US style='font-size:11.0pt;font-family:\"Calibri\",sans-serif'> " + Markup.Escape(b.Value) + "</span>"))
                .Append("<o:p></o:p></p></div></div>\n")
                .Append(Markup.Each(answer.Text, "<p class=MsoNormal>", "<o:p></o:p></p>\n", "<p class=MsoNormal><o:p>&nbsp;</o:p></p>\n"));
        }

        html.Append("</div></body></html>");
        var stem = "----=_NextPart_000_" + draw.Token(4, "0123456789ABCDEF");
        var tail = "_01DC" + draw.Token(4, "0123456789ABCDEF") + "." + draw.Token(8, "0123456789ABCDEF");
        var isWestern = IsLatin1(plain.ToString()) && IsLatin1(html.ToString()) && draw.Chance(.6);
        var charset = isWestern ? "\"iso-8859-1\"" : "\"utf-8\"";
        var transfer = isWestern ? Transfer.QuotedPrintable : Transfer.Base64;
        var body = Part.Multipart(
            "alternative",
            stem + "1" + tail,
            Part.Text("plain", plain.ToString(), transfer, charset),
            Part.Text("html", html.ToString(), transfer, charset));
        if (inline.Count > 0)
        {
            body = Part.Multipart("related", stem + "2" + tail, [body, .. inline.Select(i => Part.File(i.file, i.Id))]);
        }

        var headers = Envelope.Headers(letter, draw, letter.IsNorwegian ? "SV:" : "RE:", inBase64: draw.Chance(.3));
        headers.Add(("X-Mailer", "Microsoft Outlook 16.0"));
        headers.Add(("Thread-Index", "AQH" + draw.Token(27, "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz0123456789+/")));
        headers.Add(("Content-Language", letter.IsNorwegian ? "nb" : "en-gb"));
        return MailClients.WithFiles(body, letter, draw, stem + "3" + tail).Mail(headers);
    }

    public static IReadOnlyList<(string Label, string Value)> HeaderBlock(Letter letter, SentAnswer answer)
    {
        var at = DemoHours.Local(answer.SentAt);
        var sent = letter.IsNorwegian
            ? Envelope.Day(at, "nb") + " " + Envelope.DayMonthYear(at, "nb") + " " + Envelope.Clock(at)
            : at.ToString("dddd, d MMMM yyyy HH:mm", CultureInfo.InvariantCulture);
        var (from, to) = (answer.FromName + " <" + answer.ReplyAddress + ">", letter.From.Name + " <" + letter.From.Email + ">");
        return letter.IsNorwegian
            ? [("Fra:", from), ("Sendt:", sent), ("Til:", to), ("Emne:", answer.Subject)]
            : [("From:", from), ("Sent:", sent), ("To:", to), ("Subject:", answer.Subject)];
    }

    private static bool IsLatin1(string text) => text.All(c => c < 256);
}
