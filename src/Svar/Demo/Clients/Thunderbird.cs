using System.Text;

namespace Svar.Demo;

/// <summary>Thunderbird with plain text: format=flowed (RFC 3676), 8bit, the answer above the quotation.</summary>
internal static class Thunderbird
{
    public static byte[] Write(Letter letter, Draw draw)
    {
        var text = new StringBuilder(Markup.Wrap(letter.Text, 72, softEnd: " ")).Append('\n');
        if (draw.Chance(.25))
        {
            text.Append("\n-- \n").Append(letter.From.Name).Append('\n').Append(letter.From.Town).Append('\n');
        }

        if (letter.Answers is { } answer)
        {
            var at = DemoHours.Local(answer.SentAt);
            var quoteLine = letter.IsNorwegian
                ? "Den " + at.ToString("dd'.'MM'.'yyyy", System.Globalization.CultureInfo.InvariantCulture) + " " + Envelope.Clock(at) + ", skrev " + answer.FromName + ":"
                : "On " + at.ToString("dd'/'MM'/'yyyy", System.Globalization.CultureInfo.InvariantCulture) + " " + Envelope.Clock(at) + ", " + answer.FromName + " wrote:";
            text.Append("\n\n").Append(quoteLine).Append('\n').Append(Markup.Quote(answer.Text)).Append('\n');
        }

        var headers = Envelope.Headers(letter, draw, "Re:", inBase64: true);
        headers.Add(("User-Agent", "Mozilla Thunderbird"));
        headers.Add(("Content-Language", letter.IsNorwegian ? "nb-NO" : "en-GB"));
        var body = Part.Text("plain", text.ToString(), Transfer.EightBit, "UTF-8", "; format=flowed");
        return MailClients.WithFiles(body, letter, draw, "------------" + draw.Token(24, "0123456789ABCDEFGHabcdefgh")).Mail(headers);
    }
}
