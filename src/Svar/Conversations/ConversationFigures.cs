using Microsoft.EntityFrameworkCore;
using Svar.Cluster;
using Svar.Data;

namespace Svar.Conversations;

/// <summary>How many conversations want an answer, and how many are past their promise.</summary>
internal sealed class ConversationFigures(SvarDatabase database, TimeProvider time) : IFigures
{
    public async Task<IReadOnlyList<Figure>> ReadAsync(CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var now = time.UtcNow();
        var all = db.Set<Conversation>().IgnoreQueryFilters([SvarDb.BrandFilter]);
        return
        [
            new("svar_conversations_open", "Conversations in which it is our turn.", await all.LongCountAsync(c => c.Status == ConversationStatus.Open, cancel)),
            new("svar_conversations_waiting", "Conversations in which it is the customer's turn.", await all.LongCountAsync(c => c.Status == ConversationStatus.Waiting, cancel)),
            new("svar_conversations_overdue", "Conversations past the time that was promised.", await all.LongCountAsync(c => (c.Status == ConversationStatus.Open || c.Status == ConversationStatus.Waiting) && c.NextDueAt < now, cancel)),
        ];
    }
}
