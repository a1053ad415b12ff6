using System.Collections.Concurrent;
using Svar.Cluster;
using Svar.Data;
using Svar.Mailboxes.Contents;

namespace Svar.Mailboxes.Receiving;

/// <summary>A mail that stands at the door, whole in its spool.</summary>
internal sealed record Arrival(
    IReadOnlyList<ArrivalRecipient> To,
    ContentSpool Bytes,
    MailSource Source,
    string? EnvelopeFrom,
    string Trace,
    bool IsTest = false)
{
    /// <summary>In a letter of our own form, the kind that its writer chose; in any other mail it says nothing.</summary>
    public const string KindHeader = "X-Svar-Kind";

    /// <summary>The same bytes are a repeat however long ago they came: what lies in a server's folder may be read again at any time, in part or from its beginning.</summary>
    public bool IsKnownForEver { get; init; }

    /// <summary>When the server that it lay on had taken it in; null when it comes straight to us.</summary>
    public DateTime? ArrivedAt { get; init; }
}

internal sealed record ArrivalRecipient(long BrandId, long MailboxId, string Address);

/// <param name="Id">The row of the ledger; of a repeat, the row of the first.</param>
internal readonly record struct Receipt(long Id, bool IsRepeat);

/// <summary>
/// The one door: whatever way a mail comes, it becomes a row here, and only when this returns is it ours. Arrivals
/// that come at the same time share a commit: whoever gets the turn writes all that wait.
/// </summary>
internal sealed class ReceiveMail(SvarDatabase database, Nudges nudges, MailCounts counts, TimeProvider time) : IDisposable
{
    /// <summary>The same bytes to the same mailbox within so many days are the same mail, sent again.</summary>
    public static readonly TimeSpan RepeatWithin = TimeSpan.FromDays(5);

    private static readonly Comparer<byte[]> _byBytes = Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other));

    private const int MostTogether = 64;
    private const int MostTries = 5;

    /// <summary>PostgreSQL gathers the commits of several connections itself; SQLite has one writer.</summary>
    private readonly SemaphoreSlim _turn = new(database.IsSqlite ? 1 : 4);
    private readonly ConcurrentQueue<Waiting> _queue = new();

    /// <summary>Nothing was kept, and the same may be kept a moment later: the database cannot write now, or others were in the way at every try.</summary>
    public static bool IsForLater(Exception e) => Writing.IsUnavailable(e) || Writing.IsClash(e);

    /// <summary>One receipt a recipient, in their order. Throws what the database throws when it cannot write; then nothing was kept.</summary>
    public async Task<IReadOnlyList<Receipt>> HandleAsync(Arrival arrival, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var mine = new Waiting(arrival, new TaskCompletionSource<IReadOnlyList<Receipt>>(TaskCreationOptions.RunContinuationsAsynchronously));
        _queue.Enqueue(mine);

        // Once queued, another's turn may write it: from here on the caller waits for the outcome, whatever becomes of it.
        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            // More may wait before it than go into one commit, and whoever brought those may have had their turn.
            while (!mine.Done.Task.IsCompleted && await WriteWaitingAsync())
            {
            }
        }
        finally
        {
            _turn.Release();
        }

        return await mine.Done.Task;
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>False when none waited.</summary>
    private async Task<bool> WriteWaitingAsync()
    {
        var together = new List<Waiting>();
        while (together.Count < MostTogether && _queue.TryDequeue(out var waiting))
        {
            together.Add(waiting);
        }

        if (together.Count == 0)
        {
            return false;
        }

        try
        {
            await WriteAsync(together);
        }
        catch (Exception e) when (together.Count > 1 && !Writing.IsUnavailable(e))
        {
            // One of them may be the reason; each gets its own answer.
            foreach (var one in together)
            {
                try
                {
                    await WriteAsync([one]);
                }
                catch (Exception alone)
                {
                    one.Done.TrySetException(alone);
                }
            }
        }
        catch (Exception e)
        {
            // No use to try one by one what cannot write: each would wait for the lock or the disk in its turn.
            foreach (var one in together)
            {
                one.Done.TrySetException(e);
            }
        }

        return true;
    }

    private async Task WriteAsync(List<Waiting> together)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TryWriteAsync(together);
                return;
            }
            catch (Exception e) when (attempt < MostTries && Writing.IsClash(e))
            {
                // It met another node, or Intake, on the row of a mail that came again; the transaction left nothing.
            }
        }
    }

    private async Task TryWriteAsync(List<Waiting> together)
    {
        var now = time.UtcNow();
        var rows = together.Sum(w => w.Arrival.To.Count);
        await database.Keys.EnsureAsync(CancellationToken.None);
        var key = await database.Keys.NextRangeAsync(rows + together.Count, CancellationToken.None);
        var receipts = new List<(Waiting Waiting, Receipt[] Receipts)>(together.Count);
        using (await database.Gate.EnterAsync(CancellationToken.None))
        {
            await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
            await using var transaction = await connection.BeginTransactionAsync();
            await using var contents = new ContentWriter(transaction);
            await using var ledger = new LedgerWriter(transaction, now);

            // In one order on every node, and in that of Intake's batches, so that who meets on the same mails does not wait for each other in a ring.
            foreach (var waiting in together.OrderBy(w => w.Arrival.Bytes.Hash, _byBytes))
            {
                await transaction.LockAsync(database.Engine, BitConverter.ToInt64(waiting.Arrival.Bytes.Hash), CancellationToken.None);
                var contentId = await contents.PutAsync(key++, waiting.Arrival.Bytes, CancellationToken.None);
                var mine = new Receipt[waiting.Arrival.To.Count];
                foreach (var i in Enumerable.Range(0, mine.Length).OrderBy(i => waiting.Arrival.To[i].MailboxId))
                {
                    mine[i] = await ledger.KeepAsync(waiting.Arrival, waiting.Arrival.To[i], contentId, key);
                    key += mine[i].IsRepeat ? 0 : 1;
                }

                receipts.Add((waiting, mine));
            }

            await transaction.CommitAsync();
        }

        counts.AddReceived(receipts.Sum(r => r.Receipts.Count(receipt => !receipt.IsRepeat)));
        foreach (var (waiting, mine) in receipts)
        {
            waiting.Done.TrySetResult(mine);
        }

        nudges.Publish(new Nudge(NudgeTopic.Received, 0, 0));
    }

    private sealed record Waiting(Arrival Arrival, TaskCompletionSource<IReadOnlyList<Receipt>> Done);
}
