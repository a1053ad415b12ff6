using Microsoft.EntityFrameworkCore;
using Svar.Cluster;
using Svar.Data;

namespace Svar.Conversations;

/// <summary>How many conversations want an answer, and how many are past their promise.</summary>
internal sealed class ConversationFigures(SvarDatabase database, TimeProvider time) : IFigures
{
    /// <summary>Conversations in which the customer never answers again heap up over the years; their count may take this share of the time.</summary>
    private const int OneIn = 1000;

    private (long At, TimeSpan Took, long Count)? _waiting;

    public async Task<IReadOnlyList<Figure>> ReadAsync(CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var now = time.UtcNow();
        var all = db.Set<Conversation>().IgnoreQueryFilters([SvarDb.BrandFilter]);

        // By status and due time, in two: of the one condition for both no engine makes two ranges of the index.
        var overdue = await all.LongCountAsync(c => c.Status == ConversationStatus.Open && c.NextDueAt < now, cancel)
            + await all.LongCountAsync(c => c.Status == ConversationStatus.Waiting && c.NextDueAt < now, cancel);
        return
        [
            new("svar_conversations_open", "Conversations in which it is our turn.", await all.LongCountAsync(c => c.Status == ConversationStatus.Open, cancel)),
            new("svar_conversations_waiting", "Conversations in which it is the customer's turn; counted the more seldom the longer it takes.", await WaitingAsync(all, cancel)),
            new("svar_conversations_overdue", "Conversations past the time that was promised.", overdue),
        ];
    }

    private async Task<long> WaitingAsync(IQueryable<Conversation> all, CancellationToken cancel)
    {
        if (_waiting is { } held && time.GetElapsedTime(held.At) < held.Took * OneIn)
        {
            return held.Count;
        }

        var from = time.GetTimestamp();
        var count = await all.LongCountAsync(c => c.Status == ConversationStatus.Waiting, cancel);
        _waiting = (from, time.GetElapsedTime(from), count);
        return count;
    }
}
