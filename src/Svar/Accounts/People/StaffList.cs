using Microsoft.EntityFrameworkCore;
using Svar.Data;

namespace Svar.Accounts.People;

public enum StaffState
{
    Active = 1,

    /// <summary>Has not chosen a password yet.</summary>
    Invited = 2,

    /// <summary>Rests after wrong passwords.</summary>
    LockedOut = 3,
    Closed = 4,
}

public sealed record StaffRow(
    long Id, string Name, string Email, string Language, StaffState State, DateTime? LastSignInAt, IReadOnlyList<Grant> Grants)
{
    /// <summary>The asker may close and reset this account: they may take away everything that this person is.</summary>
    public bool IsCoveredBy(Asker asker) => Grants.Count > 0 ? Grants.All(asker.MayGrant) : asker.MayEverywhere(Act.ManageAccounts);
}

/// <summary>The people of the desk that an admin sees: everybody, or those who are something in the admin's brands. By name, the closed last.</summary>
internal sealed class StaffList(IDbContextFactory<SvarDb> dbs, TimeProvider clock)
{
    public async Task<IReadOnlyList<StaffRow>> ReadAsync(Asker asker, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var staff = await db.Set<Staff>().AsNoTracking().ToListAsync(cancel);
        var roles = (await db.Set<StaffRole>().AsNoTracking().ToListAsync(cancel)).ToLookup(r => r.StaffId);
        return [.. staff
            .Select(s => Row(s, roles[s.Id]))
            .Where(row => IsSeenBy(asker, row))
            .OrderBy(row => row.State == StaffState.Closed)
            .ThenBy(row => row.Name, StringComparer.CurrentCultureIgnoreCase)
            .ThenBy(row => row.Id)];
    }

    /// <summary>Null when there is no such account or the asker does not see it.</summary>
    public async Task<StaffRow?> FindAsync(Asker asker, long staffId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        if (await db.Set<Staff>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == staffId, cancel) is not { } staff)
        {
            return null;
        }

        var row = Row(staff, await db.Set<StaffRole>().AsNoTracking().Where(r => r.StaffId == staffId).ToListAsync(cancel));
        return IsSeenBy(asker, row) || asker.StaffId == staffId ? row : null;
    }

    /// <summary>The key of an account, by its address.</summary>
    public static async Task<long?> FindAsync(IDbContextFactory<SvarDb> dbs, string email, CancellationToken cancel)
    {
        var key = EmailAddress.Key(email);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Staff>().Where(s => s.NormalizedEmail == key).Select(s => (long?)s.Id).SingleOrDefaultAsync(cancel);
    }

    private static bool IsSeenBy(Asker asker, StaffRow row) => asker.MayEverywhere(Act.ManageAccounts)
        || row.Grants.Any(g => g.BrandId is { } brand ? asker.May(Act.ManageAccounts, brand) : asker.MaySomewhere(Act.ManageAccounts));

    private StaffRow Row(Staff staff, IEnumerable<StaffRole> roles)
    {
        var state = staff switch
        {
            { ClosedAt: not null } => StaffState.Closed,
            { PasswordHash: null } => StaffState.Invited,
            _ when staff.IsLockedOut(clock.GetUtcNow().UtcDateTime) => StaffState.LockedOut,
            _ => StaffState.Active,
        };
        return new StaffRow(staff.Id, staff.DisplayName, staff.Email!, staff.Language, state, staff.LastSignInAt, [.. roles.OrderBy(r => r.BrandId ?? 0).Select(r => r.Grant)]);
    }
}
