using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Svar.Cluster;
using Svar.Data;
using Svar.Mailboxes.Fetching;
using Svar.Mailboxes.Receiving;
using Svar.Mailboxes.Sending;

namespace Svar.Mailboxes;

/// <summary>Intake keeps up with what arrives.</summary>
internal sealed class IntakeProbe(SvarDatabase database, TimeProvider time) : IProbe
{
    private static readonly TimeSpan _behindAfter = TimeSpan.FromMinutes(5);

    public string Name => "intake";

    public async Task<ProbeAnswer> AskAsync(CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var oldest = await db.Set<ReceivedMail>().IgnoreQueryFilters([SvarDb.BrandFilter]).Where(m => m.State == ReceivedState.Pending).OrderBy(m => m.Id)
            .Select(m => (DateTime?)m.ReceivedAt).FirstOrDefaultAsync(cancel);
        return Waits.Told(oldest, time.UtcNow(), _behindAfter, "nothing waits", "the oldest mail waits since");
    }
}

/// <summary>Mail that is due leaves, or is at least tried.</summary>
internal sealed class OutboxProbe(SvarDatabase database, TimeProvider time) : IProbe
{
    private static readonly TimeSpan _stuckAfter = TimeSpan.FromMinutes(5);

    public string Name => "outbox";

    public async Task<ProbeAnswer> AskAsync(CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var now = time.UtcNow();
        var due = await db.Set<OutgoingMail>().Where(m => m.State <= OutgoingState.Sending && m.State == OutgoingState.Waiting && m.NextTryAt <= now).OrderBy(m => m.NextTryAt)
            .Select(m => (DateTime?)m.NextTryAt).FirstOrDefaultAsync(cancel);
        return Waits.Told(due, now, _stuckAfter, "nothing is due", "the oldest mail is due since");
    }
}

/// <summary>Every account that mail is fetched from answers, and hands over what it lists.</summary>
internal sealed class FetchProbe(SvarDatabase database, TimeProvider time) : IProbe
{
    private static readonly TimeSpan _silentAfter = TimeSpan.FromMinutes(10);

    public string Name => "fetching";

    public async Task<ProbeAnswer> AskAsync(CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var accounts = await db.Set<ImapAccount>().IgnoreQueryFilters([SvarDb.BrandFilter]).AsNoTracking().Where(a => a.IsActive)
            .Select(a => new { a.User, a.Host, a.UpToDateAt, a.TroubleSince }).ToListAsync(cancel);
        var now = time.UtcNow();
        var silent = accounts.Where(a => now - (a.TroubleSince ?? a.UpToDateAt ?? now) >= _silentAfter).ToList();
        return silent.Count == 0
            ? new ProbeAnswer(true, accounts.Count == 0 ? "no account" : string.Create(CultureInfo.InvariantCulture, $"{accounts.Count} accounts answer"))
            : new ProbeAnswer(false, string.Join("; ", silent.Select(a => string.Create(CultureInfo.InvariantCulture, $"nothing from {a.User} at {a.Host} since {(now - (a.TroubleSince ?? a.UpToDateAt ?? now)).TotalMinutes:0} min"))));
    }
}

internal static class Waits
{
    public static ProbeAnswer Told(DateTime? since, DateTime now, TimeSpan atMost, string none, string some) => since is { } at
        ? new ProbeAnswer(now - at < atMost, string.Create(CultureInfo.InvariantCulture, $"{some} {Math.Max(0, (now - at).TotalSeconds):0} s"))
        : new ProbeAnswer(true, none);
}

/// <summary>What this process has taken in since it began: each adds as it goes, so that nobody need count the ledger.</summary>
internal sealed class MailCounts
{
    private long _received;
    private long _takenIn;
    private long _setAside;

    public long Received => Interlocked.Read(ref _received);
    public long TakenIn => Interlocked.Read(ref _takenIn);
    public long SetAside => Interlocked.Read(ref _setAside);

    public void AddReceived(int mails) => Interlocked.Add(ref _received, mails);

    public void AddTakenIn(int takenIn, int setAside)
    {
        Interlocked.Add(ref _takenIn, takenIn);
        Interlocked.Add(ref _setAside, setAside);
    }
}

/// <summary>
/// What came in and what waits to go out. Totals are those of the process, as is usual for counters (they begin anew with it, and those of several nodes
/// are added up); of the tables only rows that wait for something are counted, each kind by a small index of its own.
/// </summary>
internal sealed class MailFigures(SvarDatabase database, MailCounts counts) : IFigures
{
    public async Task<IReadOnlyList<Figure>> ReadAsync(CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var received = db.Set<ReceivedMail>().IgnoreQueryFilters([SvarDb.BrandFilter]);
        var pending = await received.LongCountAsync(m => m.State == ReceivedState.Pending, cancel);

        // The first condition is that of the index, in its own words: SQLite does not conclude it from the second.
        var failed = await received.LongCountAsync(m => m.State >= ReceivedState.SetAside && m.State == ReceivedState.Failed, cancel);
        var accounts = await db.Set<ImapAccount>().IgnoreQueryFilters([SvarDb.BrandFilter]).Where(a => a.IsActive).Select(a => a.Trouble != null).ToListAsync(cancel);
        var withheld = await db.Set<FolderMail>().IgnoreQueryFilters([SvarDb.BrandFilter]).LongCountAsync(m => !m.IsSettled && m.ReceivedId == null, cancel);
        var unsent = await db.Set<OutgoingMail>().LongCountAsync(m => m.State <= OutgoingState.Sending, cancel);
        return
        [
            new("svar_mail_received", "Mails that came in since the process began, without repeats.", counts.Received, IsCounter: true),
            new("svar_mail_taken_in", "Mails that became a message or an event of one since the process began.", counts.TakenIn, IsCounter: true),
            new("svar_mail_set_aside", "Mails that were set aside since the process began: kept, and on purpose no message.", counts.SetAside, IsCounter: true),
            new("svar_mail_pending", "Mails that wait to be taken in.", pending),
            new("svar_mail_failed", "Mails on which intake failed, and which nobody has tried again.", failed),
            new("svar_fetch_accounts", "Accounts that mail is fetched from.", accounts.Count),
            new("svar_fetch_troubled", "Accounts of them that do not work.", accounts.Count(isTroubled => isTroubled)),
            new("svar_fetch_withheld", "Mails that a server lists and does not hand over.", withheld),
            new("svar_outbox_waiting", "Mails that wait to be sent or are being sent.", unsent),
        ];
    }
}
