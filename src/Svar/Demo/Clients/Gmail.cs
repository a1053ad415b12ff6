using System.Globalization;
using System.Text;

namespace Svar.Demo;

/// <summary>Gmail on the web: both versions, the quotation in <c>div.gmail_quote</c>, pictures by <c>cid:ii_…</c>.</summary>
internal static class Gmail
{
    public static byte[] Write(Letter letter, Draw draw)
    {
        var quoteLine = letter.Answers is { } a ? QuoteLine(letter, a) : "";
        var plain = new StringBuilder(Markup.Wrap(letter.Text, 78));
        var html = new StringBuilder("<div dir=\"ltr\">");
        html.AppendJoin("<div><br></div>", letter.Paragraphs.Select(p => "<div>" + Markup.Lines(p) + "</div>"));
        var inline = letter.Enclosures.Where(e => e.IsInline).Select(file => (file, Id: "ii_" + draw.Token(10))).ToList();
        foreach (var (file, id) in inline)
        {
            plain.Append("\n[image: ").Append(file.Name).Append("]\n");
            html.Append("<div><br></div><div><img src=\"cid:").Append(id).Append("\" alt=\"").Append(file.Name).Append("\" width=\"480\" height=\"360\"><br></div>");
        }

        html.Append("</div>");
        if (letter.Answers is { } answer)
        {
            plain.Append("\n\n").Append(Markup.Wrap(quoteLine + " <" + answer.ReplyAddress + ">" + Verb(letter), 78)).Append("\n\n").Append(Markup.Quote(answer.Text)).Append('\n');
            html.Append("<br><div class=\"gmail_quote gmail_quote_container\"><div dir=\"ltr\" class=\"gmail_attr\">")
                .Append(Markup.Escape(quoteLine)).Append(" &lt;<a href=\"mailto:").Append(answer.ReplyAddress).Append("\">").Append(answer.ReplyAddress).Append("</a>&gt;")
                .Append(Verb(letter)).Append("<br></div><blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex\">")
                .Append(Markup.Lines(answer.Text)).Append("</blockquote></div>");
        }

        var boundary = "000000000000" + draw.Token(16, "0123456789abcdef");
        var body = Part.Multipart(
            "alternative",
            boundary,
            Part.Text("plain", plain.ToString(), Transfer.QuotedPrintable, "\"UTF-8\""),
            Part.Text("html", html.ToString(), Transfer.QuotedPrintable, "\"UTF-8\""));
        if (inline.Count > 0)
        {
            body = Part.Multipart("related", boundary + "r", [body, .. inline.Select(i => Part.File(i.file, i.Id).With("X-Attachment-Id", i.Id))]);
        }

        return MailClients.WithFiles(body, letter, draw, boundary + "m").Mail(Envelope.Headers(letter, draw, "Re:", inBase64: true));
    }

    private static string Verb(Letter letter) => letter.IsNorwegian ? ":" : " wrote:";

    private static string QuoteLine(Letter letter, SentAnswer answer)
    {
        var at = DemoHours.Local(answer.SentAt);
        return letter.IsNorwegian
            ? Envelope.Day(at, "nb")[..3] + ". " + at.Day.ToString(CultureInfo.InvariantCulture) + ". " + ShortMonth(at) + " " + at.Year.ToString(CultureInfo.InvariantCulture) + " kl. " + Envelope.Clock(at) + " skrev " + answer.FromName
            : "On " + at.ToString("ddd, MMM d, yyyy 'at' h:mm tt", CultureInfo.InvariantCulture) + " " + answer.FromName;
    }

    private static string ShortMonth(DateTime at) => Envelope.Month(at, "nb") is { Length: > 4 } month ? month[..3] + "." : Envelope.Month(at, "nb");
}
