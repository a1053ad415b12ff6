using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Data;

namespace Svar.Desk;

/// <summary>What every page of the desk shows of who sits at it.</summary>
/// <param name="Me">The key of their account.</param>
/// <param name="Email">Its address, by which conversations are assigned.</param>
/// <param name="Zone">Their clock: that of their first brand.</param>
/// <param name="Now">UTC; one instant for the whole page.</param>
public sealed record DeskFrame(Asker Asker, long Me, string Email, TimeZoneInfo Zone, DateTime Now)
{
    /// <summary>Whether there is a company at all.</summary>
    public bool IsSetUp { get; init; }
}

internal sealed class DeskFrames(IDbContextFactory<SvarDb> dbs, TimeProvider time)
{
    public async Task<DeskFrame> OfAsync(Asker asker, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var me = asker.StaffId ?? 0;
        var email = await db.Set<Staff>().Where(s => s.Id == me).Select(s => s.Email).FirstOrDefaultAsync(cancel);
        var brands = await db.Set<Brand>().OrderBy(b => b.Name).Select(b => new { b.Id, b.Zone }).ToListAsync(cancel);
        var zone = brands.Find(b => asker.RoleIn(b.Id) is not null)?.Zone;
        return new DeskFrame(asker, me, email ?? "", zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc, time.UtcNow()) { IsSetUp = brands.Count > 0 };
    }
}
