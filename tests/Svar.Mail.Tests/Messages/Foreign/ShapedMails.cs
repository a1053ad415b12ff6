using System.Text;
using Svar.Mail.Addresses;
using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Messages.Foreign;

/// <summary>Mails of many shapes, the same in each run: mail n is made of the seed n.</summary>
internal static class ShapedMails
{
    public static IReadOnlyList<MailComposer> Some(int count) => [.. Enumerable.Range(0, count).Select(Make)];

    /// <summary>Words of every script that a customer may write in, and those that look like syntax.</summary>
    private static readonly string[] _words =
    [
        "hei", "answer", "order", "Spørsmål", "blåbær", "Größe", "naïve", "日本語", "テスト", "привет", "ответ", "שלום", "مرحبا", "العربية", "🏕️", "👩‍👩‍👧", "🇳🇴", "e\u0301", "\u202Brtl\u202C",
        "ไทย", "한국어", "Ελληνικά", "𝔘𝔫𝔦", "=?utf-8?Q?no?=", "\"quoted\"", "(comment)", "<a@b>", "a,b;c:d", "back\\slash", "100%", "it's", "=3D", "?=", "[x]", "Re:", "--", "tab", "\u00A0nbsp",
    ];

    private static readonly string[] _texts =
    [
        "",
        "\n",
        "Short.\n",
        "No line end",
        "Hei på deg,\n\nher er svaret på det du spurte om.\n\nHilsen Kåre\n",
        ".\n..\n.dot\n\n.\n",
        "From here on\nFrom there\n>From\n",
        "trailing space \ntrailing tab\t\n \n\t\n-- \nKåre\n",
        "=20 =3D = =\n==\n",
        "a bare\rreturn in the text\rand\r\nothers\n",
        "--=_0123456789\n--=_0123456789--\n",
        "Привет, мир. Это ответ на ваш вопрос.\nВторая строка.\n",
        "日本語のテキスト。\n行二\n",
        "שלום עולם \u202B(rtl)\u202C\nمرحبا بالعالم\n",
        "🏕️👩‍👩‍👧🇳🇴\n",
        "form feed \f and bell \a and escape \u001B[31m and vertical \v tab\n",
        "next line \u0085 line separator \u2028 paragraph \u2029 end\n",
        "begin 644 file.txt\nnot uuencoded at all\nend\n",
        "\uFEFFbyte order mark first\n",
    ];

    private static MailComposer Make(int seed)
    {
        var random = new Random(seed);
        var hasHtml = random.Next(3) > 0;
        var hasText = !hasHtml || random.Next(4) > 0;
        return new MailComposer
        {
            From = [.. People(random, 1, seed % 40 == 7 ? 3 : 1)],
            To = [.. People(random, 1, seed % 17 == 3 ? 60 : 3)],
            Cc = [.. People(random, 0, 3)],
            ReplyTo = [.. People(random, 0, 1)],
            Subject = Title(random, seed % 3 == 0 ? seed % 200 : random.Next(200)),
            Date = new DateTimeOffset(2026, 1 + (seed % 12), 1 + (seed % 28), seed % 24, seed % 60, seed % 60, TimeSpan.FromMinutes(((seed * 7 % 27) - 12) * 30)),
            MessageId = $"shape-{seed}@mail.example.com",
            InReplyTo = random.Next(2) == 0 ? Id(random) : null,
            References = [.. Enumerable.Range(0, random.Next(5) switch { 0 => 0, 1 => 1, _ => random.Next(16) }).Select(_ => Id(random)).Distinct(StringComparer.Ordinal)],
            Text = hasText ? Text(random, seed) : null,
            Html = hasHtml ? Html(random, seed) : null,
            InlineFiles = [.. Files(random, hasHtml ? random.Next(3) : 0).Select((file, n) => file with { ContentType = "image/png", ContentId = $"picture-{n}@mail.example.com" })],
            Attachments = [.. Files(random, Math.Max(0, random.Next(6) - 2))],
            AutoSubmitted = random.Next(5) == 0 ? "auto-replied" : null,
            Headers = random.Next(4) == 0 ? [new("X-Shape", Title(random, 150))] : [],
        };
    }

    private static IEnumerable<MailAddress> People(Random random, int least, int most)
    {
        var count = random.Next(least, most + 1);
        for (var i = 0; i < count; i++)
        {
            yield return new MailAddress(random.Next(4) == 0 ? "" : Title(random, random.Next(5) == 0 ? random.Next(1, 200) : random.Next(1, 40)), Address(random));
        }
    }

    private static string Address(Random random) => random.Next(9) switch
    {
        0 => "kåre.østby@example.com",
        1 => "desk+token-" + new string('a', random.Next(1, 40)) + "@example.com",
        2 => "post@blåbærsyltetøy.no",
        3 => "почта@пример.рф",
        4 => "\"odd local\"@example.com",
        5 => "o'hara_!#$%&*/=?^`{|}~@example.co.uk",
        6 => "日本@例え.テスト",
        _ => $"person{random.Next(1000)}@mail.example.org",
    };

    /// <summary>Some words with single spaces, cut to a length in UTF-16; never half a character, never a space at an end.</summary>
    private static string Title(Random random, int length)
    {
        var title = new StringBuilder();
        var ascii = random.Next(3) == 0;
        while (title.Length < length)
        {
            var word = _words[random.Next(ascii ? 3 : _words.Length)];
            title.Append(title.Length > 0 && random.Next(8) > 0 ? " " : "").Append(word);
        }

        title.Length = Math.Min(title.Length, length);
        if (title.Length > 0 && char.IsHighSurrogate(title[^1]))
        {
            title.Length--;
        }

        return title.ToString().Trim();
    }

    private static string Id(Random random) => $"{random.Next():x}.{new string('r', random.Next(8) == 0 ? random.Next(1, 180) : 3)}@{(random.Next(3) == 0 ? "[192.0.2.1]" : "mail.example.com")}";

    private static string Text(Random random, int seed) => (seed % 12) switch
    {
        0 => new string('x', 5000) + "\n" + string.Concat(Enumerable.Repeat("ord uten slutt ", 400)) + "\n",
        1 => string.Concat(Enumerable.Range(0, 300).Select(_ => _words[random.Next(_words.Length)] + (random.Next(9) == 0 ? "\n" : " "))),
        _ => _texts[seed % _texts.Length] + (random.Next(3) == 0 ? _texts[random.Next(_texts.Length)] : ""),
    };

    private static string Html(Random random, int seed) =>
        $"<html><body><p>{Text(random, seed + 5)}</p><img src=\"cid:picture-0@mail.example.com\">\n.\n<!-- {_words[random.Next(_words.Length)]} --></body></html>\n";

    private static IEnumerable<OutgoingFile> Files(Random random, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var bytes = new byte[random.Next(6) switch { 0 => 0, 1 => 57, 2 => 20_000, _ => random.Next(2000) }];
            random.NextBytes(bytes);
            var type = new[] { "application/pdf", "text/csv", "text/plain", "image/jpeg", "application/octet-stream", "application/vnd.ms-excel" }[random.Next(6)];
            yield return new OutgoingFile(FileName(random, i), type, bytes);
        }
    }

    // readers differ in what they think of path separators: those are taken away by whoever saves the file, not on the way
    private static string FileName(Random random, int number) => random.Next(8) switch
    {
        0 => "plain.pdf",
        1 => $"semi;colon, \"quotes\" and it's 100% ({number}).csv",
        2 => Title(random, random.Next(150, 200)).Replace('/', '-') + ".pdf",
        3 => "x",
        _ => Title(random, random.Next(1, 100)).Replace('/', '-') + ".txt",
    };
}
