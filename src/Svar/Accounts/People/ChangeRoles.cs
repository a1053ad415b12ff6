using Microsoft.EntityFrameworkCore;
using Svar.Accounts.Asking;
using Svar.Data;

namespace Svar.Accounts.People;

internal enum ChangeRolesResult
{
    Changed,
    NotFound,
    IsClosed,
    UnknownBrand,

    /// <summary>More than the asker has to give.</summary>
    NotYours,

    /// <summary>Nobody would be left who can let people in.</summary>
    IsLastAdmin,
}

/// <summary>
/// Makes somebody's roles those given, as far as the asker is an admin: in the asker's brands what is not named is taken
/// away, and what they are elsewhere stays.
/// </summary>
internal sealed class ChangeRoles(IDbContextFactory<SvarDb> dbs, IBrandNames brands, AskerCache askers, TimeProvider clock)
{
    public async Task<ChangeRolesResult> HandleAsync(Asker asker, long staffId, IReadOnlyList<Grant> wanted, CancellationToken cancel)
    {
        var grants = RoleRules.Tidied(wanted);
        if (!grants.TrueForAll(asker.MayGrant))
        {
            return ChangeRolesResult.NotYours;
        }

        var result = await dbs.WriteAsync(db => SaveAsync(db, asker, staffId, grants, cancel), cancel);
        askers.Clear();
        return result;
    }

    private async Task<ChangeRolesResult> SaveAsync(SvarDb db, Asker asker, long staffId, List<Grant> grants, CancellationToken cancel)
    {
        if (!await RoleRules.KnowsBrandsAsync(brands, db, grants, cancel))
        {
            return ChangeRolesResult.UnknownBrand;
        }

        await RoleRules.OneAtATimeAsync(db, cancel);
        if (await db.Set<Staff>().SingleOrDefaultAsync(s => s.Id == staffId, cancel) is not { } staff)
        {
            return ChangeRolesResult.NotFound;
        }

        if (staff.ClosedAt is not null)
        {
            return ChangeRolesResult.IsClosed;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var theirs = (await RoleRules.OfAsync(db, staffId, cancel)).Where(r => asker.MayGrant(r.Grant)).ToList();
        if (theirs.Exists(r => r is { BrandId: null, Role: Role.Admin })
            && !grants.Contains(new Grant(null, Role.Admin))
            && await RoleRules.IsLastAdminAsync(db, staffId, cancel))
        {
            return ChangeRolesResult.IsLastAdmin;
        }

        foreach (var brand in theirs.Select(r => r.BrandId).Union(grants.Select(g => g.BrandId)))
        {
            var (role, grant) = (theirs.Find(r => r.BrandId == brand), grants.Find(g => g.BrandId == brand));
            if (role?.Role == grant?.Role)
            {
                continue;
            }

            Audit.Add(db, asker, now, brand, "account.roles", staff.Email!, new { From = role?.Role.ToString(), To = grant?.Role.ToString() });
            if (grant is null)
            {
                db.Remove(role!);
            }
            else if (role is null)
            {
                db.Add(new StaffRole { Id = db.NextKey(), StaffId = staffId, BrandId = brand, Role = grant.Role });
            }
            else
            {
                role.Role = grant.Role;
            }
        }

        return ChangeRolesResult.Changed;
    }
}
