using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Data;
using Svar.Mail.Messages;
using Svar.Mailboxes;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;

namespace Svar.Desk.Ledger;

/// <summary>A mail that is kept and became no conversation.</summary>
/// <param name="Kind">What Intake took it for: <c>loop bulk bounce auto-reply read-receipt feedback-report</c>; null when it failed.</param>
/// <param name="Reason">In Intake's own words.</param>
/// <param name="CanTake">The reader may take in mail of this brand.</param>
public sealed record LedgerRow(string Id, DateTime ReceivedAt, string From, string To, string? Subject, string? Kind, string Reason, bool CanTake);

/// <param name="NextUrl">Older ones; null at the end.</param>
public sealed record LedgerModel(IReadOnlyList<LedgerRow> Rows, string? NextUrl);

/// <summary>Reads what was set aside or failed, newest first.</summary>
internal sealed class LedgerReader(IDbContextFactory<SvarDb> dbs)
{
    private const int RowsAtOnce = 25;

    /// <summary>Subjects of larger mails are not worth reading the mail for.</summary>
    private const long LongestRead = 2L * 1024 * 1024;

    public async Task<LedgerModel> ReadAsync(Asker asker, long? before, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var rows = await db.Set<ReceivedMail>().AsNoTracking()
            .Where(m => m.State >= ReceivedState.SetAside && (before == null || m.Id < before))
            .OrderByDescending(m => m.Id).Take(RowsAtOnce + 1)
            .Join(db.Set<Mailbox>(), m => m.MailboxId, b => b.Id, (m, b) => new { Mail = m, b.Address })
            .Join(db.Set<Content>(), m => m.Mail.ContentId, c => c.Id, (m, c) => new { m.Mail, m.Address, c.Length })
            .OrderByDescending(m => m.Mail.Id).ToListAsync(cancel);
        var shown = new List<LedgerRow>();
        foreach (var row in rows.Take(RowsAtOnce))
        {
            var mail = row.Mail;
            var parsed = row.Length <= LongestRead && await db.ReadContentAsync(mail.ContentId, cancel) is { } raw ? MailMessage.Parse(raw) : null;
            shown.Add(new LedgerRow(
                mail.Id.ToString(CultureInfo.InvariantCulture),
                mail.ReceivedAt,
                parsed?.Author?.ToString() ?? mail.EnvelopeFrom ?? "",
                row.Address,
                parsed?.Subject is { Length: > 0 } subject ? subject : null,
                mail.State == ReceivedState.SetAside ? mail.Outcome : null,
                mail.Reason ?? "",
                asker.May(Act.TakeInMail, mail.BrandId)));
        }

        return new LedgerModel(shown, rows.Count > RowsAtOnce ? LedgerEndpoints.Path + QueryString.Create("before", shown[^1].Id) : null);
    }

    /// <summary>The mail as it came; null when there is none that the running scope sees.</summary>
    public async Task<byte[]?> RawAsync(long id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var found = await db.Set<ReceivedMail>().Where(m => m.Id == id && m.State >= ReceivedState.SetAside).Select(m => new { m.Trace, m.ContentId }).FirstOrDefaultAsync(cancel);
        return found is not null && await db.ReadContentAsync(found.ContentId, cancel) is { } raw ? [.. System.Text.Encoding.UTF8.GetBytes(found.Trace), .. raw] : null;
    }
}
