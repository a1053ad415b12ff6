using Microsoft.EntityFrameworkCore;
using Svar.Accounts.Asking;
using Svar.Accounts.Links;
using Svar.Accounts.Tokens;
using Svar.Data;

namespace Svar.Accounts.People;

internal enum CloseAccountResult
{
    Closed,
    NotFound,
    AlreadyClosed,

    /// <summary>They are something in a brand, or everywhere, where the asker is no admin.</summary>
    NotYours,

    /// <summary>Nobody would be left who can let people in.</summary>
    IsLastAdmin,
}

/// <summary>
/// Somebody leaves. They are signed out at once, their tokens and links are worthless and their roles are gone; what
/// they wrote keeps their name. A new invitation opens the account again.
/// </summary>
internal sealed class CloseAccount(IDbContextFactory<SvarDb> dbs, AskerCache askers, TimeProvider clock)
{
    public async Task<CloseAccountResult> HandleAsync(Asker asker, long staffId, CancellationToken cancel)
    {
        var result = await dbs.WriteAsync(db => SaveAsync(db, asker, staffId, cancel), cancel);
        askers.Clear();
        return result;
    }

    private async Task<CloseAccountResult> SaveAsync(SvarDb db, Asker asker, long staffId, CancellationToken cancel)
    {
        await RoleRules.OneAtATimeAsync(db, cancel);
        if (await db.Set<Staff>().SingleOrDefaultAsync(s => s.Id == staffId, cancel) is not { } staff)
        {
            return CloseAccountResult.NotFound;
        }

        if (staff.ClosedAt is not null)
        {
            return CloseAccountResult.AlreadyClosed;
        }

        var roles = await RoleRules.OfAsync(db, staffId, cancel);
        if (!RoleRules.Covers(asker, roles))
        {
            return CloseAccountResult.NotYours;
        }

        if (await RoleRules.IsLastAdminAsync(db, staffId, cancel))
        {
            return CloseAccountResult.IsLastAdmin;
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var grants = roles.ConvertAll(r => r.Grant);
        staff.Close(now);
        db.RemoveRange(roles);
        await AccountLink.VoidAsync(db, staffId, now, cancel);
        foreach (var token in await db.Set<ApiToken>().Where(t => t.StaffId == staffId && t.RevokedAt == null).ToListAsync(cancel))
        {
            token.RevokedAt = now;
        }

        Audit.Add(db, asker, now, RoleRules.OneBrand(grants), "account.closed", staff.Email!, RoleRules.Described(grants));
        return CloseAccountResult.Closed;
    }
}
