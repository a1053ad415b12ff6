using System.Text;
using System.Text.RegularExpressions;
using Svar.Mail.Addresses;
using Svar.Mail.Messages;

namespace Svar.Conversations.Answers;

/// <summary>
/// The automatic receipt: reference and promised time. It says that it is automatic, answers nothing and meets no
/// clock.
/// </summary>
internal static partial class ReceiptMail
{
    /// <summary>What goes into our words in a stranger's name is a name, and no address or message to somebody else.</summary>
    [GeneratedRegex(@"^[\p{L}\p{M}'’-]{1,40}$")]
    private static partial Regex Name { get; }

    private static bool IsName(string word) => Name.IsMatch(word);

    /// <param name="customerName">Empty when it is not known.</param>
    /// <param name="promisedAt">'i dag kl. 14.10'; null when nothing is promised.</param>
    public static (string Subject, byte[] Bytes) Compose(
        ThreadMail thread, MailAddress to, string customerName, string language, string? promisedAt, string? inReplyTo, string messageId, DateTime now)
    {
        string T(string name, params object[] values) => ConversationsTexts.In(language, name, values);
        var text = new StringBuilder();
        var firstName = customerName.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault("");
        text.Append(IsName(firstName) ? T("ReceiptGreeting", firstName) : T("ReceiptGreetingNoName")).Append("\n\n");
        text.Append(T("ReceiptThanks", thread.Reference)).Append('\n');
        if (promisedAt is not null)
        {
            text.Append(T("ReceiptPromise", promisedAt)).Append('\n');
        }

        text.Append('\n').Append(T("ReceiptMore")).Append('\n');
        if (thread.Brand.Phones.OrderBy(p => p.Order).FirstOrDefault() is { } phone)
        {
            text.Append(T("ReceiptPhone", phone.Shown)).Append('\n');
        }

        text.Append('\n').Append(T("ReceiptClosing")).Append('\n').Append(thread.Mailbox.DisplayName).Append("\n\n").Append(T("ReceiptAutomatic")).Append('\n');
        var subject = T("ReceiptSubject", thread.Reference);
        var bytes = new MailComposer
        {
            From = [thread.From(null)],
            To = [to],
            ReplyTo = [new MailAddress(thread.Mailbox.DisplayName, thread.ReplyAddress)],
            Subject = subject,
            Date = thread.LocalTime(now),
            MessageId = messageId,
            InReplyTo = inReplyTo,
            References = inReplyTo is null ? [] : [inReplyTo],
            AutoSubmitted = "auto-replied",
            Headers = [new("X-Auto-Response-Suppress", "All"), new("Precedence", "auto_reply")],
            Text = text.ToString(),
        }.ToBytes();
        return (subject, bytes);
    }
}
