using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.BusinessHours;
using Svar.Data;
using Svar.ServiceLevels;

namespace Svar.Desk.Settings.Companies;

/// <summary>Changes what is said of a company; when its time zone changes, its hours and running clocks go with it.</summary>
internal sealed class ChangeCompany(IDbContextFactory<SvarDb> dbs, SaveBrand brands, ServiceLevelDirectory levels, TimeProvider time)
{
    /// <inheritdoc cref="SaveBrand.ChangeAsync"/>
    public async Task<Outcome<Brand>> HandleAsync(Asker asker, string slug, int version, BrandDetails details, CancellationToken cancel)
    {
        var outcome = await dbs.WriteAsync(
            async db =>
            {
                var now = time.UtcNow();
                var former = await db.Set<Brand>().Where(b => b.Slug == slug).Select(b => b.Zone).FirstOrDefaultAsync(cancel);
                var changed = await SaveBrand.ChangeAsync(db, asker, slug, version, details, now, cancel);
                if (changed.IsDone && changed.Value.Zone != former && await SetHours.MoveToZoneAsync(db, changed.Value, now, cancel))
                {
                    ChangedLevels.Note(db, changed.Value.Id, now);
                }

                return changed;
            },
            cancel);
        if (outcome.IsDone)
        {
            levels.Forget();
            brands.Tell();
        }

        return outcome;
    }
}
