using System.Text;
using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Messages;

public sealed class MboxTests
{
    [Fact]
    public void Mails_of_an_mbox_are_split_at_separators_after_a_blank_line()
    {
        var file = Encoding.ASCII.GetBytes("From a Mon\nSubject: 1\n\ntext\nFrom here on\n\nFrom b Tue\nSubject: 2\n\nx\n");
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
        var mails = Mbox.Split(Encoding.ASCII.GetBytes(file)).Select(raw => Encoding.ASCII.GetString(raw.Span).ReplaceLineEndings("\n")).ToList();
        Assert.Equal(["Subject: 1\n\nFrom me\n>From him\n> From her\n>Fromage\n\n", "Subject: 2\n\nx\n"], mails);
    }

    [Theory]
    [InlineData("From now on we close at four.\nBye\n")]
    [InlineData("From now on:\nNB: at four\n")]
    [InlineData("From 10:00 to 12:00 we eat\n\nBye\n")]
    [InlineData("From: a@b.example\n")]
    public void Words_that_begin_like_a_separator_part_no_mails(string words)
    {
        var file = $"From a@b.example Fri May  4 14:05:44 2001\nSubject: 1\n\ntext\n\n{words}\nFrom b@c.example Fri May  4 14:05:44 2001\nSubject: 2\n\nx\n";
        var mails = Mbox.Split(Encoding.ASCII.GetBytes(file)).Select(raw => MailMessage.Parse(raw)).ToList();
        Assert.Equal("1 2", string.Join(' ', mails.Select(mail => mail.Subject)));
        Assert.Equal($"text\n\n{words}", mails[0].TextPart);
    }

    [Theory]
    [InlineData("From a@b.example Fri May  4 14:05:44 2001\nX-Odd: 1")]
    [InlineData("From MAILER-DAEMON Fri May  4 14:05:44 2001\nAnything: 1")]
    [InlineData("From a@b.example  Fri May  4 14:05 MET DST 2001\nAnything: 1")]
    [InlineData("From 1234567890@xxx Fri May 04 14:05:44 +0000 2001\nX-GM-THRID: 1")]
    [InlineData("From - Fri May  4 14:05:44 2001\nX-Mozilla-Status: 0001")]
    [InlineData("From \\?\nDelivered-To: a@b.example")]
    [InlineData("From a@b.example\nAnything: 1")]
    [InlineData("From a\nAnything: 1")]
    public void Separators_of_all_kinds_part_mails(string second)
    {
        var file = Encoding.ASCII.GetBytes($"\r\n\nFrom x@y.example Fri May  4 14:05:44 2001\nSubject: 1\n\ntext\n\n{second}\n\nx\n");
        Assert.True(Mbox.IsMbox(file));
        Assert.Equal(["Subject: 1\n\ntext\n", second[(second.IndexOf('\n', StringComparison.Ordinal) + 1)..] + "\n\nx\n"], Mbox.Split(file).Select(raw => Encoding.ASCII.GetString(raw.Span)));
    }

    [Fact]
    public void Blank_lines_before_a_mail_make_no_mbox_of_it()
    {
        Assert.False(Mbox.IsMbox("\n\nFrom: a@b.example\n\nx"u8));
        Assert.False(Mbox.IsMbox("\n\nFrom now on we close\n\nx"u8));
        Assert.Single(Mbox.Split(Array.Empty<byte>()));
    }
}
