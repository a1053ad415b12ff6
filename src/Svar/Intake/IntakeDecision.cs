using System.Globalization;
using Svar.Mailboxes.Receiving;

namespace Svar.Intake;

/// <summary>What an arrived mail is, and where it goes.</summary>
internal abstract record IntakeDecision
{
    /// <summary>RFC 5321 §6.3: a limit for Received lines, normally at least 100; a mail with more goes in a circle.</summary>
    public const int MostHops = 100;

    private IntakeDecision()
    {
    }

    /// <summary>The name in the ledger.</summary>
    public abstract string Name { get; }

    public sealed record NewConversation : IntakeDecision
    {
        public override string Name => "new";
    }

    public sealed record ReplyTo(long ConversationId, string By) : IntakeDecision
    {
        public override string Name => "reply";
    }

    /// <summary>An automatic answer: shown in the conversation, heard by no clock.</summary>
    public sealed record AutoReplyTo(long ConversationId) : IntakeDecision
    {
        public override string Name => "auto-reply";
    }

    /// <summary>A mail of ours came back, or is late.</summary>
    public sealed record ReportOn(KnownOutgoing Sent, bool IsFinal) : IntakeDecision
    {
        public override string Name => IsFinal ? "bounce" : "delay";
    }

    /// <summary>It has been taken in by another mailbox of the brand.</summary>
    public sealed record SameMail(long ConversationId) : IntakeDecision
    {
        public override string Name => ReceivedMail.SameMail;
    }

    /// <summary>Kept, and no conversation: the ledger shows it with the reason, and staff can make it one.</summary>
    public sealed record SetAside(string Kind, string Why) : IntakeDecision
    {
        public override string Name => Kind;
    }

    /// <summary>
    /// Pure. A mail joins a conversation by the id of a mail that we sent, which only its recipients know; by the id
    /// of a mail that was sent to us, if its author takes part there (ids are repeated and guessed); by the token of
    /// the reply address; by the number, if its author is that customer; or because the conversation was opened by an
    /// answer to it. Never by the number or a foreign id alone.
    /// </summary>
    public static IntakeDecision Of(ArrivedMail mail, IntakeFacts facts)
    {
        if (facts.SameMailIn is { } same)
        {
            return new SameMail(same);
        }

        if (mail.Hops > MostHops)
        {
            return new SetAside("loop", string.Create(CultureInfo.InvariantCulture, $"It went through {mail.Hops} servers: it goes in a circle."));
        }

        if (mail.Nature is MailNature.Bounce or MailNature.Delay)
        {
            return facts.Reported is { } sent
                ? new ReportOn(sent, mail.Nature == MailNature.Bounce)
                : new SetAside("bounce", "It reports on a mail that is not ours, or does not say on which.");
        }

        if (facts.HasOurOwnId)
        {
            return new SetAside("loop", "It is a mail of ours that came back to us.");
        }

        if (mail.IsFromOurselves)
        {
            return new SetAside("loop", "It says that it comes from one of our own addresses.");
        }

        var parent = Parent(mail, facts);
        return mail.Nature switch
        {
            MailNature.AutoReply when parent is { } to => new AutoReplyTo(to.Conversation.Id),
            MailNature.AutoReply => new SetAside("auto-reply", "It is an automatic answer, and to none of our mails."),
            MailNature.ReadReceipt => new SetAside("read-receipt", "It says that a mail was delivered or opened."),
            MailNature.FeedbackReport => new SetAside("feedback-report", "It is a report by a mail system."),
            MailNature.Bulk when parent is null => new SetAside("bulk", "It is a newsletter or another mail sent to many."),
            _ when parent is { } to => new ReplyTo(to.Conversation.Id, to.By),
            _ => new NewConversation(),
        };
    }

    private static (KnownConversation Conversation, string By)? Parent(ArrivedMail mail, IntakeFacts facts)
    {
        if (facts.AnswersOurs is { } ours)
        {
            return (ours, "our message id");
        }

        if (facts.AnswersTheirs.Where(c => c.Participants.Contains(mail.Author)).Take(2).ToList() is [var theirs])
        {
            return (theirs, "their message id");
        }

        if (facts.ByToken is { } token)
        {
            return (token, "reply address");
        }

        if (facts.ByNumber.Where(c => c.CustomerAddresses.Contains(mail.Author)).Take(2).ToList() is [var number])
        {
            return (number, "number and sender");
        }

        return facts.AwaitedBy.Where(c => c.Participants.Contains(mail.Author) || mail.Addressed.Any(c.Participants.Contains)).Take(2).ToList() is [var awaited]
            ? (awaited, "late ancestor")
            : null;
    }
}
