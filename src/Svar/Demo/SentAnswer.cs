namespace Svar.Demo;

/// <summary>
/// An answer as it left the shop. <paramref name="MessageId"/> and <paramref name="References"/> have their angle
/// brackets; <paramref name="References"/> are those of the answer itself, without its own id.
/// </summary>
public sealed record SentAnswer(
    string MessageId,
    string References,
    string FromName,
    string ReplyAddress,
    string Subject,
    DateTime SentAt,
    string Text)
{
    /// <summary>How an answer might have been sent; for readers of a month who send nothing.</summary>
    public static SentAnswer Imagine(AgentAnswers answer, string subject) => new(
        "<" + answer.Key + ".imagined@fjordogfell.example>",
        "",
        answer.Agent.Name + " (Fjord & Fell)",
        DemoShop.MailboxAddress,
        subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? subject : "Re: " + subject,
        answer.At,
        answer.Text);
}
