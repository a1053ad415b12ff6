using Microsoft.EntityFrameworkCore;
using Svar.Cluster;
using Svar.Data;

namespace Svar.Mailboxes.Fetching;

/// <summary>
/// Keeps a connection for every IMAP account and fetches what comes. An account whose server is slow, down or talks nonsense backs off
/// and recovers by itself; the others never wait for it.
/// </summary>
internal sealed class FetchMail(SvarDatabase database, FetchAccount fetch, FolderLedger ledger, Nudges nudges, Opening opening, TimeProvider time, ILogger<FetchMail> log) : IDuty
{
    private static readonly TimeSpan _lookAgainAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _longestPause = TimeSpan.FromMinutes(5);

    public string Name => "fetch mail";

    public async Task RunAsync(DutyTerm term, CancellationToken cancel)
    {
        await opening.WaitAsync(cancel);
        using var nudged = nudges.Subscribe(NudgeTopic.Settings);
        var running = new Dictionary<long, Running>();
        try
        {
            while (true)
            {
                await ArrangeAsync(term, running, cancel);
                await nudged.WaitAsync(_lookAgainAfter, time, cancel);
                cancel.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            foreach (var one in running.Values)
            {
                await one.StopAsync();
            }
        }
    }

    /// <summary>Starts what should run, and ends what should not or was changed.</summary>
    private async Task ArrangeAsync(DutyTerm term, Dictionary<long, Running> running, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var wanted = await db.Set<ImapAccount>().AsNoTracking().Where(a => a.IsActive).Select(a => new { a.Id, a.Version }).ToDictionaryAsync(a => a.Id, a => a.Version, cancel);
        foreach (var (id, one) in running.ToList())
        {
            if (one.Work.IsFaulted)
            {
                await one.Work; // the duty itself was lost
            }

            if (!wanted.TryGetValue(id, out var version) || version != one.Version)
            {
                await one.StopAsync();
                running.Remove(id);
            }
        }

        foreach (var (id, version) in wanted)
        {
            if (!running.ContainsKey(id))
            {
                running[id] = Running.Start(version, stop => KeepAsync(term, id, stop), cancel);
            }
        }
    }

    private async Task KeepAsync(DutyTerm term, long accountId, CancellationToken cancel)
    {
        var pause = _firstPause;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await fetch.RunAsync(term, accountId, () => pause = _firstPause, cancel);
                return; // it is there no more
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (DutyLostException)
            {
                throw;
            }
            catch (AccountChangedException)
            {
                return; // it is begun again with its new settings
            }
            catch (Exception e)
            {
                log.LogWarning("Fetching for account {Account} stopped and is begun again in {Pause}: {Why}", accountId, pause, e.Message);
                await ledger.TroubleAsync(term, accountId, e, cancel);
            }

            await Task.Delay(pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
        }
    }

    private sealed record Running(int Version, CancellationTokenSource Stop, Task Work)
    {
        public static Running Start(int version, Func<CancellationToken, Task> work, CancellationToken cancel)
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            return new Running(version, stop, Task.Run(() => work(stop.Token), CancellationToken.None));
        }

        public async Task StopAsync()
        {
            await Stop.CancelAsync();
            await Work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Stop.Dispose();
        }
    }
}
