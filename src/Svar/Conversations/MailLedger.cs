using Microsoft.EntityFrameworkCore;
using Svar.Data;
using Svar.Mailboxes.Receiving;

namespace Svar.Conversations;

/// <summary>What became of the mail that came in.</summary>
/// <param name="Received">Rows of the ledger: taken in, set aside and pending together.</param>
/// <param name="Repeats">How often a mail came again; no row of its own.</param>
/// <param name="SetAside">Kept, and on purpose no message, or one on which Intake failed.</param>
/// <param name="OnServerOnly">What lies on a mail server and not here; null while no server is asked.</param>
/// <param name="Answered">Messages of customers that an answer followed which did not come back.</param>
/// <param name="Waiting">Messages of customers without an answer, in conversations that are not closed.</param>
/// <param name="NeverAnswered">The same in conversations that are: resolved, or spam.</param>
internal sealed record LedgerReading(
    long Received, long TakenIn, long Repeats, IReadOnlyList<SetAsideMail> SetAside, long Pending, long? OnServerOnly, long Answered, long Waiting, long NeverAnswered);

internal sealed record SetAsideMail(long Id, string Reason);

/// <summary>
/// Reads the ledger: each mail that was received is taken in, set aside with a reason, or pending; each message of a
/// customer is answered, waiting, or closed without an answer. What nobody needs to answer (bounces, automatic
/// replies) is taken in and in none of the three.
/// </summary>
internal sealed class MailLedger(IDbContextFactory<SvarDb> dbs)
{
    public async Task<LedgerReading> ReadAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginSnapshotAsync(cancel);
        var states = await db.Set<ReceivedMail>().Where(m => !m.IsTest).GroupBy(m => m.State)
            .Select(g => new { State = g.Key, Count = g.LongCount(), Repeats = g.Sum(m => (long)m.Repeats) }).ToListAsync(cancel);
        long Count(ReceivedState state) => states.Where(s => s.State == state).Sum(s => s.Count);

        var setAside = await db.Set<ReceivedMail>().Where(m => !m.IsTest && m.State >= ReceivedState.SetAside).OrderBy(m => m.Id)
            .Select(m => new SetAsideMail(m.Id, m.Reason ?? "")).ToListAsync(cancel);

        var fromCustomers = from m in db.Set<Message>()
                            where m.ReceivedMailId != null && m.Direction == Direction.In && !m.IsAutomatic
                            join c in db.Set<Conversation>() on m.ConversationId equals c.Id
                            where !c.IsTest
                            select new
                            {
                                IsClosed = c.Status == ConversationStatus.Resolved || c.Status == ConversationStatus.Spam,
                                IsAnswered = db.Set<ConversationEvent>().Any(e =>
                                    e.ConversationId == m.ConversationId && e.Kind == EventKind.Answered && db.Set<Message>().Any(a => a.Id == e.MessageId && a.At >= m.At)
                                    && !db.Set<ConversationEvent>().Any(f => f.ConversationId == e.ConversationId && f.Kind == EventKind.AnswerFailed && f.MessageId == e.MessageId)),
                            };
        var answers = await fromCustomers.GroupBy(m => new { m.IsClosed, m.IsAnswered }).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancel);
        return new LedgerReading(
            states.Sum(s => s.Count),
            Count(ReceivedState.TakenIn),
            states.Sum(s => s.Repeats),
            setAside,
            Count(ReceivedState.Pending),
            null,
            answers.Where(a => a.Key.IsAnswered).Sum(a => a.Count),
            answers.Where(a => a.Key is { IsAnswered: false, IsClosed: false }).Sum(a => a.Count),
            answers.Where(a => a.Key is { IsAnswered: false, IsClosed: true }).Sum(a => a.Count));
    }
}
