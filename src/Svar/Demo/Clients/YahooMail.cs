using System.Globalization;
using System.Text;

namespace Svar.Demo;

/// <summary>Yahoo's web mail: a <c>yahoo_quoted</c> block with a date to the second.</summary>
internal static class YahooMail
{
    public static byte[] Write(Letter letter, Draw draw)
    {
        var plain = new StringBuilder(letter.Text).Append('\n');
        var html = new StringBuilder("<html><head></head><body><div class=\"yahoo-style-wrap\" style=\"font-family:Helvetica Neue, Helvetica, Arial, sans-serif;font-size:16px;\">")
            .Append(Markup.Each(letter.Text, "<div dir=\"ltr\" data-setdir=\"false\">", "</div>", "<div><br></div>"))
            .Append("</div>");
        if (letter.Answers is { } answer)
        {
            var line = QuoteLine(letter, answer);
            plain.Append("\n    ").Append(line).Append(" \n \n ").Append(answer.Text.Replace("\n", "\n ", StringComparison.Ordinal)).Append('\n');
            html.Append("<div id=\"yahoo_quoted_").Append(draw.Token(10, "0123456789")).Append("\" class=\"yahoo_quoted\"><div style=\"font-family:'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:13px;color:#26282a;\"><div>")
                .Append(Markup.Escape(line)).Append("</div><div><br></div><div><br></div><div>").Append(Markup.Lines(answer.Text)).Append("</div></div></div>");
        }

        html.Append("</body></html>");
        var boundary = "----=_Part_" + draw.Token(7, "0123456789") + "_" + draw.Token(9, "0123456789") + "." + draw.Token(13, "0123456789");
        var body = Part.Multipart(
            "alternative",
            boundary,
            Part.Text("plain", plain.ToString(), Transfer.QuotedPrintable),
            Part.Text("html", html.ToString(), Transfer.QuotedPrintable));
        var headers = Envelope.Headers(letter, draw, letter.IsNorwegian ? "Sv:" : "Re:");
        headers.Add(("X-Mailer", "WebService/1.1.24652 YMailNovation"));
        return MailClients.WithFiles(body, letter, draw, boundary + "x").Mail(headers);
    }

    private static string QuoteLine(Letter letter, SentAnswer answer)
    {
        var at = DemoHours.Local(answer.SentAt);
        var clock = at.ToString("HH:mm:ss", CultureInfo.InvariantCulture) + (DemoHours.Offset(answer.SentAt).Hours == 2 ? " CEST" : " CET");
        var who = answer.FromName + " <" + answer.ReplyAddress + ">";
        return letter.IsNorwegian
            ? Envelope.Day(at, "nb") + " " + Envelope.DayMonthYear(at, "nb") + " kl. " + clock + " skrev " + who + ":"
            : "On " + at.ToString("dddd d MMMM yyyy", CultureInfo.InvariantCulture) + " at " + clock + ", " + who + " wrote:";
    }
}
