using System.Globalization;
using System.Text;

namespace Svar.Demo;

/// <summary>Samsung's Email: base64, a footer naming the telephone, 'Opprinnelig melding' over the old mail.</summary>
internal static class SamsungEmail
{
    public static byte[] Write(Letter letter, Draw draw)
    {
        var footer = letter.IsNorwegian ? "Sendt fra min Galaxy" : "Sent from my Galaxy";
        var plain = new StringBuilder(letter.Text).Append("\n\n").Append(footer).Append('\n');
        var html = new StringBuilder("<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=UTF-8\"></head><body>")
            .Append(Markup.Each(letter.Text, "<div dir=\"auto\">", "</div>", "<div dir=\"auto\"><br></div>"))
            .Append("<div dir=\"auto\"><br></div><div id=\"composer_signature\" dir=\"auto\"><div style=\"font-size:12px;color:#575757\" dir=\"auto\">").Append(footer).Append("</div></div>");
        if (letter.Answers is { } answer)
        {
            var at = DemoHours.Local(answer.SentAt);
            var no = letter.IsNorwegian;
            var date = no
                ? at.ToString("dd'.'MM'.'yyyy HH:mm", CultureInfo.InvariantCulture) + " (GMT+01:00)"
                : at.ToString("dd'/'MM'/'yyyy HH:mm", CultureInfo.InvariantCulture) + " (GMT+01:00)";
            string[] lines =
            [
                no ? "-------- Opprinnelig melding --------" : "-------- Original message --------",
                (no ? "Fra: " : "From: ") + answer.FromName + " <" + answer.ReplyAddress + ">",
                (no ? "Dato: " : "Date: ") + date,
                (no ? "Til: " : "To: ") + letter.From.Email,
                (no ? "Emne: " : "Subject: ") + answer.Subject,
            ];
            plain.Append('\n').AppendJoin('\n', lines).Append("\n\n").Append(answer.Text).Append('\n');
            html.Append("<div><br></div><div align=\"left\" dir=\"auto\" style=\"font-size:100%;color:#000000\">")
                .AppendJoin("", lines.Select(l => "<div>" + Markup.Escape(l) + "</div>"))
                .Append("<div><br></div></div>").Append(Markup.Lines(answer.Text));
        }

        html.Append("</body></html>");
        var boundary = "--_com.samsung.android.email_" + draw.Token(16, "0123456789");
        var body = Part.Multipart(
            "alternative",
            boundary,
            Part.Text("plain", plain.ToString(), Transfer.Base64, "utf-8"),
            Part.Text("html", html.ToString(), Transfer.Base64, "utf-8"));
        return MailClients.WithFiles(body, letter, draw, boundary + "1").Mail(Envelope.Headers(letter, draw, letter.IsNorwegian ? "Sv:" : "Re:", inBase64: true));
    }
}
