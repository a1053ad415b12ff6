using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Data;

namespace Svar.Desk.Threads;

internal static class BrandOfConversation
{
    /// <summary>The brand in which the asker's role is asked for.</summary>
    public static async Task<long> BrandOfAsync(this IDbContextFactory<SvarDb> dbs, long conversationId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Conversation>().Where(c => c.Id == conversationId).Select(c => c.BrandId).FirstAsync(cancel);
    }
}
