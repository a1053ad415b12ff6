using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Data;
using Svar.Mail.Html;
using Svar.Mail.Messages;
using Svar.Mail.Replies;
using Svar.Mailboxes.Contents;

namespace Svar.Desk.Threads;

/// <param name="Reply">Cleaned markup of the new words.</param>
/// <param name="Quoted">Cleaned markup of the history; empty when there is none.</param>
/// <param name="IsHistoryNew">The conversation begins with this mail: its history stands nowhere else.</param>
internal sealed record MailMarkup(string Reply, string Quoted, bool IsHistoryNew);

/// <summary>The cleaned markup of a mail that came in, its history apart.</summary>
internal sealed class MailFrames(IDbContextFactory<SvarDb> dbs, InlineFiles inline)
{
    /// <summary>Null when there is no such message, or none with markup, or its bytes are no longer kept.</summary>
    /// <param name="withPictures">Pictures from elsewhere are loaded from there, by https only: whoever watches the line learns no more than that.</param>
    public async Task<MailMarkup?> ReadAsync(long conversationId, long messageId, bool withPictures, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var message = await db.Set<Message>().AsNoTracking()
            .FirstOrDefaultAsync(m => m.Id == messageId && m.ConversationId == conversationId && m.HasHtml && m.Direction == Direction.In, cancel);
        if (message?.ContentId is not { } contentId || await db.ReadContentAsync(contentId, cancel) is not { } raw || MailMessage.Parse(raw).HtmlPart is not { } html)
        {
            return null;
        }

        var files = (await db.Set<MessageAttachment>().Where(a => a.MessageId == messageId && a.ContentIdHeader != null).OrderBy(a => a.Number).ToListAsync(cancel))
            .GroupBy(a => a.ContentIdHeader!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => inline.UrlOf(conversationId, g.First().Id), StringComparer.OrdinalIgnoreCase);
        var options = new HtmlCleanOptions { ContentId = id => files.GetValueOrDefault(id), RemoteImage = withPictures ? Encrypted : null };
        var parts = ReplyHtml.Split(html);
        var isFirst = !await db.Set<Message>().AnyAsync(m => m.ConversationId == conversationId && m.Id != messageId && (m.At < message.At || (m.At == message.At && m.Id < messageId)), cancel);
        return new MailMarkup(HtmlCleaner.Clean(parts.Reply, options).Html, parts.Quoted.Length == 0 ? "" : HtmlCleaner.Clean(parts.Quoted, options).Html, isFirst);
    }

    private static string Encrypted(string address) =>
        address.StartsWith("http:", StringComparison.OrdinalIgnoreCase) ? "https:" + address["http:".Length..] : address;
}
