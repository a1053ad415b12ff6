using System.Text;
using Svar.Mail.Messages;
using Svar.Mail.Mime;
using Svar.Mail.Tests.Messages;

namespace Svar.Mail.Tests.Mime;

public sealed class StructureTests
{
    private const string Two = "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\npreamble\r\n--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\nepilogue\r\n";

    [Fact]
    public void The_line_end_before_a_boundary_is_not_part_of_the_body()
    {
        var root = Mails.Read(Two).Root;
        Assert.Equal("one two", string.Join(' ', root.Children.Select(part => Encoding.ASCII.GetString(part.RawBody.Span))));
    }

    [Fact]
    public void Line_ends_of_any_kind_give_the_same_parts()
    {
        var expected = Shape(Mails.Read(Two));
        Assert.Equal(expected, Shape(Mails.Read(Two.Replace("\r\n", "\n", StringComparison.Ordinal))));
        Assert.Equal(expected, Shape(Mails.Read(Two.Replace("\r\n", "\r", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_missing_end_is_a_defect_and_the_parts_are_there()
    {
        var message = Mails.Read(Two[..Two.IndexOf("--b--", StringComparison.Ordinal)]);
        Assert.Equal(2, message.Root.Children.Count);
        Assert.Contains(message.Defects, defect => defect.What == "multipart without its closing boundary");
    }

    [Fact]
    public void A_boundary_that_is_not_declared_is_found()
    {
        var message = Mails.Read("Content-Type: multipart/mixed\r\n\r\n--xyz1\r\n\r\none\r\n--xyz1--\r\n");
        Assert.Equal("one", message.TextPart);
        Assert.Contains(message.Defects, defect => defect.What == "multipart without boundary");
    }

    [Fact]
    public void A_multipart_without_parts_is_shown_as_text() =>
        Assert.Equal("hello\n", Mails.Read("Content-Type: multipart/mixed; boundary=b\r\n\r\nhello\r\n").TextPart);

    [Fact]
    public void An_inner_multipart_may_use_the_boundary_of_the_outer()
    {
        var message = Mails.Read("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\none\n--b--\n\n--b\nContent-Type: application/pdf\n\nfile\n--b--\n");
        Assert.Equal("multipart/mixed multipart/alternative text/plain application/pdf", string.Join(' ', message.Root.SelfAndDescendants().Select(part => part.MediaType)));
    }

    [Fact]
    public void An_outer_boundary_ends_an_inner_multipart_that_was_not_closed()
    {
        var message = Mails.Read("Content-Type: multipart/mixed; boundary=outer\n\n--outer\nContent-Type: multipart/alternative; boundary=inner\n\n--inner\n\none\n--outer\nContent-Type: image/png\n\nx\n--outer--\n");
        Assert.Equal(2, message.Root.Children.Count);
        Assert.Equal("one", message.TextPart);
    }

    [Fact]
    public void A_boundary_that_starts_like_another_is_not_taken_for_it()
    {
        var message = Mails.Read("Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=b1\n\n--b1\n\none\n--b1--\n--b\n\ntwo\n--b--\n");
        Assert.Equal(2, message.Root.Children.Count);
        Assert.Single(message.Root.Children[0].Children);
    }

    [Fact]
    public void Parts_after_the_end_are_kept_with_a_defect()
    {
        var message = Mails.Read(Two + "--b\r\n\r\nthree\r\n");
        Assert.Equal(3, message.Root.Children.Count);
        Assert.Contains(message.Defects, defect => defect.What == "part after the end of its multipart");
    }

    [Fact]
    public void A_part_without_header_or_blank_line_is_text()
    {
        var message = Mails.Read("Content-Type: multipart/mixed; boundary=b\n\n--b\nhello there\n--b--\n");
        Assert.Equal("hello there", message.TextPart);
    }

    [Fact]
    public void An_enclosed_message_is_a_part_with_a_tree_of_its_own_and_an_attachment()
    {
        var message = Mails.Read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nsee below\n--b\nContent-Type: message/rfc822\n\nSubject: inner\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nwords\n--c--\n--b--\n");
        Assert.True(message.Root.Children[1].IsMessage);
        Assert.Equal("see below", message.TextPart);
        Assert.Equal("inner.eml", message.Attachments.Single().Name);
        Assert.Equal("words", message.Attachments.Single().OpenMessage()!.TextPart);
    }

    [Fact]
    public void The_mbox_line_and_blank_lines_before_the_header_are_forgiven()
    {
        Assert.Equal("x", Mails.Read("From a@b Fri Nov 26 21:40:36 2004\nSubject: x\n\n").Subject);
        Assert.Equal("x", Mails.Read("\r\n\r\nSubject: x\r\n\r\n").Subject);
    }

    [Fact]
    public void A_folded_line_that_lost_its_indent_does_not_end_the_header()
    {
        var message = Mails.Read("Subject: one\ntwo\nFrom: a@example.com\n\nbody");
        Assert.Equal("one two", message.Subject);
        Assert.Single(message.From);
    }

    [Fact]
    public void A_header_without_blank_line_before_the_body_keeps_the_body()
    {
        var message = Mails.Read("Subject: one\nHello, this is the text.\nBye.\n");
        Assert.Equal("one", message.Subject);
        Assert.Equal("Hello, this is the text.\nBye.\n", message.TextPart);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("--\n--\n--")]
    [InlineData("just text")]
    [InlineData(":")]
    [InlineData(" folded first\nSubject: x\n\n")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b")]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n--b--")]
    [InlineData("Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\nx\n----")]
    [InlineData("Content-Type: message/rfc822\n\n")]
    public void Next_to_nothing_is_a_message_too(string raw) => Assert.NotNull(MessageDump.Of(Mails.Read(raw)));

    [Fact]
    public void Defects_say_where_in_the_mail_they_are()
    {
        const string Raw = "From: a@example.com\nDate: someday\nMessage-ID: <a@b>\n\n";
        var defect = Assert.Single(Mails.Read(Raw).Defects);
        Assert.Equal(Raw.IndexOf("Date:", StringComparison.Ordinal), defect.At);
    }

    private static string Shape(MailMessage message) =>
        string.Join('|', message.Root.SelfAndDescendants().Where(part => !part.IsMultipart).Select(part => part.DecodeText()));
}
