using System.Globalization;
using System.Text;

namespace Svar.Demo;

/// <summary>Proton's web mail: HTML with a plain twin in base64, quoted in English whatever the writer's language.</summary>
internal static class ProtonMail
{
    public static byte[] Write(Letter letter, Draw draw)
    {
        const string style = "font-family: Arial, sans-serif; font-size: 14px;";
        var footer = draw.Chance(.5) ? "Sent with Proton Mail secure email." : "";
        var plain = new StringBuilder(letter.Text).Append('\n');
        var html = new StringBuilder(Markup.Each(letter.Text, "<div style=\"" + style + "\">", "</div>", "<div style=\"" + style + "\"><br></div>"));
        if (footer.Length > 0)
        {
            plain.Append('\n').Append(footer).Append('\n');
            html.Append("<div style=\"").Append(style).Append("\"><br></div><div class=\"protonmail_signature_block\"><div class=\"protonmail_signature_block-proton\">").Append(footer).Append("</div></div>");
        }

        if (letter.Answers is { } answer)
        {
            var at = DemoHours.Local(answer.SentAt);
            var line = "On " + at.ToString("dddd, MMMM d", CultureInfo.InvariantCulture) + Ordinal(at.Day) + ", " + at.ToString("yyyy 'at' HH:mm", CultureInfo.InvariantCulture) + ", " + answer.FromName + " <" + answer.ReplyAddress + "> wrote:";
            plain.Append('\n').Append(line).Append("\n\n").Append(Markup.Quote(answer.Text)).Append('\n');
            html.Append("<div class=\"protonmail_quote\">").Append(Markup.Escape(line)).Append("<br><blockquote class=\"protonmail_quote\" type=\"cite\">").Append(Markup.Lines(answer.Text)).Append("</blockquote><br></div>");
        }

        var body = Part.Multipart(
            "alternative",
            "b1_" + draw.Token(42, "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz0123456789"),
            Part.Text("plain", plain.ToString(), Transfer.Base64, "utf-8"),
            Part.Text("html", html.ToString(), Transfer.Base64, "utf-8"));
        var headers = Envelope.Headers(letter, draw, "Re:");
        headers.Add(("Feedback-ID", draw.Token(7, "0123456789") + ":user:proton"));
        return MailClients.WithFiles(body, letter, draw, "b2_" + draw.Token(42)).Mail(headers);
    }

    private static string Ordinal(int day) => (day % 10, day / 10) switch
    {
        (1, not 1) => "st",
        (2, not 1) => "nd",
        (3, not 1) => "rd",
        _ => "th",
    };
}
