using System.Globalization;
using System.Text;

namespace Svar.Bench.Intake;

/// <summary>A mail to send, and who sends it.</summary>
internal sealed record BenchMail(string From, byte[] Raw);

/// <summary>
/// Customer mail of about 4 KB in the proportions of a help desk: three of four begin a conversation and get a
/// receipt, one in five answers an earlier one with its history below, the rest is automatic or sent to many. Half is
/// plain text, half has markup too; two languages. The same seed gives the same mails.
/// </summary>
internal sealed class MailMix(int seed, int size = 4096)
{
    private static readonly string[] _norwegian =
    [
        "Jeg bestilte en jakke hos dere for to uker siden, og den er fortsatt ikke kommet fram.", "Kan dere fortelle meg hvor pakken er nå, og når jeg kan vente den?",
        "Glidelåsen gikk i stykker etter bare tre turer, og det synes jeg er for dårlig.", "Jeg har lagt ved et bilde av skaden, slik at dere ser hva jeg mener.",
        "Sist vi snakket sammen på telefon fikk jeg beskjed om at noen skulle ringe tilbake.", "Størrelsen var for liten, så jeg vil gjerne bytte til en som er større.",
        "Takk for rask hjelp sist, det var virkelig hyggelig å bli møtt på den måten.", "Fakturaen viser et annet beløp enn det som sto i ordrebekreftelsen.",
        "Vi skal på tur i påsken og trenger utstyret før den tid.", "Hilsen en kunde som ellers har vært fornøyd med butikken i mange år.",
    ];

    private static readonly string[] _english =
    [
        "I ordered a tent from your shop two weeks ago and it has not arrived yet.", "Could you tell me where the parcel is and when I can expect it?",
        "The zip broke after only three trips, which is not what I expect at this price.", "A picture of the damage is attached so that you can see what I mean.",
        "When I called last week somebody promised to ring me back, and nobody did.", "The size was too small, so I would like to exchange it for a larger one.",
        "Thank you for the quick help last time, it was a pleasure to deal with you.", "The invoice shows another amount than the confirmation of my order.",
        "We leave for the mountains at Easter and need the equipment before that.", "Kind regards from a customer who has been happy with you for many years.",
    ];

    private static readonly string[] _names = ["Kari", "Ola", "Ingrid", "Per", "Anne", "Lars", "Marit", "Jon", "Liv", "Nils", "Sarah", "Tom", "Emma", "James", "Olivia", "Harry"];
    private static readonly string[] _families = ["Hansen", "Berg", "Lie", "Dahl", "Moen", "Vik", "Smith", "Brown", "Taylor", "Jones"];

    private readonly Random _random = new(seed);
    private readonly List<(string From, string Name, string Id, string Subject)> _sent = [];
    private int _count;

    public BenchMail Next()
    {
        var draw = _random.Next(100);
        var number = _count++;
        var isReply = draw is >= 75 and < 95 && _sent.Count > 0;
        var (from, name, inReplyTo, subject) = isReply
            ? _sent[_random.Next(_sent.Count)]
            : ($"{Pick(_names)}.{Pick(_families)}.{_random.Next(200_000)}@mail{_random.Next(40)}.example".ToLowerInvariant(), $"{Pick(_names)} {Pick(_families)}", "", "");
        var words = _random.Next(2) == 0 ? _norwegian : _english;
        if (!isReply)
        {
            var sentence = Pick(words);
            subject = sentence[..Math.Min(48, sentence.Length)];
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"{seed}.{number}.{_random.NextInt64():x}@mail.example");
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"Received: from mail.example (mail.example [192.0.2.{_random.Next(1, 250)}])\r\n\tby mx.example with ESMTPS id {_random.NextInt64():x}\r\n\tfor <{BenchHouse.Address}>; Tue, 24 Nov 2026 09:12:{_random.Next(60):00} +0100\r\n");
        head.Append(CultureInfo.InvariantCulture, $"From: {name} <{from}>\r\nTo: Bench <{BenchHouse.Address}>\r\nSubject: {(isReply ? "Re: " : "")}{Encoded(subject)}\r\nDate: Tue, 24 Nov 2026 09:12:00 +0100\r\nMessage-ID: <{id}>\r\nMIME-Version: 1.0\r\n");
        if (isReply)
        {
            head.Append(CultureInfo.InvariantCulture, $"In-Reply-To: <{inReplyTo}>\r\nReferences: <{inReplyTo}>\r\n");
        }
        else if (draw is 95 or 96)
        {
            head.Append("Auto-Submitted: auto-replied\r\n");
        }
        else if (draw >= 97)
        {
            head.Append("List-Id: <news.mail.example>\r\nList-Unsubscribe: <https://mail.example/u>\r\nPrecedence: bulk\r\n");
        }
        else
        {
            _sent.Add((from, name, id, subject));
            if (_sent.Count > 20_000)
            {
                _sent.RemoveRange(0, 10_000);
            }
        }

        return new BenchMail(from, _random.Next(2) == 0 ? Plain(head, words, name, isReply) : WithMarkup(head, words, name, isReply));
    }

    private byte[] Plain(StringBuilder head, string[] words, string name, bool isReply)
    {
        head.Append("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
        return Encoding.UTF8.GetBytes(head.Append(Text(words, name, isReply, size - head.Length)).ToString());
    }

    private byte[] WithMarkup(StringBuilder head, string[] words, string name, bool isReply)
    {
        head.Append("Content-Type: multipart/alternative; boundary=\"=_part\"\r\n\r\n--=_part\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n");
        var text = Text(words, name, isReply, (size - head.Length) * 2 / 5);
        head.Append(text).Append("\r\n--=_part\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><head><style>p{margin:0}</style></head><body>");
        foreach (var line in text.Split("\r\n"))
        {
            head.Append("<div dir=\"ltr\">").Append(line.Replace(">", "&gt;", StringComparison.Ordinal)).Append("</div>\r\n");
        }

        return Encoding.UTF8.GetBytes(head.Append("</body></html>\r\n--=_part--\r\n").ToString());
    }

    private string Text(string[] words, string name, bool isReply, int length)
    {
        var text = new StringBuilder();
        var own = isReply ? length / 3 : length;
        while (text.Length < own)
        {
            text.Append(Pick(words)).Append(_random.Next(3) == 0 ? "\r\n\r\n" : "\r\n");
        }

        text.Append("\r\n").Append(name).Append("\r\n");
        if (isReply)
        {
            text.Append("\r\nOn Mon, 23 Nov 2026 at 14:03, Bench <").Append(BenchHouse.Address).Append("> wrote:\r\n");
            while (text.Length < length)
            {
                text.Append("> ").Append(Pick(words)).Append("\r\n");
            }
        }

        return text.ToString();
    }

    private static string Encoded(string subject) =>
        Ascii(subject) ? subject : "=?utf-8?B?" + Convert.ToBase64String(Encoding.UTF8.GetBytes(subject)) + "?=";

    private static bool Ascii(string text) => text.All(char.IsAscii);

    private string Pick(string[] words) => words[_random.Next(words.Length)];
}
