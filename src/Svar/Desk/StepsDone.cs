using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Svar.Conversations;
using Svar.Data;
using Svar.Desk.Queues;

namespace Svar.Desk;

/// <summary>What was just done, from the address of the page that follows it: <c>?done=status.resolved</c>, and <c>&amp;on=FF-1042</c> when it was done from the list.</summary>
internal sealed class StepsDone(IDbContextFactory<SvarDb> dbs, ConversationReader conversations, TimeProvider time, IStringLocalizer<DeskTexts> texts)
{
    /// <summary>Null when nothing was done, or what the desk has no words for.</summary>
    /// <param name="number">The conversation that the page shows.</param>
    public async Task<Said?> ReadAsync(string? done, string? on, string? number, long me, CancellationToken cancel)
    {
        if (done is null || texts["Done." + done] is not { ResourceNotFound: false } text || (on ?? number) is not { } at || await conversations.FindAsync(at, cancel) is not { } id)
        {
            return null;
        }

        at = at.ToUpperInvariant();
        var said = new Said(on is null ? text : texts["Done.On", at, text], IsSent: done is "sent" or "sent.resolve", IsElsewhere: on is not null);
        if (!done.StartsWith("status.", StringComparison.Ordinal))
        {
            return said;
        }

        await using var db = await dbs.CreateDbContextAsync(cancel);
        var events = await db.Set<ConversationEvent>().AsNoTracking().Where(e => e.ConversationId == id).ToListAsync(cancel);
        return UndoStatus.LastStep(events, me, time.UtcNow()) is { } step
            ? said with { UndoUrl = ListAddress.ConversationPath(at) + FormattableString.Invariant($"/steps/{step.Id}/undo") }
            : said;
    }
}
