using Microsoft.EntityFrameworkCore;
using Svar.Data;
using Svar.Mail.Html;
using Svar.Mail.Messages;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;

namespace Svar.Conversations;

/// <param name="BlockedImages">Remote images that were not loaded.</param>
internal sealed record MessageMarkup(string Html, int BlockedImages);

internal sealed record MessageFile(string Name, string ContentType, ReadOnlyMemory<byte> Bytes);

/// <summary>What a message is made of beyond its row: cleaned markup, files, and the raw mail, read from the kept bytes when asked for.</summary>
internal sealed class MessageContents(IDbContextFactory<SvarDb> dbs)
{
    /// <summary>Cleaned markup; null when the message has none, or its bytes are no longer kept. <paramref name="inlineUrl"/> gives the address of an inline file by its key.</summary>
    public async Task<MessageMarkup?> MarkupAsync(MessageView view, Func<long, string> inlineUrl, CancellationToken cancel)
    {
        var message = view.Message;
        if (message.Html is { } own)
        {
            return new MessageMarkup(own, 0);
        }

        if (!message.HasHtml || message.ContentId is not { } contentId || message.Direction != Direction.In)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.ReadContentAsync(contentId, cancel) is not { } raw || MailMessage.Parse(raw).HtmlPart is not { } html)
        {
            return null;
        }

        var inline = view.Attachments.Where(a => a.ContentIdHeader is not null).GroupBy(a => a.ContentIdHeader!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => inlineUrl(g.First().Id), StringComparer.OrdinalIgnoreCase);
        var cleaned = HtmlCleaner.Clean(html, new HtmlCleanOptions { ContentId = id => inline.GetValueOrDefault(id) });
        return new MessageMarkup(cleaned.Html, cleaned.BlockedImages);
    }

    public async Task<MessageFile?> FileAsync(long conversationId, long attachmentId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var found = await (
            from a in db.Set<MessageAttachment>().AsNoTracking().Where(a => a.Id == attachmentId)
            join m in db.Set<Message>() on a.MessageId equals m.Id
            where m.ConversationId == conversationId
            select new { Attachment = a, m.ContentId }).FirstOrDefaultAsync(cancel);
        if (found is null)
        {
            return null;
        }

        var attachment = found.Attachment;
        if (attachment.ContentId is { } own)
        {
            return await db.ReadContentAsync(own, cancel) is { } bytes ? new MessageFile(attachment.Name, attachment.ContentType, bytes) : null;
        }

        return found.ContentId is { } contentId && await db.ReadContentAsync(contentId, cancel) is { } raw
            && MailMessage.Parse(raw).Attachments.ElementAtOrDefault(attachment.Number) is { } part
            ? new MessageFile(attachment.Name, attachment.ContentType, part.Decode())
            : null;
    }

    /// <summary>The mail as it came, our own trace header first; of an answer, as it went out.</summary>
    public async Task<MessageFile?> RawAsync(long conversationId, long messageId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var message = await db.Set<Message>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == messageId && m.ConversationId == conversationId, cancel);
        if (message?.ContentId is not { } contentId || await db.ReadContentAsync(contentId, cancel) is not { } raw)
        {
            return null;
        }

        var trace = message.ReceivedMailId is { } received
            ? await db.Set<ReceivedMail>().Where(r => r.Id == received).Select(r => r.Trace).FirstOrDefaultAsync(cancel) ?? ""
            : "";
        return new MessageFile("mail.eml", "message/rfc822", (byte[])[.. System.Text.Encoding.UTF8.GetBytes(trace), .. raw]);
    }
}
