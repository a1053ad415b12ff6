using System.Text;

namespace Svar.Demo;

/// <summary>
/// A provider's old web mail: plain text only, in iso-8859-1 or windows-1252, as 8bit or quoted-printable, hard lines of 72.
/// </summary>
internal static class OldWebmail
{
    public static byte[] Write(Letter letter, Draw draw)
    {
        var text = new StringBuilder(Markup.Wrap(letter.Text, 72)).Append('\n');
        if (letter.Answers is { } answer)
        {
            text.Append('\n').Append(letter.IsNorwegian ? "Sitat " : "Quoting ").Append(answer.FromName).Append(" <").Append(answer.ReplyAddress).Append(">:\n\n")
                .Append(Markup.Quote(Markup.Wrap(answer.Text, 70))).Append('\n');
        }

        var said = text.ToString();
        var charset = said.All(c => c < 128 || c is >= '\u00A0' and < '\u0100')
            ? draw.Chance(.5) ? "iso-8859-1" : "windows-1252"
            : said.All(c => c < 256 || "€‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".Contains(c, StringComparison.Ordinal)) ? "windows-1252" : "utf-8";
        var body = Part.Text("plain", said, draw.Chance(.5) ? Transfer.EightBit : Transfer.QuotedPrintable, charset);
        var headers = Envelope.Headers(letter, draw, "Re:");
        headers.Add(("User-Agent", "Kveik Webmail 2.3"));
        return MailClients.WithFiles(body, letter, draw, "=_" + draw.Token(20)).Mail(headers);
    }
}
