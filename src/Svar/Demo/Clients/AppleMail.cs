using System.Globalization;
using System.Text;

namespace Svar.Demo;

/// <summary>
/// Apple's Mail. The telephone writes HTML and plain text and signs with 'Sendt fra min iPhone' until somebody turns that off; the Mac often
/// writes plain text only. Both quote with <c>blockquote type="cite"</c>.
/// </summary>
internal static class AppleMail
{
    public static byte[] WriteOnPhone(Letter letter, Draw draw)
    {
        var footer = draw.Chance(.8) ? letter.Language switch { "en" => "Sent from my iPhone", "sv" => "Skickat från min iPhone", "de" => "Von meinem iPhone gesendet", _ => "Sendt fra min iPhone" } : "";
        return Write(letter, draw, footer, "iPhone Mail (23B85)", alsoHtml: true);
    }

    public static byte[] WriteOnMac(Letter letter, Draw draw) =>
        Write(letter, draw, "", "Apple Mail (2.3864.200.81.1.6)", alsoHtml: draw.Chance(.5));

    private static byte[] Write(Letter letter, Draw draw, string footer, string mailer, bool alsoHtml)
    {
        var plain = new StringBuilder(letter.Text).Append('\n');
        if (footer.Length > 0)
        {
            plain.Append('\n').Append(footer).Append('\n');
        }

        if (letter.Answers is { } answer)
        {
            plain.Append('\n').Append("> ").Append(QuoteLine(letter, answer)).Append("\n> \n").Append(Markup.Quote(answer.Text)).Append('\n');
        }

        var body = Part.Text("plain", plain.ToString(), Transfer.QuotedPrintable, "utf-8");
        var boundary = "Apple-Mail-" + draw.Token(8, "0123456789ABCDEF") + "-" + draw.Token(4, "0123456789ABCDEF") + "-" + draw.Token(12, "0123456789ABCDEF");
        if (alsoHtml)
        {
            body = Part.Multipart("alternative", boundary, body, Part.Text("html", Html(letter, footer), Transfer.QuotedPrintable, "utf-8"));
        }

        var headers = Envelope.Headers(letter, draw, "Re:");
        headers.Add(("X-Mailer", mailer));
        var files = letter.Enclosures.Select(e => e with { IsInline = true }).ToList();
        var whole = files.Count == 0 ? body : Part.Multipart("mixed", boundary + "-1", [body, .. files.Select(file => Part.File(file, null))]);
        return whole.Mail(headers);
    }

    private static string Html(Letter letter, string footer)
    {
        var html = new StringBuilder("<html><head><meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\"></head><body dir=\"auto\">");
        html.Append(Markup.Each(letter.Text, "<div dir=\"ltr\">", "</div>", "<div dir=\"ltr\"><br></div>"));
        if (footer.Length > 0)
        {
            html.Append("<br id=\"lineBreakAtBeginningOfSignature\"><div dir=\"ltr\">").Append(footer).Append("</div>");
        }

        if (letter.Answers is { } answer)
        {
            html.Append("<div dir=\"ltr\"><br><blockquote type=\"cite\">").Append(Markup.Escape(QuoteLine(letter, answer))).Append("<br><br></blockquote></div>")
                .Append("<blockquote type=\"cite\"><div dir=\"ltr\">\uFEFF").Append(Markup.Lines(answer.Text)).Append("</div></blockquote>");
        }

        return html.Append("</body></html>").ToString();
    }

    private static string QuoteLine(Letter letter, SentAnswer answer)
    {
        var at = DemoHours.Local(answer.SentAt);
        var who = answer.FromName + " <" + answer.ReplyAddress + ">";
        return letter.IsNorwegian
            ? at.Day.ToString(CultureInfo.InvariantCulture) + ". " + Envelope.Month(at, "nb")[..3] + ". " + at.Year.ToString(CultureInfo.InvariantCulture) + " kl. " + Envelope.Clock(at) + " skrev " + who + ":"
            : "On " + at.ToString("d MMM yyyy, 'at' HH:mm", CultureInfo.InvariantCulture) + ", " + who + " wrote:";
    }
}
