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
    public void Mails_of_an_mbox_are_split_at_separators_after_a_blank_line()
    {
        var file = System.Text.Encoding.ASCII.GetBytes("From a Mon\nSubject: 1\n\ntext\nFrom here on\n\nFrom b Tue\nSubject: 2\n\nx\n");
        var mails = Mbox.Split(file).Select(raw => MailMessage.Parse(raw)).ToList();
        Assert.Equal("1 2", string.Join(' ', mails.Select(mail => mail.Subject)));
        Assert.Equal("text\nFrom here on\n", mails[0].TextPart);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Of_an_mbox_one_quote_mark_is_taken_and_the_blank_line_at_the_end(string newLine)
    {
        var file = "From a Mon\nSubject: 1\n\n>From me\n>>From him\n> From her\n>Fromage\n\n\nFrom b Tue\nSubject: 2\n\nx\n\n".Replace("\n", newLine, StringComparison.Ordinal);
        var mails = Mbox.Split(System.Text.Encoding.ASCII.GetBytes(file)).Select(raw => System.Text.Encoding.ASCII.GetString(raw.Span).ReplaceLineEndings("\n")).ToList();
        Assert.Equal(["Subject: 1\n\nFrom me\n>From him\n> From her\n>Fromage\n\n", "Subject: 2\n\nx\n"], mails);
    }

    private static string Part(string type, string body) => $"Content-Type: {type}\r\n\r\n{body}";

    private static string Multipart(string subtype, params string[] parts)
    {
        var boundary = "b" + string.Concat(parts).Length;
        return $"Content-Type: multipart/{subtype}; boundary={boundary}\r\n\r\n" + string.Concat(parts.Select(part => $"--{boundary}\r\n{part}\r\n")) + $"--{boundary}--";
    }
}
