namespace Svar.Mail.Smtp;

/// <summary>Who sends and who receives, apart from what the message's header says.</summary>
/// <param name="Sender">As <c>local@domain</c>; empty for a message that must not bounce (RFC 5321 §4.5.5).</param>
/// <param name="Recipients">At least one.</param>
public sealed record SmtpEnvelope(string Sender, IReadOnlyList<string> Recipients)
{
    public SmtpEnvelope(string sender, params string[] recipients)
        : this(sender, (IReadOnlyList<string>)recipients)
    {
    }
}

/// <summary>What the server said of one recipient: of RCPT when it refused there, else of the message.</summary>
public sealed record SmtpRecipientResult(string Recipient, SmtpReply Reply)
{
    public bool IsAccepted => Reply.IsPositive;
}

/// <summary>A message that the server took, for at least one recipient.</summary>
/// <param name="Reply">To the message; often holds the id under which the server queued it.</param>
/// <param name="Recipients">In the order of the envelope; refused ones were left out of the delivery.</param>
public sealed record SmtpSendResult(SmtpReply Reply, IReadOnlyList<SmtpRecipientResult> Recipients)
{
    public bool IsAcceptedForAll => Recipients.All(r => r.IsAccepted);
}
