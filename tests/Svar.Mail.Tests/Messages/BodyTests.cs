using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Messages;

public sealed class BodyTests
{
    [Fact]
    public void An_alternative_gives_its_plain_and_its_html_form()
    {
        var message = Mails.Read(Multipart("alternative", Part("text/plain", "plain"), Part("text/html", "<p>html</p>")));
        Assert.Equal("plain", message.TextPart);
        Assert.Equal("<p>html</p>", message.HtmlPart);
        Assert.Empty(message.Attachments);
        Assert.True(message.IsTextWhole);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\r\n")]
    [InlineData("\u00A0")]
    public void A_plain_form_that_says_nothing_does_not_stand_for_the_html(string plain)
    {
        var message = Mails.Read(Multipart("alternative", Part("text/plain; charset=iso-8859-1", plain), Part("text/html", "<p>the words</p>")));
        Assert.False(message.IsTextWhole);
        Assert.Equal("the words", message.Text.Trim());
        Assert.Equal("plain\n\nhtml", Mails.Read(Multipart("mixed", Part("text/plain", "plain"), Multipart("alternative", Part("text/plain", ""), Part("text/html", "<p>html</p>")))).Text.Trim());
    }

    [Fact]
    public void Html_alone_gives_no_plain_text()
    {
        var message = Mails.Read(Part("text/html", "<p>html</p>"));
        Assert.Null(message.TextPart);
        Assert.Equal("<p>html</p>", message.HtmlPart);
        Assert.False(message.IsTextWhole);
    }

    [Fact]
    public void Texts_around_a_file_are_joined()
    {
        var message = Mails.Read(Multipart("mixed", Part("text/plain", "before"), Part("application/pdf", "x"), Part("text/plain", "after")));
        Assert.Equal("before\n\nafter", message.TextPart);
        Assert.Null(message.HtmlPart);
        Assert.Single(message.Attachments);
    }

    [Fact]
    public void A_plain_footer_after_html_is_in_the_html_too()
    {
        var message = Mails.Read(Multipart("mixed", Part("text/html", "<p>words</p>"), Part("text/plain", "a < b")));
        Assert.Contains("a &lt; b", message.HtmlPart, StringComparison.Ordinal);
        Assert.Equal("a < b", message.TextPart);
        Assert.False(message.IsTextWhole);
    }

    [Fact]
    public void The_html_of_an_alternative_may_be_split_around_a_file()
    {
        var message = Mails.Read(Multipart("alternative", Part("text/plain", "all"),
            Multipart("mixed", Part("text/html", "<p>1</p>"), Part("application/pdf", "x"), Part("text/html", "<p>2</p>"))));
        Assert.Equal("all", message.TextPart);
        Assert.Equal("<p>1</p>\n<p>2</p>", message.HtmlPart);
        Assert.Equal("application/pdf", Assert.Single(message.Attachments).ContentType);
        Assert.True(message.IsTextWhole);
    }

    [Fact]
    public void Pictures_of_the_html_are_inline()
    {
        var message = Mails.Read(Multipart("related", Part("text/html", "<img src=cid:a>"), Part("image/png\r\nContent-ID: <a>", "x")));
        var picture = Assert.Single(message.Attachments);
        Assert.True(picture.IsInline);
        Assert.Equal("a", picture.ContentId);
        Assert.Equal("image.png", picture.Name);
    }

    [Fact]
    public void The_root_of_related_parts_may_come_last()
    {
        var message = Mails.Read(Multipart("related; start=\"<r>\"", Part("image/png\r\nContent-ID: <a>", "x"), Part("text/html\r\nContent-ID: <r>", "<p>r</p>")));
        Assert.Equal("<p>r</p>", message.HtmlPart);
        Assert.Single(message.Attachments);
    }

    [Fact]
    public void A_text_file_is_an_attachment()
    {
        var message = Mails.Read(Multipart("mixed", Part("text/plain", "words"), Part("text/plain\r\nContent-Disposition: attachment; filename=log.txt", "log"), Part("text/plain; name=two.txt", "two")));
        Assert.Equal("words", message.TextPart);
        Assert.Equal("log.txt two.txt", string.Join(' ', message.Attachments.Select(file => file.Name)));
    }

    [Fact]
    public void An_invitation_is_a_calendar_part_and_an_attachment()
    {
        var message = Mails.Read(Multipart("alternative", Part("text/plain", "come"), Part("text/html", "<p>come</p>"), Part("text/calendar; method=REQUEST", "BEGIN:VCALENDAR")));
        Assert.Equal("come", message.TextPart);
        Assert.Equal("<p>come</p>", message.HtmlPart);
        Assert.Single(message.CalendarParts);
        Assert.Equal("attachment.ics", Assert.Single(message.Attachments).Name);
    }

    [Fact]
    public void A_lesser_form_of_the_same_text_is_no_attachment()
    {
        var message = Mails.Read(Multipart("alternative", Part("text/plain", "p"), Part("text/x-amp-html", "<amp>"), Part("text/html", "<p>")));
        Assert.Empty(message.Attachments);
        Assert.Equal("<p>", message.HtmlPart);
    }

    [Fact]
    public void A_signed_mail_shows_its_text_and_keeps_the_signed_part_whole()
    {
        var message = Mails.Read(Multipart("signed; protocol=\"application/pgp-signature\"", Part("text/plain", "signed"), Part("application/pgp-signature", "-----BEGIN")));
        Assert.Equal("signed", message.TextPart);
        Assert.Single(message.ProtectedParts);
        Assert.Equal(".asc", Path.GetExtension(Assert.Single(message.Attachments).Name));
    }

    [Fact]
    public void An_encrypted_mail_has_no_text_and_loses_nothing()
    {
        var message = Mails.Read(Multipart("encrypted", Part("application/pgp-encrypted", "Version: 1"), Part("application/octet-stream; name=encrypted.asc", "-----BEGIN")));
        Assert.Null(message.TextPart);
        Assert.Equal(2, message.Attachments.Count);
        Assert.Single(message.ProtectedParts);
    }

    [Fact]
    public void A_uuencoded_file_is_taken_out_of_the_text()
    {
        var message = Mails.Read("Subject: x\n\nHere it is:\nbegin 644 cat.txt\n#0V%T\n`\nend\nBye\n");
        Assert.Equal("Here it is:\nBye\n", message.TextPart);
        var file = Assert.Single(message.Attachments);
        Assert.Equal("cat.txt", file.Name);
        Assert.Equal("Cat"u8.ToArray(), file.Decode().ToArray());
        Assert.Equal(3, file.Size);
    }

    [Theory]
    [InlineData("begin 644 of something\nthat goes on\n")]
    [InlineData("begin now and end later\nend\n")]
    [InlineData("begin 100 times\n\nend\n")]
    public void A_text_that_begins_a_line_with_begin_stays_whole(string text) =>
        Assert.Equal(text, Mails.Read("Subject: x\n\n" + text).TextPart);

    [Fact]
    public void An_empty_uuencoded_file_hides_none_after_it()
    {
        var message = Mails.Read("Subject: x\n\nbegin 644 empty\nend\nbegin 644 cat.txt\n#0V%T\n`\nend\n");
        Assert.Equal("cat.txt", Assert.Single(message.Attachments).Name);
        Assert.Equal("begin 644 empty\nend\n", message.TextPart);
    }

    [Fact]
    public void Half_a_million_uuencoded_files_end_at_the_limit_of_parts_and_stay_in_the_text()
    {
        var message = Mails.Read("Subject: x\n\n" + string.Concat(Enumerable.Repeat("begin 644 a\n!  \nend\n", 500_000)));
        Assert.Equal(5_000, Timed.Run(() => message.Attachments).Count);
        Assert.Equal(495_000, message.TextPart!.Count(c => c == 'b'));
        Assert.Contains(message.Defects, defect => defect.What == "too many uuencoded files, the rest stays in the text");
    }

    [Theory]
    [InlineData("base64")]
    [InlineData("quoted-printable")]
    public void A_multipart_that_was_encoded_as_a_whole_is_decoded(string encoding)
    {
        var inner = "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHei på deg\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD\r\n--b--\r\n";
        var bytes = System.Text.Encoding.UTF8.GetBytes(inner);
        var body = encoding == "base64" ? Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks) : string.Concat(bytes.Select(b => $"={b:X2}"));
        var message = Mails.Read($"Content-Type: multipart/mixed;\r\n boundary=b\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}");
        Assert.Equal("Hei på deg", message.TextPart!.Trim());
        Assert.Equal("ABC"u8.ToArray(), Assert.Single(message.Attachments).Decode().ToArray());
        Assert.Contains(message.Defects, defect => defect.What == "multipart with a transfer encoding");
    }

    [Fact]
    public void A_multipart_that_only_says_it_is_encoded_is_read_as_it_stands() =>
        Assert.Equal("1+1=3D2", Mails.Read("Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: quoted-printable\n\n--b\n\n1+1=3D2\n--b--\n").TextPart!.Trim());

    [Fact]
    public void Encoded_multiparts_within_each_other_have_an_end()
    {
        var body = "--b0\n\nx\n--b0--\n";
        for (var i = 0; i < 12; i++)
        {
            body = $"--b{i + 1}\nContent-Type: multipart/mixed; boundary=b{i}\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(body))}\n--b{i + 1}--\n";
        }

        Assert.InRange(Mails.Read("Content-Type: multipart/mixed; boundary=b12\n\n" + body).Root.SelfAndDescendants().Count(), 4, 10);
    }

    [Theory]
    [InlineData("From: nobody, Kari <kari@example.com>", "kari@example.com")]
    [InlineData("From: nobody\r\nSender: desk@example.com", "desk@example.com")]
    [InlineData("From: nobody\r\nSender: neither", "nobody")]
    [InlineData("From: a@example.com, b@example.com\r\nSender: c@example.com", "a@example.com")]
    [InlineData("From: \"nobody\" <>, b@example.com", "b@example.com")]
    [InlineData("Sender: c@example.com", "c@example.com")]
    [InlineData("Subject: x", null)]
    public void The_author_is_the_first_who_can_be_written_to(string header, string? author) => Assert.Equal(author, Mails.With(header).Author?.Address);

    [Theory]
    [InlineData("")]
    [InlineData("\r\n \r\n")]
    public void Nothing_is_a_mail_with_a_defect_that_says_so(string raw) =>
        Assert.Contains(new Svar.Mail.Headers.MailDefect("nothing here", 0), Mails.Read(raw).Defects);

    private static string Part(string type, string body) => $"Content-Type: {type}\r\n\r\n{body}";

    private static string Multipart(string subtype, params string[] parts)
    {
        var boundary = "b" + string.Concat(parts).Length;
        return $"Content-Type: multipart/{subtype}; boundary={boundary}\r\n\r\n" + string.Concat(parts.Select(part => $"--{boundary}\r\n{part}\r\n")) + $"--{boundary}--";
    }
}
