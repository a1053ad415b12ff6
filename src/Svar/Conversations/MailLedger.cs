using Microsoft.EntityFrameworkCore;
using Svar.Data;
using Svar.Mailboxes.Receiving;

namespace Svar.Conversations;

/// <summary>What became of the mail that came in: <c>Received = TakenIn + SetAside + Pending</c>, and <c>TakenIn</c> is the sum of the last six.</summary>
/// <param name="Received">Rows of the ledger: taken in, set aside and pending together.</param>
/// <param name="Repeats">How often a mail came again; no row of its own.</param>
/// <param name="SetAside">Kept, and on purpose no message, or one on which Intake failed.</param>
/// <param name="OnServerOnly">What lies on a mail server and not here; null while no server is asked.</param>
/// <param name="Answered">Messages of customers that an answer followed which did not come back.</param>
/// <param name="Waiting">Messages of customers without an answer, in conversations that are not closed.</param>
/// <param name="NeverAnswered">The same in conversations that are: resolved, or spam.</param>
/// <param name="AutomaticReplies">Out-of-office and the like: shown in their conversation, and nobody waits for an answer.</param>
/// <param name="Reports">Bounces and delays: told at the answer of ours that they are about, and no message of their own.</param>
/// <param name="Copies">The same mail to another mailbox of the brand; its message is counted above.</param>
internal sealed record LedgerReading(
    long Received, long TakenIn, long Repeats, IReadOnlyList<SetAsideMail> SetAside, long Pending, long? OnServerOnly,
    long Answered, long Waiting, long NeverAnswered, long AutomaticReplies, long Reports, long Copies);

internal sealed record SetAsideMail(long Id, string Reason);

/// <summary>
/// Reads the ledger: each mail that was received is taken in, set aside with a reason, or pending; each that was taken in is a message of a
/// customer (answered, waiting, or closed without an answer), or of those that nobody needs to answer (automatic replies, reports, copies).
/// </summary>
internal sealed class MailLedger(IDbContextFactory<SvarDb> dbs)
{
    public async Task<LedgerReading> ReadAsync(CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        await using var transaction = await db.BeginSnapshotAsync(cancel);
        var received = db.Set<ReceivedMail>().Where(m => !m.IsTest);
        var states = await received.GroupBy(m => m.State)
            .Select(g => new { State = g.Key, Count = g.LongCount(), Repeats = g.Sum(m => (long)m.Repeats) }).ToListAsync(cancel);
        long Count(ReceivedState state) => states.Where(s => s.State == state).Sum(s => s.Count);

        var setAside = await received.Where(m => m.State >= ReceivedState.SetAside).OrderBy(m => m.Id)
            .Select(m => new SetAsideMail(m.Id, m.Reason ?? "")).ToListAsync(cancel);

        var messages = from r in received
                       where r.State == ReceivedState.TakenIn
                       join m in db.Set<Message>() on r.Id equals m.ReceivedMailId
                       join c in db.Set<Conversation>() on m.ConversationId equals c.Id
                       select new
                       {
                           m.IsAutomatic,
                           IsClosed = c.Status == ConversationStatus.Resolved || c.Status == ConversationStatus.Spam,
                           IsAnswered = db.Set<ConversationEvent>().Any(e =>
                               e.ConversationId == m.ConversationId && e.Kind == EventKind.Answered && db.Set<Message>().Any(a => a.Id == e.MessageId && a.At >= m.At)
                               && !db.Set<ConversationEvent>().Any(f => f.ConversationId == e.ConversationId && f.Kind == EventKind.AnswerFailed && f.MessageId == e.MessageId)),
                       };
        var kinds = await messages.GroupBy(m => new { m.IsAutomatic, m.IsClosed, m.IsAnswered }).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancel);
        long Customers(bool isAnswered, bool isClosed) => kinds.Where(k => !k.Key.IsAutomatic && k.Key.IsAnswered == isAnswered && k.Key.IsClosed == isClosed).Sum(k => k.Count);

        // What became no message of its own is a report, or a copy of one that did.
        var copies = await received.LongCountAsync(m => m.State == ReceivedState.TakenIn && m.Outcome == ReceivedMail.SameMail, cancel);
        return new LedgerReading(
            states.Sum(s => s.Count),
            Count(ReceivedState.TakenIn),
            states.Sum(s => s.Repeats),
            setAside,
            Count(ReceivedState.Pending),
            null,
            Customers(isAnswered: true, isClosed: false) + Customers(isAnswered: true, isClosed: true),
            Customers(isAnswered: false, isClosed: false),
            Customers(isAnswered: false, isClosed: true),
            kinds.Where(k => k.Key.IsAutomatic).Sum(k => k.Count),
            Count(ReceivedState.TakenIn) - kinds.Sum(k => k.Count) - copies,
            copies);
    }
}
