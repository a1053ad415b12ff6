using System.Text;
using Svar.Mail.Smtp;

namespace Svar.Mail.Tests.Smtp;

public sealed class ReceiverTests
{
    private const string Open = "EHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<x@y.example>\r\nDATA\r\n";

    [Fact]
    public void The_250_waits_for_the_receivers_commit()
    {
        var durable = new TaskCompletionSource<SmtpReply>();
        var wire = new Wire(receiver: new Inbox { OnCommit = _ => durable.Task });
        wire.Say(Open);
        Assert.Equal("", wire.Say("hi\r\n.\r\n"));
        Wire.Inline(() => durable.SetResult(new SmtpReply(250, "2.0.0", "Ok, stored as 17")));
        Assert.Equal("250 2.0.0 Ok, stored as 17\r\n", wire.Read());
    }

    [Fact]
    public void The_receiver_can_refuse_at_every_step()
    {
        var full = SmtpReply.StorageFull;
        const string Full = "452 4.3.1 Insufficient system storage, try again later\r\n";
        Assert.EndsWith(Full, new Wire(receiver: new Inbox { OnSender = _ => full }).Say("HELO c\r\nMAIL FROM:<a@b.example>\r\n"), StringComparison.Ordinal);

        var wire = new Wire(receiver: new Inbox { OnRecipient = path => path.LocalPart == "x" ? SmtpReply.UnknownRecipient : SmtpReply.RecipientAccepted });
        Assert.EndsWith("550 5.1.1 No such mailbox here\r\n250 2.1.5 Recipient ok\r\n", wire.Say("HELO c\r\nMAIL FROM:<>\r\nRCPT TO:<x@y.example>\r\nRCPT TO:<z@y.example>\r\n"), StringComparison.Ordinal);

        wire = new Wire(receiver: new Inbox { OnOpen = () => full });
        Assert.EndsWith(Full, wire.Say(Open), StringComparison.Ordinal);
        Assert.Equal("250 2.0.0 Ok\r\n", wire.Say("NOOP\r\n"));

        var inbox = new Inbox { OnCommit = _ => Task.FromResult(full) };
        wire = new Wire(receiver: inbox);
        wire.Say(Open);
        Assert.Equal(Full, wire.Say("hi\r\n.\r\n"));
        Assert.Equal(1, inbox.Abandoned);
    }

    [Fact]
    public void An_exception_of_the_receiver_is_451_and_reported_and_the_connection_lives_on()
    {
        var failures = new List<Exception>();
        var options = new SmtpServerOptions { OnFailure = (e, _) => failures.Add(e) };
        const string Local = "451 4.3.0 Local error in processing, try again later\r\n";
        Inbox[] inboxes =
        [
            new() { OnSender = _ => throw new IOException("sender") },
            new() { OnRecipient = _ => throw new IOException("recipient") },
            new() { OnOpen = () => throw new IOException("open") },
            new() { OnWrite = _ => throw new IOException("write") },
            new() { OnWrite = async _ => { await Task.CompletedTask; throw new IOException("write later"); } },
            new() { OnCommit = _ => throw new IOException("commit") },
        ];
        foreach (var inbox in inboxes)
        {
            var wire = new Wire(options, inbox);
            var said = wire.Say(Open) + wire.Say("hi\r\n.\r\n");
            Assert.Contains(Local, said, StringComparison.Ordinal);
            Assert.Empty(inbox.Messages);
            Assert.Equal("250 2.0.0 Ok\r\n", wire.Say("RSET\r\n"));
        }

        Assert.Equal("sender, recipient, open, write, write later, commit", string.Join(", ", failures.Select(e => e.Message)));
    }

    [Fact]
    public void A_message_cut_short_is_never_committed()
    {
        foreach (var cut in (string[])["hi\r\n", "hi\r\n.", "hi\r\n.\r", ""])
        {
            var inbox = new Inbox();
            var wire = new Wire(receiver: inbox);
            wire.Say(Open + cut);
            wire.HangUp();
            Assert.True(wire.IsClosed);
            Assert.Empty(inbox.Messages);
            Assert.Equal(1, inbox.Abandoned);
        }
    }

    [Fact]
    public void Chunks_make_one_message_and_a_reset_abandons_them()
    {
        var inbox = new Inbox();
        var wire = new Wire(receiver: inbox);
        wire.Say("EHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<x@y.example>\r\n");
        Assert.Equal("250 2.0.0 Ok\r\n250 2.0.0 Accepted\r\n", wire.Say("BDAT 7\r\n.\r\n.\r\nxBDAT 4 last\r\n\n.\r\n"));
        Assert.Equal(".\r\n.\r\nx\n.\r\n", inbox.Messages[0].Text);

        wire.Say("MAIL FROM:<a@b.example>\r\nRCPT TO:<x@y.example>\r\nBDAT 1\r\nx");
        Assert.Equal("250 2.0.0 Ok\r\n", wire.Say("RSET\r\n"));
        Assert.Equal(1, inbox.Abandoned);
        wire.Say("MAIL FROM:<a@b.example>\r\nRCPT TO:<x@y.example>\r\nBDAT 1\r\nx");
        wire.HangUp();
        Assert.Equal(2, inbox.Abandoned);
        Assert.Single(inbox.Messages);
    }

    [Fact]
    public void LMTP_answers_for_each_recipient()
    {
        var inbox = new Inbox
        {
            OnRecipient = path => path.LocalPart == "no" ? SmtpReply.UnknownRecipient : SmtpReply.RecipientAccepted,
            OnCommitEach = r => r.Path.LocalPart == "full" ? new SmtpReply(452, "4.2.2", "Mailbox full") : SmtpReply.Accepted,
        };
        var wire = new Wire(new SmtpServerOptions { IsLmtp = true, MaxMessageSize = 100 }, inbox);
        Assert.Equal("220 localhost LMTP\r\n", wire.Greeting);
        Assert.Equal("500 5.5.1 This is LMTP, say LHLO\r\n", wire.Say("EHLO c\r\n"));
        wire.Say("LHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<a@y.example>\r\nRCPT TO:<no@y.example>\r\nRCPT TO:<full@y.example>\r\nDATA\r\n");
        Assert.Equal("250 2.0.0 Accepted\r\n452 4.2.2 Mailbox full\r\n", wire.Say("hi\r\n.\r\n"));
        Assert.Equal("LMTP", inbox.Messages[0].Transaction.Protocol);

        wire.Say("MAIL FROM:<a@b.example>\r\nRCPT TO:<a@y.example>\r\nRCPT TO:<b@y.example>\r\nDATA\r\n");
        Assert.Equal("552 5.3.4 Message too big\r\n552 5.3.4 Message too big\r\n", wire.Say(new string('x', 200) + "\r\n.\r\n"));
    }

    [Fact]
    public void The_trace_header_tells_who_how_and_for_whom()
    {
        var inbox = new Inbox();
        var wire = new Wire(receiver: inbox);
        wire.Say("EHLO (evil)\tname\r\n");
        wire.Say("EHLO <x>(y) z\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<\"a b\"@y.example>\r\nDATA\r\nhi\r\n.\r\n");
        var transaction = inbox.Messages[0].Transaction;
        Assert.Equal(
            "Received: from ?x??y??z ([192.0.2.7])\r\n\tby mx.example with ESMTP\r\n\tid 17\r\n\tfor <\"a b\"@y.example>;\r\n\tMon, 02 Mar 2026 09:00:00 +0000\r\n",
            Encoding.UTF8.GetString(TraceHeader.Received(transaction, "mx.example", "17", transaction.StartedAt)));
    }

    [Fact]
    public void SMTPUTF8_addresses_need_the_parameter()
    {
        var inbox = new Inbox();
        var wire = new Wire(receiver: inbox);
        wire.Say("EHLO c\r\n");
        Assert.Equal("553 5.6.7 The address needs SMTPUTF8 in the MAIL command\r\n", wire.Say(Encoding.UTF8.GetBytes("MAIL FROM:<blåbær@bær.example>\r\n")));
        Assert.Equal("250 2.1.0 Sender ok\r\n", wire.Say(Encoding.UTF8.GetBytes("MAIL FROM:<blåbær@bær.example> SMTPUTF8\r\n")));
        Assert.Equal("250 2.1.5 Recipient ok\r\n", wire.Say(Encoding.UTF8.GetBytes("RCPT TO:<用户@例え.example>\r\n")));
        Assert.Equal("501 5.1.3 Bad recipient address syntax\r\n", wire.Say([.. "RCPT TO:<"u8, 0xFF, 0xFE, .. "@y.example>\r\n"u8]));
        wire.Say("DATA\r\nhi\r\n.\r\n");
        Assert.Equal("blåbær@bær.example", inbox.Messages[0].Sender);
        Assert.Equal("用户@例え.example", inbox.Messages[0].Recipients[0]);
        Assert.Equal("UTF8SMTP", inbox.Messages[0].Transaction.Protocol);
    }
}
