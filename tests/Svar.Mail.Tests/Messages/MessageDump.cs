using System.Globalization;
using System.Text;
using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Messages;

/// <summary>Everything that can be asked of a message, as one text: two readings are the same when these are.</summary>
internal static class MessageDump
{
    public static string Of(MailMessage message)
    {
        var dump = new StringBuilder();
        void Line(string name, object? value) => dump.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
        Line("id", message.MessageId);
        Line("in-reply-to", string.Join(' ', message.InReplyTo));
        Line("references", string.Join(' ', message.References));
        Line("ancestors", string.Join(' ', message.Ancestors()));
        Line("from", string.Join(", ", message.From));
        Line("sender", message.Sender);
        Line("to", string.Join(", ", message.To));
        Line("cc", string.Join(", ", message.Cc));
        Line("bcc", string.Join(", ", message.Bcc));
        Line("reply-to", string.Join(", ", message.ReplyTo));
        Line("subject", message.Subject);
        Line("date", message.Date?.ToString("O", CultureInfo.InvariantCulture));
        Line("text", message.TextPart);
        Line("html", message.HtmlPart);
        Line("whole", message.IsTextWhole);
        foreach (var attachment in message.Attachments)
        {
            Line("attachment", $"{attachment.Name}|{attachment.GivenName}|{attachment.ContentType}|{attachment.Size}|{attachment.Sha256}|{attachment.IsInline}|{attachment.ContentId}|{attachment.IsDamaged}");
        }

        foreach (var part in message.Root.SelfAndDescendants())
        {
            Line("part", $"{part.MediaType} {part.Start} {part.BodyStart} {part.End} {part.Headers.Count}");
        }

        foreach (var defect in message.Defects)
        {
            Line("defect", $"{defect.At} {defect.What}");
        }

        return dump.ToString();
    }
}
