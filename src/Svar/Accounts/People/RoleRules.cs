using Microsoft.EntityFrameworkCore;
using Svar.Data;

namespace Svar.Accounts.People;

/// <summary>What every use case that touches somebody's roles asks first, inside its write.</summary>
internal static class RoleRules
{
    private const long LockOfRoles = 0x53766172_0001;

    /// <summary>
    /// Changes of roles come one after another, on PostgreSQL too: two admins who each take the other's role away at the
    /// same moment would otherwise both be allowed to. Held until the write ends; on SQLite its gate does the same.
    /// </summary>
    public static async Task OneAtATimeAsync(SvarDb db, CancellationToken cancel)
    {
        if (!db.Home.IsSqlite)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockOfRoles})", cancel);
        }
    }

    public static Task<List<StaffRole>> OfAsync(SvarDb db, long staffId, CancellationToken cancel) =>
        db.Set<StaffRole>().Where(r => r.StaffId == staffId).ToListAsync(cancel);

    /// <summary>May do things to the whole account (close it, reset it): everything this person is, the asker may take away.</summary>
    public static bool Covers(Asker asker, IReadOnlyCollection<StaffRole> roles) =>
        roles.Count > 0 ? roles.All(r => asker.MayGrant(r.Grant)) : asker.MayEverywhere(Act.ManageAccounts);

    /// <summary>Nobody else who can sign in is an admin everywhere: without this one, nobody could let anybody in.</summary>
    public static async Task<bool> IsLastAdminAsync(SvarDb db, long staffId, CancellationToken cancel)
    {
        var admins = await db.Set<StaffRole>()
            .Where(r => r.BrandId == null && r.Role == Role.Admin)
            .Join(db.Set<Staff>().Where(s => s.ClosedAt == null && s.PasswordHash != null), r => r.StaffId, s => s.Id, (r, s) => s.Id)
            .ToListAsync(cancel);
        return admins.Contains(staffId) && admins.Count == 1;
    }

    public static async Task<bool> KnowsBrandsAsync(IBrandNames brands, SvarDb db, IEnumerable<Grant> grants, CancellationToken cancel)
    {
        var known = (await brands.ListAsync(db, cancel)).Select(b => b.Id).ToHashSet();
        return grants.All(g => g.BrandId is not { } brand || known.Contains(brand));
    }

    /// <summary>The brand that an entry of the audit log belongs to: the one brand it is about, else none.</summary>
    public static long? OneBrand(IEnumerable<Grant> grants)
    {
        var brands = grants.Select(g => g.BrandId).Distinct().ToList();
        return brands is [{ } one] ? one : null;
    }

    /// <summary>For the audit log: <c>{"all":"Admin","17":"Agent"}</c>.</summary>
    public static Dictionary<string, string> Described(IEnumerable<Grant> grants) => grants
        .OrderBy(g => g.BrandId ?? 0)
        .ToDictionary(g => g.BrandId is { } brand ? FormattableString.Invariant($"{brand}") : "all", g => g.Role.ToString(), StringComparer.Ordinal);

    /// <summary>One grant a brand: the highest where there are several.</summary>
    public static List<Grant> Tidied(IEnumerable<Grant> grants) =>
        [.. grants.GroupBy(g => g.BrandId).Select(g => new Grant(g.Key, g.Max(x => x.Role)))];
}
