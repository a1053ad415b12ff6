using Microsoft.EntityFrameworkCore;
using Svar.Brands;
using Svar.Conversations;
using Svar.Data;
using Svar.Mailboxes.Receiving;
using Svar.Mailboxes.Sending;

namespace Svar.Letters;

/// <summary>What has become of a letter that was sent by a page.</summary>
/// <param name="Number">The whole reference, <c>FF-1042</c>.</param>
/// <param name="DueAt">By when its writer has been promised an answer; null when no clock runs.</param>
/// <param name="HasReceipt">A receipt goes to the writer by mail. It does not when the same address had several within the hour, or is one that nobody reads.</param>
internal sealed record SentLetter(string Number, DateTime? DueAt, bool HasReceipt);

/// <summary>Finds letters again by their row of the ledger.</summary>
internal sealed class SentLetters(SvarDatabase database)
{
    /// <summary>Null as long as the letter is in no conversation.</summary>
    public async Task<SentLetter?> FindAsync(long brandId, long receivedMailId, CancellationToken cancel)
    {
        using var brand = BrandScope.Use(BrandScope.Of(brandId));
        await using var db = database.CreateDbContext();
        var conversationId = await db.Set<ReceivedMail>().Where(m => m.Id == receivedMailId).Select(m => m.ConversationId).FirstOrDefaultAsync(cancel);
        if (conversationId is null)
        {
            return null;
        }

        var found = await db.Set<Conversation>().Where(c => c.Id == conversationId)
            .Join(db.Set<Brand>(), c => c.BrandId, b => b.Id, (c, b) => new
            {
                b.NumberPrefix,
                c.Number,
                c.NextDueAt,
                HasReceipt = db.Set<OutgoingMail>().Any(o => o.ConversationId == c.Id && o.Kind == OutgoingKind.Receipt),
            })
            .FirstOrDefaultAsync(cancel);
        return found is null
            ? null
            : new SentLetter(Conversation.Reference(found.NumberPrefix, found.Number), found.NextDueAt < Conversation.NothingDue ? found.NextDueAt : null, found.HasReceipt);
    }
}
