using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Customers;
using Svar.Data;
using Svar.Mailboxes;

namespace Svar.Conversations;

/// <summary>A conversation with all that is shown of it.</summary>
internal sealed record ConversationView(
    Conversation Conversation,
    string Reference,
    Brand Brand,
    Mailbox Mailbox,
    Customer Customer,
    IReadOnlyList<string> CustomerAddresses,
    Staff? Assignee,
    IReadOnlyList<string> Tags,
    IReadOnlyList<Promise> Promises,
    IReadOnlyList<MessageView> Messages,
    IReadOnlyList<ConversationEvent> Events);

internal sealed record MessageView(Message Message, IReadOnlyList<MessageAttachment> Attachments)
{
    /// <summary>All but the history.</summary>
    public string Text => Message.Parts.Length == 0
        ? Message.Text
        : string.Concat(MessageParts.Read(Message.Text, Message.Parts).Where(p => p.Kind != 'q').Select(p => p.Text)).Trim();

    public string Quoted => MessageParts.Quoted(Message.Text, Message.Parts);
}

/// <summary>Reads one conversation that the running scope sees.</summary>
internal sealed class ConversationReader(IDbContextFactory<SvarDb> dbs)
{
    /// <summary>The key of <c>FF-1042</c>; null when there is none that the running scope sees.</summary>
    public async Task<long?> FindAsync(string reference, CancellationToken cancel)
    {
        var dash = reference.LastIndexOf('-');
        if (dash <= 0 || !long.TryParse(reference.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var prefix = reference[..dash].ToUpperInvariant();
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Conversation>()
            .Where(c => c.Number == number && db.Set<Brand>().Any(b => b.Id == c.BrandId && b.NumberPrefix == prefix))
            .Select(c => (long?)c.Id).FirstOrDefaultAsync(cancel);
    }

    public async Task<ConversationView?> ReadAsync(long conversationId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var head = await (
            from c in db.Set<Conversation>().AsNoTracking().Where(c => c.Id == conversationId)
            join customer in db.Set<Customer>() on c.CustomerId equals customer.Id
            join brand in db.Set<Brand>() on c.BrandId equals brand.Id
            join mailbox in db.Set<Mailbox>() on c.MailboxId equals mailbox.Id
            join staff in db.Set<Staff>() on c.AssigneeId equals staff.Id into assignees
            from assignee in assignees.DefaultIfEmpty()
            select new { Conversation = c, Customer = customer, Brand = brand, Mailbox = mailbox, Assignee = assignee }).FirstOrDefaultAsync(cancel);
        if (head is null)
        {
            return null;
        }

        var messages = await db.Set<Message>().AsNoTracking().Where(m => m.ConversationId == conversationId).OrderBy(m => m.At).ThenBy(m => m.Id).ToListAsync(cancel);
        var attachments = (await db.Set<MessageAttachment>().AsNoTracking()
            .Where(a => db.Set<Message>().Any(m => m.Id == a.MessageId && m.ConversationId == conversationId)).OrderBy(a => a.Number).ToListAsync(cancel)).ToLookup(a => a.MessageId);
        return new ConversationView(
            head.Conversation,
            Conversation.Reference(head.Brand.NumberPrefix, head.Conversation.Number),
            head.Brand,
            head.Mailbox,
            head.Customer,
            await db.Set<CustomerAddress>().Where(a => a.CustomerId == head.Customer.Id).OrderBy(a => a.Id).Select(a => a.Address).ToListAsync(cancel),
            head.Assignee,
            await db.Set<ConversationTag>().Where(t => t.ConversationId == conversationId).OrderBy(t => t.Tag).Select(t => t.Tag).ToListAsync(cancel),
            await db.Set<Promise>().AsNoTracking().Where(p => p.ConversationId == conversationId).OrderBy(p => p.Clock).ToListAsync(cancel),
            [.. messages.Select(m => new MessageView(m, [.. attachments[m.Id]]))],
            await db.Set<ConversationEvent>().AsNoTracking().Where(e => e.ConversationId == conversationId).OrderBy(e => e.Id).ToListAsync(cancel));
    }
}
