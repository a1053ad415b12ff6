using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Svar.Mail.Addresses;
using Svar.Mail.Headers;
using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Messages;

public sealed class ComposerTests
{
    private static readonly DateTimeOffset _date = new(2026, 10, 23, 15, 10, 0, TimeSpan.FromHours(2));

    [Fact]
    public void A_whole_mail_comes_back_as_it_was_written()
    {
        byte[] picture = [1, 2, 3, 0, 255];
        var read = MailMessage.Parse(new MailComposer
        {
            From = [new MailAddress("Kåre Østby", "kare@example.com")],
            To = [new MailAddress("Berg, Anna \"A\"", "anna@blåbærsyltetøy.no"), new MailAddress("b@example.com")],
            Cc = [new MailAddress("日本語の名前", "c@example.com")],
            ReplyTo = [new MailAddress("desk+abc@example.com")],
            Subject = "Spørsmål om telt – og 🏕️ friluftsliv, en lang linje som må brettes flere ganger før den er ferdig",
            Date = _date,
            MessageId = "one@example.com",
            InReplyTo = "zero@example.com",
            References = ["minus@example.com", "zero@example.com"],
            AutoSubmitted = "auto-replied",
            ListUnsubscribe = [new Uri("mailto:off@example.com"), new Uri("https://example.com/off?id=1")],
            IsOneClickUnsubscribe = true,
            Headers = [new("X-Svar", "hei på deg")],
            Text = "Hei,\nher er svaret.\n.\nFrom Kåre\n",
            Html = "<p>Hei <img src=\"cid:logo@example.com\"></p>",
            InlineFiles = [new OutgoingFile("logo.png", "image/png", picture) { ContentId = "logo@example.com" }],
            Attachments = [new OutgoingFile("Årsrapport for alle ansatte i hele firmaet, siste utgave 2026.pdf", "application/pdf", picture)],
        }.ToBytes());

        Assert.Empty(read.Defects);
        Assert.Equal(new MailAddress("Kåre Østby", "kare@example.com"), Assert.Single(read.From));
        Assert.Equal(new MailAddress("Berg, Anna \"A\"", "anna@blåbærsyltetøy.no"), read.To[0]);
        Assert.Equal("b@example.com", read.To[1].Address);
        Assert.Equal("日本語の名前", read.Cc[0].Name);
        Assert.Equal("desk+abc@example.com", read.ReplyTo[0].Address);
        Assert.Equal("Spørsmål om telt – og 🏕️ friluftsliv, en lang linje som må brettes flere ganger før den er ferdig", read.Subject);
        Assert.Equal(_date, read.Date);
        Assert.Equal(_date.Offset, read.Date!.Value.Offset);
        Assert.Equal("one@example.com", read.MessageId);
        Assert.Equal("zero@example.com minus@example.com", string.Join(' ', read.Ancestors()));
        Assert.Equal("auto-replied", read.Headers.Text("auto-submitted"));
        Assert.Equal("<mailto:off@example.com>, <https://example.com/off?id=1>", read.Headers.Text("List-Unsubscribe"));
        Assert.Equal("hei på deg", read.Headers.Text("X-Svar"));
        Assert.Equal("Hei,\nher er svaret.\n.\nFrom Kåre\n", read.TextPart);
        Assert.Equal("<p>Hei <img src=\"cid:logo@example.com\"></p>", read.HtmlPart!.TrimEnd());
        Assert.Equal("logo.png", read.Attachments[0].Name);
        Assert.True(read.Attachments[0].IsInline);
        Assert.Equal("logo@example.com", read.Attachments[0].ContentId);
        Assert.Equal("Årsrapport for alle ansatte i hele firmaet, siste utgave 2026.pdf", read.Attachments[1].Name);
        Assert.False(read.Attachments[1].IsInline);
        Assert.Equal(picture, read.Attachments[1].Decode().ToArray());
    }

    [Fact]
    public void Lines_end_in_CRLF_and_stay_short()
    {
        var bytes = Letter("å", new string('x', 3000) + " " + string.Concat(Enumerable.Repeat("ord på norsk ", 300)), string.Concat(Enumerable.Repeat("<b>hei</b>", 500))).ToBytes();
        var text = Encoding.ASCII.GetString(bytes);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(text.Split("\r\n"), line => Assert.True(line.Length <= 78, line));
        Assert.True(Ascii.IsValid(bytes));
    }

    [Fact]
    public void The_same_values_give_the_same_bytes() => Assert.Equal(Letter("s", "t", "h").ToBytes(), Letter("s", "t", "h").ToBytes());

    [Theory]
    [InlineData("hi\r\nBcc: evil@example.com")]
    [InlineData("hi\nBcc: evil@example.com")]
    [InlineData("hi\r\n\r\nbody")]
    [InlineData("\r\nBcc: evil@example.com")]
    [InlineData("hi\u2028Bcc: evil@example.com")]
    public void A_line_end_in_a_text_cannot_start_a_header(string text)
    {
        var read = MailMessage.Parse(new MailComposer
        {
            From = [new MailAddress(text, "a@example.com")],
            Subject = text,
            Headers = [new("X-Any", text)],
            Date = _date,
            MessageId = "a@b",
            Attachments = [new OutgoingFile(text, "text/csv", ReadOnlyMemory<byte>.Empty)],
        }.ToBytes());
        Assert.False(read.Headers.Contains("Bcc"));
        Assert.Equal("a@example.com", Assert.Single(read.From).Address);
        Assert.Single(read.Attachments);
        Assert.False(read.Attachments[0].Part.Headers.Contains("Bcc"));
    }

    [Fact]
    public void What_is_no_address_identifier_or_field_is_refused()
    {
        Assert.Throws<UnwritableMailException>(() => Letter("s", "t", null, from: "a@example.com\r\nBcc: x@example.com").ToBytes());
        Assert.Throws<UnwritableMailException>(() => Letter("s", "t", null, from: "nobody").ToBytes());
        Assert.Throws<UnwritableMailException>(() => Letter("s", "t", null, from: "a@x\uFF0Cevil\uFF20evil.example").ToBytes());
        Assert.Throws<UnwritableMailException>(() => Letter("s", "t", null, id: "a@b>\r\nBcc: <x@example.com").ToBytes());
        Assert.Throws<UnwritableMailException>(() => Letter("s", "t", null, header: "X-A\r\nBcc").ToBytes());
        Assert.Throws<UnwritableMailException>(() => Letter("s", "t", null, header: "Subject").ToBytes());
        Assert.Throws<UnwritableMailException>(() => Letter("s", "t", null, header: "Content-Type").ToBytes());
    }

    [Fact]
    public void Long_references_keep_the_first_and_the_last_within_998_octets()
    {
        var ids = Enumerable.Range(0, 200).Select(i => $"message-number-{i}@mail.example.com").ToList();
        var mail = new MailComposer { From = [new("a@example.com")], Date = _date, MessageId = "x@y", References = ids, Text = "" }.ToBytes();
        var read = MailMessage.Parse(mail);
        var field = read.Headers.First("References")!.Value;
        Assert.True("References:".Length + field.Raw.Length <= 998);
        Assert.True(read.References.Count > 20);
        Assert.Equal(ids[0], read.References[0]);
        Assert.Equal(ids[^1], read.References[^1]);
    }

    [Fact]
    public void An_enclosed_message_is_not_encoded_and_cannot_end_the_multipart()
    {
        var inner = Letter("inner", "words", "<p>words</p>").ToBytes();
        var read = MailMessage.Parse(new MailComposer
        {
            From = [new("a@example.com")],
            Date = _date,
            MessageId = "outer@example.com",
            Text = "see",
            Attachments = [new OutgoingFile("inner.eml", "message/rfc822", inner), new OutgoingFile("b.bin", "application/octet-stream", new byte[] { 1 })],
        }.ToBytes());
        Assert.Equal(2, read.Attachments.Count);
        Assert.Equal("words", read.Attachments[0].OpenMessage()!.TextPart!.TrimEnd());
    }

    [Fact]
    public void A_local_part_beyond_ASCII_needs_SMTPUTF8_and_a_domain_does_not()
    {
        Assert.True(Letter("s", "t", null, from: "åse@example.com").NeedsSmtpUtf8);
        Assert.False(Letter("s", "t", null, from: "ase@blåbærsyltetøy.no").NeedsSmtpUtf8);
    }

    [Theory]
    [InlineData("Nytt på norsk", "=?utf-8?Q?Nytt_p=C3=A5_norsk?= <news.shop.example>")]
    [InlineData("News, weekly", "\"News, weekly\" <news.shop.example>")]
    [InlineData("", "<news.shop.example>")]
    public void Of_a_list_the_name_is_encoded_and_the_identifier_never(string name, string field)
    {
        var read = MailMessage.Parse(With(listId: new("news.shop.example", name)).ToBytes());
        Assert.Equal(field, Raw(read, "List-Id"));
        Assert.Equal(("news.shop.example", name), (read.MailingList!.Id, read.MailingList.Name));
    }

    [Theory]
    [InlineData("news")]
    [InlineData("news shop.example")]
    [InlineData("news..example")]
    [InlineData("nytt.blåbær.example")]
    [InlineData("a>\r\nBcc: x.example")]
    [InlineData("")]
    public void What_is_no_identifier_of_a_list_is_refused(string id) => Assert.Throws<UnwritableMailException>(() => With(listId: new(id)).ToBytes());

    [Fact]
    public void A_field_of_ASCII_is_never_encoded()
    {
        var token = string.Join(':', Enumerable.Range(0, 14).Select(i => $"part{i}"));
        var read = MailMessage.Parse(With(headers: [new("Feedback-ID", token), new("X-List", string.Concat(Enumerable.Repeat("<https://a.example/x>, ", 12)))]).ToBytes());
        Assert.Equal(token, Raw(read, "Feedback-ID"));
        Assert.DoesNotContain("=?", Raw(read, "X-List"), StringComparison.Ordinal);
        Assert.Throws<UnwritableMailException>(() => With(headers: [new("X-Token", new string('a', 990))]).ToBytes());
        Assert.Equal("=?x", MailMessage.Parse(With(headers: [new("X-Odd", "=?x")]).ToBytes()).Headers.Text("X-Odd"));
    }

    [Theory]
    [InlineData(70)]
    [InlineData(3_000)]
    public void A_run_of_blanks_makes_no_line_too_long(int blanks)
    {
        var text = $"a{new string(' ', blanks)}b";
        var mail = new MailComposer { From = [new(text, "a@example.com")], Subject = text, Date = _date, MessageId = "a@b", Headers = [new("X-Any", text)], Text = "" }.ToBytes();
        Assert.All(Encoding.ASCII.GetString(mail).Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
        Assert.Equal(text, MailMessage.Parse(mail).Subject);
    }

    [Fact]
    public void An_identifier_beyond_ASCII_does_not_make_a_mail_that_few_servers_take()
    {
        MailComposer Answer(string from) => new()
        {
            From = [new(from)],
            Date = _date,
            MessageId = "a@b",
            InReplyTo = "123@Kåres-PC",
            References = ["1@example.com", "123@Kåres-PC"],
            Text = "",
        };
        Assert.True(Ascii.IsValid(Answer("a@example.com").ToBytes()));
        Assert.Equal(["1@example.com"], MailMessage.Parse(Answer("a@example.com").ToBytes()).Ancestors());
        Assert.Equal(["123@Kåres-PC", "1@example.com"], MailMessage.Parse(Answer("åse@example.com").ToBytes()).Ancestors());
    }

    [Fact]
    public void A_text_cannot_end_its_part()
    {
        var boundary = "=_" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("0:a@b"u8).AsSpan(0, 12));
        foreach (var words in (string[])[$"--{boundary}\n\nmore", $"--{boundary}--"])
        {
            var read = MailMessage.Parse(Letter("s", words, "<p>x</p>").ToBytes());
            Assert.Equal(2, read.Root.Children.Count);
            Assert.Equal(words, read.TextPart!.TrimEnd());
            Assert.Equal(2, MailMessage.Parse(Letter("s", "x", words).ToBytes()).Root.Children.Count);
        }
    }

    [Theory]
    [InlineData("mailto:off@example.com")]
    [InlineData(null)]
    public void One_click_goes_with_an_https_address_only(string? address) =>
        Assert.Throws<UnwritableMailException>(() => With(unsubscribe: address, oneClick: true).ToBytes());

    [Theory]
    [InlineData("ftp://example.com/")]
    [InlineData("http://example.com/off")]
    [InlineData("tel:+4722000000")]
    public void Only_mail_and_https_take_people_off_a_list(string address) =>
        Assert.Throws<UnwritableMailException>(() => With(unsubscribe: address).ToBytes());

    [Fact]
    public void Any_subject_name_and_text_come_back() =>
        Prop.ForAll<string, string, string>((subject, name, text) =>
        {
            subject = Sound(subject);
            name = Sound(new string((name ?? "").Where(c => char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.Format).ToArray()));
            text = (text ?? "").Replace('\0', ' ');
            text = new string(text.Where(c => !char.IsSurrogate(c)).ToArray());
            var mail = new MailComposer
            {
                From = [new MailAddress(name, "a@example.com")],
                Subject = subject,
                Date = _date,
                MessageId = "a@b",
                Text = text,
                Attachments = name.Length > 0 ? [new OutgoingFile(name, "application/pdf", Encoding.UTF8.GetBytes(text))] : [],
            };
            var read = MailMessage.Parse(mail.ToBytes());
            var expected = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
            return read.Subject == subject && read.From[0].Name == Unquoted(name) && read.TextPart!.TrimEnd('\n') == expected.TrimEnd('\n')
                && (name.Length == 0 || read.Attachments[0].GivenName == name);
        }).QuickCheckThrowOnFailure();

    // what a header cannot keep: control characters, ends, runs of spaces at a fold
    private static string Sound(string? text) =>
        string.Join(' ', new string((text ?? "").Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? ' ' : c).ToArray()).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim();

    // names in quotes of their own lose them when read
    private static string Unquoted(string name) =>
        name is ['\'', .., '\''] or ['"', .., '"'] && name.Length > 2 && !name.AsSpan(1, name.Length - 2).Contains(name[0]) ? name[1..^1].Trim() : name;

    private static MailComposer Letter(string subject, string? text, string? html, string from = "a@example.com", string id = "a@b", string? header = null) => new()
    {
        From = [new MailAddress("", from)],
        To = [new MailAddress("Å Ø", "b@example.com")],
        Subject = subject,
        Date = _date,
        MessageId = id,
        Text = text,
        Html = html,
        Headers = header is null ? [] : [new(header, "x")],
    };

    private static string Raw(MailMessage mail, string field) => Encoding.UTF8.GetString(mail.Headers.First(field)!.Value.Raw.Span).Trim();

    private static MailComposer With(ListIdentifier? listId = null, string? unsubscribe = null, bool oneClick = false, IReadOnlyList<KeyValuePair<string, string>>? headers = null) => new()
    {
        From = [new("a@example.com")],
        Date = _date,
        MessageId = "a@b",
        ListId = listId,
        ListUnsubscribe = unsubscribe is null ? [] : [new Uri(unsubscribe)],
        IsOneClickUnsubscribe = oneClick,
        Headers = headers ?? [],
        Text = "",
    };
}
