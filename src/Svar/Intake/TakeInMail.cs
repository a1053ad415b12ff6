using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Svar.Cluster;
using Svar.Conversations;
using Svar.Data;
using Svar.Intake.Reading;
using Svar.Intake.Threading;
using Svar.Mailboxes;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;
using Svar.ServiceLevels;

namespace Svar.Intake;

/// <summary>
/// Takes the rows of the ledger that wait, in order of arrival, and makes conversations of them. A batch is one save;
/// when it fails, its mails are tried one by one, and one that fails alone becomes a visible conversation with the raw
/// mail attached, or stays on its row with the reason. Nothing is dropped.
/// </summary>
internal sealed class TakeInMail(
    SvarDatabase database, BrandFactsDirectory brands, ServiceLevelDirectory levels, PlaceMail place, MailCounts counts, Nudges nudges, TimeProvider time, ILogger<TakeInMail> log) : IDuty
{
    public const int MostTogether = 128;
    private const long MostBytesTogether = 32L * 1024 * 1024;
    private static readonly TimeSpan _lookAgainAfter = TimeSpan.FromSeconds(5);

    /// <summary>While mails come one after the other, those of so long share a save: nobody waits for it, and each save has its price.</summary>
    private static readonly TimeSpan _gatherFor = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan _forgetAfter = TimeSpan.FromHours(1);

    private DateTime _forgotAt;

    public string Name => "take in mail";

    public async Task RunAsync(DutyTerm term, CancellationToken cancel)
    {
        using var nudged = nudges.Subscribe(NudgeTopic.Received);
        while (true)
        {
            var taken = await RunOnceAsync(term, cancel);
            if (taken == 0)
            {
                await ForgetAsync(cancel);
                await nudged.WaitAsync(_lookAgainAfter, time, cancel);
                cancel.ThrowIfCancellationRequested();
            }

            if (taken < MostTogether)
            {
                await Task.Delay(_gatherFor, time, cancel);
            }
        }
    }

    /// <summary>Now and then, while nothing waits.</summary>
    private async Task ForgetAsync(CancellationToken cancel)
    {
        var now = time.UtcNow();
        if (now - _forgotAt >= _forgetAfter)
        {
            _forgotAt = now;
            await database.WriteAsync(db => PlaceMail.ForgetAwaitedAsync(db, now, cancel), cancel);
        }
    }

    /// <summary>Takes in one batch; how many mails it was.</summary>
    public async Task<int> RunOnceAsync(DutyTerm term, CancellationToken cancel)
    {
        var pending = await PendingAsync(cancel);
        if (pending.Count == 0)
        {
            return 0;
        }

        var mails = new List<ReadMail>(pending.Count);
        foreach (var one in pending)
        {
            mails.Add(await ReadAsync(one, cancel));
        }

        try
        {
            await SaveAsync(term, mails, cancel);
        }
        catch (Exception e) when (e is not (OperationCanceledException or DutyLostException) && !Writing.IsUnavailable(e))
        {
            log.LogError(e, "A batch of {Count} mails could not be taken in; they are tried one by one", mails.Count);
            foreach (var mail in mails)
            {
                await SaveAloneAsync(term, mail, cancel);
            }
        }

        return pending.Count;
    }

    private async Task<List<PendingMail>> PendingAsync(CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var rows = await db.Set<ReceivedMail>().AsNoTracking().Where(m => m.State == ReceivedState.Pending).OrderBy(m => m.Id).Take(MostTogether)
            .Join(db.Set<Content>(), m => m.ContentId, c => c.Id, (m, c) => new { Mail = m, c.Length }).OrderBy(r => r.Mail.Id).ToListAsync(cancel);
        var bytes = 0L;
        var together = rows.TakeWhile((row, number) => (bytes += row.Length) <= MostBytesTogether || number == 0).ToList();
        if (together.Count == 0)
        {
            return [];
        }

        var pieces = await db.ReadPiecesAsync([.. together.Select(r => r.Mail.ContentId).Distinct()], cancel);
        return together.ConvertAll(row =>
        {
            var mail = row.Mail;
            var raw = Raw(mail, row.Length, pieces[mail.ContentId]);
            return new PendingMail(mail.Id, mail.BrandId, mail.MailboxId, mail.ContentId, mail.Hash, mail.ReceivedAt, mail.Source, mail.EnvelopeFrom, mail.EnvelopeTo, mail.IsTest, raw ?? [], IsDamaged: raw is null)
            {
                IsWanted = mail.Outcome == ReceivedMail.AsConversation,
                ArrivedAt = mail.ArrivedAt ?? mail.ReceivedAt,
            };
        });
    }

    /// <summary>Null when what is stored cannot be put together again: one damaged mail must not hold up the others.</summary>
    private byte[]? Raw(ReceivedMail mail, long length, IEnumerable<byte[]> pieces)
    {
        try
        {
            return ContentStore.Join(length, pieces);
        }
        catch (InvalidDataException e)
        {
            log.LogError(e, "The stored bytes of mail {Id} are damaged", mail.Id);
            return null;
        }
    }

    private async Task<ReadMail> ReadAsync(PendingMail pending, CancellationToken cancel)
    {
        var brand = await brands.OfAsync(pending.BrandId, pending.MailboxId, cancel);
        try
        {
            return pending.IsDamaged ? MailReading.Unreadable(pending, brand, "its stored bytes are damaged") : MailReading.Read(pending, brand);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Mail {Id} could not be read; it becomes a conversation with the raw mail", pending.Id);
            return MailReading.Unreadable(pending, brand, e.GetType().Name);
        }
    }

    private async Task SaveAloneAsync(DutyTerm term, ReadMail mail, CancellationToken cancel)
    {
        try
        {
            await SaveAsync(term, [mail], cancel);
            return;
        }
        catch (Exception e) when (e is not (OperationCanceledException or DutyLostException) && !Writing.IsUnavailable(e))
        {
            log.LogError(e, "Mail {Id} could not be taken in as read; it becomes a conversation with the raw mail", mail.Pending.Id);
        }

        try
        {
            var brand = await brands.OfAsync(mail.Pending.BrandId, cancel);
            await SaveAsync(term, [MailReading.Unreadable(mail.Pending, brand, "saving it failed")], cancel);
        }
        catch (Exception e) when (e is not (OperationCanceledException or DutyLostException) && !Writing.IsUnavailable(e))
        {
            log.LogError(e, "Mail {Id} stays in the ledger with the reason", mail.Pending.Id);
            await database.WriteAsync(
                async db =>
                {
                    // Unless another run has taken it in meanwhile.
                    if (await db.Set<ReceivedMail>().FirstOrDefaultAsync(m => m.Id == mail.Pending.Id && m.State == ReceivedState.Pending, cancel) is { } row)
                    {
                        row.State = ReceivedState.Failed;
                        row.Reason = $"{e.GetType().Name}: {e.Message}";
                    }
                },
                cancel);
        }
    }

    private async Task SaveAsync(DutyTerm term, List<ReadMail> mails, CancellationToken cancel)
    {
        var placed = await database.WriteAsync(
            async db =>
            {
                var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
                await term.CheckAsync(transaction, cancel);
                var waiting = await StillPendingAsync(db, mails, cancel);
                if (waiting.Count == 0)
                {
                    return [];
                }

                var now = time.UtcNow();
                var facts = await FactsOfBatch.LoadAsync(db, waiting, now - WriteReceipt.Hour, cancel);
                await using var batch = new ReceiveMany(db, levels, now);
                await batch.OpenAsync(facts.Conversations, cancel);
                var results = new List<PlacedMail>(waiting.Count);
                foreach (var mail in waiting)
                {
                    var known = facts.Of(mail);
                    var decision = mail.Pending.IsWanted ? new IntakeDecision.NewConversation() : IntakeDecision.Of(mail.Arrived, known);
                    results.Add(await place.PlaceAsync(db, batch, facts, mail, decision, cancel));
                }

                await batch.SaveAsync(cancel);
                await LedgerAsync(db, results, batch.Now, cancel);
                return results;
            },
            cancel);

        var setAside = placed.Count(p => p.SetAsideBecause is not null);
        counts.AddTakenIn(placed.Count - setAside, setAside);
        foreach (var (brand, conversation) in placed.Where(p => p.ConversationId is not null).Select(p => (p.Mail.Pending.BrandId, p.ConversationId!.Value)).Distinct())
        {
            nudges.Publish(new Nudge(NudgeTopic.Conversation, brand, conversation));
        }

        if (placed.Any(p => p.HasReceipt))
        {
            nudges.Publish(new Nudge(NudgeTopic.Outbox, 0, 0));
        }
    }

    /// <summary>The rows are locked, in the order in which <see cref="ReceiveMail"/> takes those of repeats; and those that another run has taken meanwhile are left to it.</summary>
    private async Task<List<ReadMail>> StillPendingAsync(SvarDb db, List<ReadMail> mails, CancellationToken cancel)
    {
        var ids = mails.ConvertAll(m => m.Pending.Id);
        var rows = database.IsSqlite
            ? db.Set<ReceivedMail>().Where(m => ids.Contains(m.Id) && m.State == ReceivedState.Pending)
            : db.Set<ReceivedMail>().FromSql($"""SELECT * FROM "ReceivedMail" WHERE "Id" = ANY({ids}) AND "State" = 1 ORDER BY "Hash", "MailboxId", "Id" FOR UPDATE""");
        var pending = await rows.Select(m => m.Id).ToHashSetAsync(cancel);
        return mails.FindAll(m => pending.Contains(m.Pending.Id));
    }

    private static Task LedgerAsync(SvarDb db, List<PlacedMail> results, DateTime now, CancellationToken cancel) =>
        db.Database.CurrentTransaction!.GetDbTransaction().ExecuteManyAsync(
            """
            UPDATE "ReceivedMail" SET "State" = @state, "TakenInAt" = @now, "Outcome" = @outcome, "Reason" = @reason, "ConversationId" = @conversation
            WHERE "Id" = @id
            """,
            ["@state", "@now", "@outcome", "@reason", "@conversation", "@id"],
            results,
            result =>
            [
                (int)(result.SetAsideBecause is null ? ReceivedState.TakenIn : ReceivedState.SetAside),
                now, result.Outcome, result.SetAsideBecause, result.ConversationId, result.Mail.Pending.Id,
            ],
            cancel);
}
