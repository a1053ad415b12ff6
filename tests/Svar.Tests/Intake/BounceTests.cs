using Svar.Conversations;
using Svar.Data;
using Svar.Mailboxes.Receiving;
using Svar.ServiceLevels;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Intake;

/// <summary>Mail systems that tell what became of our mail.</summary>
public class BounceTests
{
    [Theory, BothEngines]
    internal async Task A_bounce_marks_the_answer_and_opens_its_clock_again(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(Letter.FromKari());
        var due = (await house.ConversationAsync(first.ConversationId)).Conversation.NextDueAt;
        var sent = await house.AnswerAsync(first.ConversationId!.Value, then: AfterAnswer.Resolve);
        Assert.NotNull(Clock(await house.ConversationAsync(first.ConversationId), ClockKind.First).MetAt);

        house.Wait(TimeSpan.FromMinutes(3));
        var row = await house.DeliverAsync(Report(sent, "failed", "5.1.1", "smtp; 550 5.1.1 No such user"), sent.EnvelopeFrom, "");
        Assert.Equal((ReceivedState.TakenIn, "bounce", first.ConversationId), (row.State, row.Outcome, row.ConversationId));
        var view = await house.ConversationAsync(first.ConversationId);
        var answer = view.Messages[^1].Message;
        Assert.Equal(Delivery.Bounced, answer.Delivery);
        Assert.Contains("5.1.1", answer.DeliveryAnswer, StringComparison.Ordinal);
        Assert.Equal((ConversationStatus.Open, due), (view.Conversation.Status, view.Conversation.NextDueAt));
        Assert.Null(Clock(view, ClockKind.First).MetAt);
        Assert.Null(Clock(view, ClockKind.Resolution).MetAt);
        Assert.Contains(view.Events, e => e.Kind == EventKind.AnswerFailed);
    }

    [Theory, BothEngines]
    internal async Task A_delay_is_told_and_changes_nothing(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(Letter.FromKari());
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        var row = await house.DeliverAsync(Report(sent, "delayed", "4.4.1", "smtp; connection timed out"), sent.EnvelopeFrom, "");
        Assert.Equal("delay", row.Outcome);
        var view = await house.ConversationAsync(first.ConversationId);
        Assert.Equal((Delivery.Sent, ConversationStatus.Waiting), (view.Messages[^1].Message.Delivery, view.Conversation.Status));
        Assert.Contains("4.4.1", view.Messages[^1].Message.DeliveryAnswer, StringComparison.Ordinal);
        Assert.NotNull(Clock(view, ClockKind.First).MetAt);
    }

    [Theory, BothEngines]
    internal async Task A_delivery_receipt_leaves_the_answer_as_it_is(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(Letter.FromKari());
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        foreach (var (action, status) in ((string, string)[])[("relayed", "2.0.0"), ("delivered", "2.1.5"), ("expanded", "2.0.0")])
        {
            var row = await house.DeliverAsync(Report(sent, action, status, "smtp; 250 2.0.0 Ok"), sent.EnvelopeFrom, "");
            Assert.Equal((ReceivedState.SetAside, "read-receipt"), (row.State, row.Outcome));
        }

        var view = await house.ConversationAsync(first.ConversationId);
        Assert.Equal((Delivery.Sent, ConversationStatus.Waiting), (view.Messages[^1].Message.Delivery, view.Conversation.Status));
        Assert.NotNull(Clock(view, ClockKind.First).MetAt);
    }

    [Theory, BothEngines]
    internal async Task A_bounce_that_does_not_name_our_mail_finds_it_by_the_address_it_came_to(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(Letter.FromKari());
        var sent = await house.AnswerAsync(first.ConversationId!.Value);
        var row = await house.DeliverAsync(
            """
            From: MAILER-DAEMON@example.no (Mail Delivery System)
            To: whoever@example
            Subject: Undelivered Mail Returned to Sender
            Auto-Submitted: auto-replied

            I'm sorry to have to inform you that your message could not
            be delivered to one or more recipients.

            <kari@example.no>: host mx.example.no said: 550 5.1.1 User unknown
            """,
            sent.EnvelopeFrom, "");
        Assert.Equal("bounce", row.Outcome);
        Assert.Equal(Delivery.Bounced, (await house.ConversationAsync(first.ConversationId)).Messages[^1].Message.Delivery);
    }

    [Theory, BothEngines]
    internal async Task A_bounce_of_the_receipt_is_told_and_meets_or_opens_no_clock(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.DeliverAsync(Letter.FromKari());
        await house.SendAsync();
        var before = (await house.ConversationAsync(first.ConversationId)).Conversation.NextDueAt;
        var row = await house.DeliverAsync(Report(house.Post.Letters[^1], "failed", "5.1.1", "smtp; 550 no"), MailHouse.Address, "");
        Assert.Equal(first.ConversationId, row.ConversationId);
        var view = await house.ConversationAsync(first.ConversationId);
        Assert.Equal(before, view.Conversation.NextDueAt);
        Assert.Contains(view.Events, e => e.Kind == EventKind.AutomaticMailCame && e.Detail!.Contains("5.1.1", StringComparison.Ordinal));
    }

    [Theory, BothEngines]
    internal async Task A_bounce_of_a_mail_that_is_not_ours_is_set_aside(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var row = await house.DeliverAsync(Report("spam-in-our-name@elsewhere.example", "stranger@example.com", "failed", "5.1.1", "smtp; 550 no"), envelopeFrom: "");
        Assert.Equal((ReceivedState.SetAside, "bounce"), (row.State, row.Outcome));
        Assert.Equal(0, await house.SendAsync());
    }

    private static Promise Clock(ConversationView view, ClockKind kind) => view.Promises.Single(p => p.Clock == kind);

    private static string Report(CaughtLetter sent, string action, string status, string diagnostic) => Report(sent.Read().MessageId!, sent.EnvelopeTo[0], action, status, diagnostic);

    private static string Report(string messageId, string recipient, string action, string status, string diagnostic) =>
        $"""
        From: Mail Delivery System <MAILER-DAEMON@mx.example.no>
        To: postmaster@fjordogfell.example
        Subject: Delivery Status Notification
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain; charset=us-ascii

        This is the mail system at host mx.example.no.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.no

        Final-Recipient: rfc822; {recipient}
        Action: {action}
        Status: {status}
        Diagnostic-Code: {diagnostic}

        --b
        Content-Type: message/rfc822

        Message-ID: <{messageId}>
        Subject: Re: Teltet lekker

        Hei
        --b--
        """;
}
