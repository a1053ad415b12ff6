using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Svar.Cluster;
using Svar.Data;
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

internal static class Waits
{
    public static ProbeAnswer Told(DateTime? since, DateTime now, TimeSpan atMost, string none, string some) => since is { } at
        ? new ProbeAnswer(now - at < atMost, string.Create(CultureInfo.InvariantCulture, $"{some} {Math.Max(0, (now - at).TotalSeconds):0} s"))
        : new ProbeAnswer(true, none);
}

/// <summary>What came in and what waits to go out.</summary>
internal sealed class MailFigures(SvarDatabase database) : IFigures
{
    public async Task<IReadOnlyList<Figure>> ReadAsync(CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var received = db.Set<ReceivedMail>().IgnoreQueryFilters([SvarDb.BrandFilter]);
        var all = await received.LongCountAsync(cancel);
        var pending = await received.LongCountAsync(m => m.State == ReceivedState.Pending, cancel);
        var notTaken = await received.Where(m => m.State >= ReceivedState.SetAside).GroupBy(m => m.State).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancel);
        var setAside = notTaken.Where(s => s.Key == ReceivedState.SetAside).Sum(s => s.Count);
        var failed = notTaken.Where(s => s.Key == ReceivedState.Failed).Sum(s => s.Count);
        var unsent = await db.Set<OutgoingMail>().LongCountAsync(m => m.State <= OutgoingState.Sending, cancel);
        return
        [
            new("svar_mail_received", "Mails that came in, without repeats.", all, IsCounter: true),
            new("svar_mail_taken_in", "Mails that became a message or an event of one.", all - pending - setAside - failed),
            new("svar_mail_pending", "Mails that wait to be taken in.", pending),
            new("svar_mail_set_aside", "Mails that are kept and on purpose no message.", setAside),
            new("svar_mail_failed", "Mails on which intake failed.", failed),
            new("svar_outbox_waiting", "Mails that wait to be sent or are being sent.", unsent),
        ];
    }
}
