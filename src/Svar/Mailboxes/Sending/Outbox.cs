using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Svar.Data;
using Svar.Mailboxes.Contents;

namespace Svar.Mailboxes.Sending;

/// <summary>The rows of mail on its way out: claimed by one node, sent, settled.</summary>
internal sealed class Outbox(SvarDatabase database, TimeProvider time)
{
    /// <summary>
    /// A claim that old is of a node that died. A dialogue may take longer (a large mail over a slow line, and minutes for each answer by RFC 5321
    /// §4.5.3.2): whoever sends renews it meanwhile, see <see cref="KeepAsync"/>.
    /// </summary>
    private static readonly TimeSpan _claimHolds = TimeSpan.FromMinutes(30);

    /// <summary>A claim that could not be renewed for so long ends the dialogue: soon another node may begin one.</summary>
    private static readonly TimeSpan _claimIsSafe = TimeSpan.FromMinutes(25);

    private static readonly TimeSpan _renewEvery = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan _renewAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _giveUpAfter = TimeSpan.FromDays(3);

    private readonly string _me = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}");

    /// <summary>Takes up to <paramref name="most"/> mails that are due, so that no other node sends them.</summary>
    public Task<List<OutgoingMail>> ClaimAsync(int most, CancellationToken cancel) => database.WriteAsync(
        async db =>
        {
            var now = time.UtcNow();
            var dead = now - _claimHolds;
            List<OutgoingMail> due;
            if (database.IsSqlite)
            {
                due = await db.Set<OutgoingMail>()
                    .Where(m => m.State <= OutgoingState.Sending && m.NextTryAt <= now && (m.State == OutgoingState.Waiting || m.ClaimedAt < dead))
                    .OrderBy(m => m.NextTryAt).Take(most).ToListAsync(cancel);
            }
            else
            {
                due = await db.Set<OutgoingMail>().FromSql(
                    $"""
                    SELECT * FROM "OutgoingMail"
                    WHERE "State" <= 2 AND "NextTryAt" <= {now} AND ("State" = 1 OR "ClaimedAt" < {dead})
                    ORDER BY "NextTryAt" LIMIT {most} FOR UPDATE SKIP LOCKED
                    """).ToListAsync(cancel);
            }

            foreach (var mail in due)
            {
                mail.State = OutgoingState.Sending;
                mail.ClaimedBy = _me;
                mail.ClaimedAt = now;
            }

            return due;
        },
        cancel);

    /// <summary>
    /// Before a dialogue begins: the claim counts from now, for those before it in the batch may have taken long. False
    /// when another node has taken the mail over.
    /// </summary>
    public async Task<bool> RenewAsync(OutgoingMail mail, CancellationToken cancel)
    {
        var now = time.UtcNow();
        if (now - mail.ClaimedAt < _renewAfter)
        {
            return true;
        }

        var isMine = await database.WriteAsync(
            db => Mine(db).Where(m => m.Id == mail.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.ClaimedAt, now), cancel),
            cancel) == 1;
        mail.ClaimedAt = isMine ? now : mail.ClaimedAt;
        return isMine;
    }

    /// <summary>
    /// While a dialogue lasts: renews the claim, and ends with false when another node has the mail or the database could not be asked for so long that one may.
    /// True when it was cancelled before.
    /// </summary>
    public async Task<bool> KeepAsync(OutgoingMail mail, CancellationToken cancel)
    {
        while (true)
        {
            await Task.Delay(_renewEvery, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancel.IsCancellationRequested)
            {
                return true;
            }

            try
            {
                if (!await RenewAsync(mail, cancel))
                {
                    return false;
                }
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return true;
            }
            catch (Exception e) when (Writing.IsUnavailable(e))
            {
                if (time.UtcNow() - mail.ClaimedAt > _claimIsSafe)
                {
                    return false;
                }
            }
        }
    }

    /// <summary>Gives mails back that were claimed and not tried.</summary>
    public Task ReleaseAsync(IEnumerable<OutgoingMail> mails, CancellationToken cancel)
    {
        var ids = mails.Select(m => m.Id).ToList();
        return database.WriteAsync(db => ReleaseAsync(Mine(db).Where(m => ids.Contains(m.Id)), cancel), cancel);
    }

    /// <summary>At the start of the only process that sends (SQLite): every claim is of a process that died.</summary>
    public Task ReleaseDeadAsync(CancellationToken cancel) => database.IsSqlite
        ? database.WriteAsync(db => ReleaseAsync(db.Set<OutgoingMail>().Where(m => m.State == OutgoingState.Sending && m.ClaimedBy != _me), cancel), cancel)
        : Task.CompletedTask;

    public async Task<byte[]?> RawAsync(OutgoingMail mail, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        return await db.ReadContentAsync(mail.ContentId, cancel);
    }

    /// <summary>
    /// Writes down what became of an attempt, in the transaction of <paramref name="db"/>. Null when the claim was
    /// lost meanwhile: then another node settles it.
    /// </summary>
    public async Task<OutgoingMail?> SettleAsync(SvarDb db, long outgoingMailId, SendResult result, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var mail = await db.Set<OutgoingMail>().FirstAsync(m => m.Id == outgoingMailId, cancel);
        if (mail.State != OutgoingState.Sending || mail.ClaimedBy != _me)
        {
            return null;
        }

        mail.Attempts++;
        mail.LastAnswer = result.Answer;
        mail.ClaimedBy = null;
        mail.ClaimedAt = null;
        mail.EnvelopeTo = result.Left is { Count: > 0 } left ? OutgoingMail.Lines(left) : mail.EnvelopeTo;
        if (result.Outcome == SendOutcome.Accepted)
        {
            mail.SentAt ??= now;
        }

        // Once the one to whom it is written has it, it is sent whatever becomes of the others.
        var isForOthers = result.Outcome == SendOutcome.TryAgain || (result.Outcome == SendOutcome.Accepted && result.Left is { Count: > 0 });
        (mail.State, mail.NextTryAt) = isForOthers && now - mail.CreatedAt <= _giveUpAfter
            ? (OutgoingState.Waiting, now + Wait(mail.Attempts))
            : (mail.SentAt is null ? OutgoingState.Refused : OutgoingState.Sent, mail.NextTryAt);
        if (mail is { Kind: OutgoingKind.Account, State: OutgoingState.Sent or OutgoingState.Refused })
        {
            // It holds a link that lets its bearer in: it is not kept longer than it takes to send it, in no backup either.
            await db.Set<ContentPiece>().Where(p => p.ContentId == mail.ContentId).ExecuteDeleteAsync(cancel);
        }

        return mail;
    }

    /// <summary>Says on every mail that is due why it waits; none of them is tried.</summary>
    public Task TellWaitingAsync(string why, CancellationToken cancel)
    {
        var now = time.UtcNow();
        return database.WriteAsync(
            db => db.Set<OutgoingMail>().Where(m => m.State <= OutgoingState.Sending && m.State == OutgoingState.Waiting && m.NextTryAt <= now && m.LastAnswer != why)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.LastAnswer, why), cancel),
            cancel);
    }

    /// <summary>When the next mail is due; null when none waits.</summary>
    public async Task<DateTime?> NextDueAsync(CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<OutgoingMail>().Where(m => m.State <= OutgoingState.Sending && m.State == OutgoingState.Waiting)
            .OrderBy(m => m.NextTryAt).Select(m => (DateTime?)m.NextTryAt).FirstOrDefaultAsync(cancel);
    }

    private IQueryable<OutgoingMail> Mine(SvarDb db) => db.Set<OutgoingMail>().Where(m => m.State == OutgoingState.Sending && m.ClaimedBy == _me);

    private static Task<int> ReleaseAsync(IQueryable<OutgoingMail> mails, CancellationToken cancel) => mails.ExecuteUpdateAsync(
        set => set.SetProperty(m => m.State, OutgoingState.Waiting).SetProperty(m => m.ClaimedBy, (string?)null).SetProperty(m => m.ClaimedAt, (DateTime?)null), cancel);

    /// <summary>One minute, then 2, 5, 10, 20, and every 40 minutes: RFC 5321 §4.5.4.1 wants at least 30 minutes once the first tries have failed.</summary>
    internal static TimeSpan Wait(int attempts) => TimeSpan.FromMinutes(attempts switch { 1 => 1, 2 => 2, 3 => 5, 4 => 10, 5 => 20, _ => 40 });
}
