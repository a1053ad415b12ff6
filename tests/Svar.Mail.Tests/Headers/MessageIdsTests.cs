using System.Text;
using Svar.Mail.Headers;
using Svar.Mail.Tests.Messages;

namespace Svar.Mail.Tests.Headers;

public sealed class MessageIdsTests
{
    [Theory]
    [InlineData("<a@b>", "a@b")]
    [InlineData("<a@b> <c@d>", "a@b c@d")]
    [InlineData("<a@b><c@d>", "a@b c@d")]
    [InlineData("<a@b>,<c@d>", "a@b c@d")]
    [InlineData("<a@\r\n b>", "a@b")]
    [InlineData("<<a@b>>", "a@b")]
    [InlineData("a@b", "a@b")]
    [InlineData("a@b c@d", "a@b c@d")]
    [InlineData("Your message of Monday <a@b>", "a@b")]
    [InlineData("<a@b", "a@b")]
    [InlineData("=?utf-8?Q?=3Ca=40b=3E?=", "a@b")]
    [InlineData("<a@b@c>", "a@b@c")]
    [InlineData("", "")]
    [InlineData("<>", "")]
    public void Identifiers_are_found(string value, string expected) =>
        Assert.Equal(expected, string.Join(' ', MessageIds.Parse(Encoding.ASCII.GetBytes(value))));

    [Fact]
    public void An_empty_Message_ID_is_none_and_a_defect()
    {
        var message = Mails.With("Message-ID: <>");
        Assert.Null(message.MessageId);
        Assert.Contains(message.Defects, defect => defect.What == "empty Message-ID");
    }

    [Fact]
    public void Of_ten_thousand_references_the_last_thousand_are_kept()
    {
        var value = string.Join(' ', Enumerable.Range(0, 10_000).Select(i => $"<{i}@x>"));
        var ids = MessageIds.Parse(Encoding.ASCII.GetBytes(value));
        Assert.Equal(1000, ids.Count);
        Assert.Equal("9999@x", ids[^1]);
    }
}
