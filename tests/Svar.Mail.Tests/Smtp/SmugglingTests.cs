using Svar.Mail.Smtp;
using Svar.Mail.Tls;

namespace Svar.Mail.Tests.Smtp;

/// <summary>What other servers have taken for the end of a message, and this one must not.</summary>
public sealed class SmugglingTests
{
    private const string Open = "EHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<x@y.example>\r\nDATA\r\n";
    private const string Smuggled = "MAIL FROM:<boss@y.example>\r\nRCPT TO:<x@y.example>\r\nDATA\r\nforged\r\n";

    public static TheoryData<string> FakeEnds =>
    [
        "\n.\n", "\n.\r\n", "\r\n.\n", "\r\n.\r", "\r.\r", "\r.\r\n", "\n.\r", "\r\n\0.\r\n", "\r\n.\0\r\n", "\r\n. \r\n", "\r\r\n.\r", "\r\n.\r\r\n", "\n\n.\n\n", "\r\n.\r.\n",
    ];

    [Theory]
    [MemberData(nameof(FakeEnds))]
    public void Only_CRLF_dot_CRLF_ends_a_message(string fakeEnd)
    {
        var inbox = new Inbox();
        var wire = new Wire(receiver: inbox);
        wire.Say(Open);

        Assert.Equal("", wire.Say("first" + fakeEnd + Smuggled));
        Assert.Equal("250 2.0.0 Accepted\r\n", wire.Say("\r\n.\r\n"));
        var message = Assert.Single(inbox.Messages);
        Assert.Equal("a@b.example", message.Sender);
        Assert.Contains("boss@y.example", message.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(FakeEnds))]
    public void A_fake_end_may_come_in_single_bytes(string fakeEnd)
    {
        var inbox = new Inbox();
        var wire = new Wire(receiver: inbox);
        wire.Say(Open);
        foreach (var c in "first" + fakeEnd + Smuggled)
        {
            Assert.Equal("", wire.Say(c.ToString()));
        }

        Assert.Equal("250 2.0.0 Accepted\r\n", wire.Say("\r\n.\r\n"));
        Assert.Single(inbox.Messages);
    }

    [Theory]
    [InlineData("a\nb\r\n")]
    [InlineData("a\rb\r\n")]
    [InlineData("\n\r\n")]
    [InlineData("a\n.b\r\n")]
    [InlineData("a\r\r\n")]
    public void Bare_line_ends_are_kept_byte_for_byte_by_default(string content)
    {
        var inbox = new Inbox();
        var wire = new Wire(receiver: inbox);
        wire.Say(Open);
        Assert.Equal("250 2.0.0 Accepted\r\n", wire.Say(content + ".\r\n"));
        Assert.Equal(content, inbox.Messages[0].Text);
    }

    [Theory]
    [InlineData("a\nb\r\n", false)]
    [InlineData("a\rb\r\n", false)]
    [InlineData("\n\r\n", false)]
    [InlineData("a\r\r\n", false)]
    [InlineData("a\r\n\r\nb\r\n", true)]
    [InlineData("\r\n", true)]
    public void Bare_line_ends_are_refused_at_the_end_of_the_data_when_so_decided(string content, bool isTaken)
    {
        var inbox = new Inbox();
        foreach (var single in (bool[])[false, true])
        {
            var wire = new Wire(new SmtpServerOptions { BareLineEndings = BareLineEndings.Refuse }, inbox);
            wire.Say(Open);
            var said = single ? string.Concat((content + ".\r\n").Select(c => wire.Say(c.ToString()))) : wire.Say(content + ".\r\n");
            Assert.Equal(isTaken ? "250 2.0.0 Accepted\r\n" : "550 5.5.2 Bare <LF> or <CR> in the message\r\n", said);
        }

        Assert.Equal(isTaken ? 2 : 0, inbox.Messages.Count);
        Assert.Equal(isTaken ? 0 : 2, inbox.Abandoned);
    }

    [Fact]
    public void A_command_line_that_ends_with_LF_alone_is_refused_not_run()
    {
        var wire = new Wire();
        Assert.Equal("500 5.5.2 A line ends with CR and LF, and has neither inside\r\n", wire.Say("EHLO c\n"));
        Assert.Equal("500 5.5.2 A line ends with CR and LF, and has neither inside\r\n", wire.Say("EHLO c\rMAIL FROM:<a@b.example>\r\n"));
        Assert.Equal("503 5.5.1 Say EHLO or HELO first\r\n", wire.Say("MAIL FROM:<a@b.example>\r\n"));
    }

    [Fact]
    public void Commands_between_STARTTLS_and_the_handshake_end_the_session()
    {
        using var certificate = Certificates.SelfSigned("mx.example");
        var wire = new Wire(new SmtpServerOptions { Tls = ServerTls.Serve(certificate) });
        wire.Say("EHLO c\r\n");
        Assert.Equal("554 5.5.1 Commands were sent between STARTTLS and the TLS handshake\r\n", wire.Say("STARTTLS\r\nMAIL FROM:<a@b.example>\r\n"));
        Assert.True(wire.IsClosed);
    }

    [Fact]
    public void A_client_out_of_turn_is_cut_off_when_turns_are_required()
    {
        var options = new SmtpServerOptions { RequireTurns = true };
        var early = new Wire(options);
        Assert.Equal("554 5.5.1 You spoke before your turn\r\n", early.Say("EHLO c\r\nMAIL FROM:<a@b.example>\r\n"));
        Assert.True(early.IsClosed);

        var eager = new Wire(options);
        eager.Say("EHLO c\r\n");
        Assert.EndsWith("554 5.5.1 You spoke before your turn\r\n", eager.Say(Open["EHLO c\r\n".Length..] + "text\r\n.\r\n"), StringComparison.Ordinal);

        var good = new Wire(options);
        good.Say("EHLO c\r\n");
        Assert.EndsWith("<CR><LF>.<CR><LF>\r\n", good.Say(Open["EHLO c\r\n".Length..]), StringComparison.Ordinal);
    }
}
