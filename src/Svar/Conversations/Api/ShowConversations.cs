using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Data;
using Svar.Web.Api;

namespace Svar.Conversations.Api;

/// <summary>Makes of conversations what the API shows.</summary>
internal sealed class ShowConversations(IDbContextFactory<SvarDb> dbs, ConversationReader reader, MessageContents contents, TimeProvider time)
{
    public const string Path = "/api/v1/conversations";

    public static string UrlOf(string reference) => $"{Path}/{reference}";

    /// <summary>The conversation with its messages, and its version; null when the running scope sees none.</summary>
    public async Task<(ConversationJson Json, int Version)?> OneAsync(long id, CancellationToken cancel)
    {
        if (await reader.ReadAsync(id, cancel) is not { } view)
        {
            return null;
        }

        var messages = new List<MessageJson>(view.Messages.Count);
        foreach (var message in view.Messages)
        {
            messages.Add(await MessageAsync(view.Reference, message, cancel));
        }

        var conversation = view.Conversation;
        var json = new ConversationJson(
            view.Reference, view.Brand.Slug, conversation.Subject, conversation.Status.Lower(), conversation.Kind.Lower(), conversation.Priority.Lower(), conversation.Language,
            view.Tags, view.Assignee?.Email, new CustomerJson(view.Customer.Name, view.CustomerAddresses is [var first, ..] ? first : null),
            conversation.CreatedAt, conversation.LastMessageAt, Promises(view.Promises))
        {
            Messages = messages,
            Remedies = [],
        };
        return (json, conversation.Version);
    }

    /// <summary>One message of it; null when there is none.</summary>
    public async Task<MessageJson?> MessageAsync(long conversationId, long messageId, CancellationToken cancel) =>
        await reader.ReadAsync(conversationId, cancel) is { } view && view.Messages.FirstOrDefault(m => m.Message.Id == messageId) is { } message
            ? await MessageAsync(view.Reference, message, cancel)
            : null;

    public async Task<int?> VersionAsync(long id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Conversation>().Where(c => c.Id == id).Select(c => (int?)c.Version).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Whether there is such a brand, as far as the asker can tell.</summary>
    public async Task<bool> KnowsBrandAsync(Asker asker, string slug, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Brand>().Where(b => b.Slug == slug).Select(b => (long?)b.Id).FirstOrDefaultAsync(cancel) is { } brand && asker.RoleIn(brand) is not null;
    }

    /// <summary>The e-mail address of the asker's own account.</summary>
    public async Task<string?> AddressOfAsync(Asker asker, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Staff>().Where(s => s.Id == asker.StaffId).Select(s => s.Email).FirstOrDefaultAsync(cancel);
    }

    public async Task<IReadOnlyList<ConversationJson>> ManyAsync(IReadOnlyList<ConversationRow> rows, CancellationToken cancel)
    {
        var ids = rows.Select(r => r.Id).ToList();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var tags = (await db.Set<ConversationTag>().AsNoTracking().Where(t => ids.Contains(t.ConversationId)).OrderBy(t => t.Tag).ToListAsync(cancel)).ToLookup(t => t.ConversationId, t => t.Tag);
        var promises = (await db.Set<Promise>().AsNoTracking().Where(p => ids.Contains(p.ConversationId)).OrderBy(p => p.Clock).ToListAsync(cancel)).ToLookup(p => p.ConversationId);
        return [.. rows.Select(r => new ConversationJson(
            r.Reference, r.BrandSlug, r.Subject, r.Status.Lower(), r.Kind.Lower(), r.Priority.Lower(), r.Language, [.. tags[r.Id]], r.AssigneeEmail,
            new CustomerJson(r.CustomerName, r.CustomerAddress), r.CreatedAt, r.LastMessageAt, Promises(promises[r.Id])))];
    }

    private List<PromiseJson> Promises(IEnumerable<Promise> promises)
    {
        var now = time.UtcNow();
        return [.. promises.Select(p => new PromiseJson(p.Clock.Lower(), p.GoalAt, p.CeilingAt, p.DueAt, p.MetAt, p.StateAt(now).Lower()))];
    }

    private async Task<MessageJson> MessageAsync(string reference, MessageView view, CancellationToken cancel)
    {
        string FileUrl(long attachment) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{UrlOf(reference)}/attachments/{attachment}");
        var message = view.Message;
        var markup = await contents.MarkupAsync(view, FileUrl, cancel);
        return new MessageJson(
            message.Id, message.Direction.Lower(), message.Channel.Lower(), new AuthorJson(message.FromName, message.FromAddress.Length > 0 ? message.FromAddress : null), message.At,
            view.Text, markup?.Html, view.Quoted, [.. view.Attachments.Select(a => new AttachmentJson(a.Name, a.ContentType, a.Size, FileUrl(a.Id)))],
            message.MessageIdHeader.Length > 0 ? message.MessageIdHeader : null,
            message.Delivery == Delivery.None ? null : message.Delivery.Lower());
    }
}
