using System.Text;

namespace Svar.Demo;

/// <summary>Outlook on a telephone: HTML with inline styles, a rule, and a header block with bold labels.</summary>
internal static class OutlookMobile
{
    public static byte[] Write(Letter letter, Draw draw)
    {
        var footer = draw.Chance(.6) ? (letter.IsNorwegian ? "Skaff deg Outlook for iOS" : "Get Outlook for iOS") : "";
        var plain = new StringBuilder(letter.Text).Append('\n');
        var html = new StringBuilder("<html>\r\n<head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\r\n</head>\r\n<body>\r\n")
            .Append(Markup.Each(letter.Text, "<div dir=\"ltr\" style=\"font-family: Aptos, Aptos_MSFontService, -apple-system, Roboto, Arial, Helvetica, sans-serif; font-size: 12pt;\">", "</div>\n", "<div dir=\"ltr\" style=\"font-size: 12pt;\"><br></div>\n"));
        if (footer.Length > 0)
        {
            plain.Append('\n').Append(footer).Append("<https://aka.example/o0ukef>\n");
            html.Append("<div id=\"ms-outlook-mobile-signature\" dir=\"auto\" style=\"color: inherit;\"><br>").Append(footer[..^15]).Append("<a href=\"https://aka.example/o0ukef\">Outlook for iOS</a></div>");
        }

        if (letter.Answers is { } answer)
        {
            var block = OutlookDesktop.HeaderBlock(letter, answer);
            plain.Append("________________________________\n").AppendJoin('\n', block.Select(b => b.Label + " " + b.Value)).Append("\n\n").Append(answer.Text).Append('\n');
            html.Append("<div id=\"mail-editor-reference-message-container\"><hr style=\"display: inline-block; width: 98%;\"><div id=\"divRplyFwdMsg\" dir=\"ltr\" style=\"font-size: 11pt;\">")
                .AppendJoin("<br>", block.Select(b => "<b>" + b.Label + "</b>&nbsp;" + Markup.Escape(b.Value)))
                .Append("</div><br><div>").Append(Markup.Lines(answer.Text)).Append("</div></div>");
        }

        html.Append("\n</body>\n</html>");
        var boundary = "_000_" + draw.Token(32, "0123456789ABCDEF") + "_";
        var body = Part.Multipart(
            "alternative",
            boundary,
            Part.Text("plain", plain.ToString(), Transfer.Base64, "\"utf-8\""),
            Part.Text("html", html.ToString(), Transfer.Base64, "\"utf-8\""));
        var headers = Envelope.Headers(letter, draw, letter.IsNorwegian ? "Sv:" : "Re:", inBase64: true);
        headers.Add(("Accept-Language", letter.IsNorwegian ? "nb-NO, en-US" : "en-GB, en-US"));
        headers.Add(("X-MS-Has-Attach", letter.Enclosures.Count > 0 ? "yes" : ""));
        return MailClients.WithFiles(body, letter, draw, "_004_" + boundary[5..]).Mail(headers);
    }
}
