using Microsoft.EntityFrameworkCore;
using Svar.Data;

namespace Svar.Accounts;

/// <param name="Next">What to give as <c>before</c> for the page after this one; null on the last.</param>
public sealed record AuditPageOf(IReadOnlyList<AuditEntry> Entries, long? Next);

/// <summary>The audit log that an admin sees, newest first: everything, or what concerns the admin's own brands.</summary>
internal sealed class AuditList(IDbContextFactory<SvarDb> dbs)
{
    public async Task<AuditPageOf> ReadAsync(Asker asker, long? before, int limit, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var entries = db.Set<AuditEntry>().AsNoTracking();
        if (!asker.MayEverywhere(Act.ManageAccounts))
        {
            var brands = asker.Brands.Keys.Where(b => asker.May(Act.ManageAccounts, b)).Select(b => (long?)b).ToList();
            entries = entries.Where(e => brands.Contains(e.BrandId));
        }

        var found = await entries
            .Where(e => before == null || e.Id < before)
            .OrderByDescending(e => e.Id)
            .Take(limit + 1)
            .ToListAsync(cancel);
        var isMore = found.Count > limit;
        return new AuditPageOf(isMore ? found[..limit] : found, isMore ? found[limit - 1].Id : null);
    }
}
