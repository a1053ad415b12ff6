using Microsoft.EntityFrameworkCore;
using Svar.Accounts.Asking;
using Svar.Accounts.People;
using Svar.Data;

namespace Svar.Accounts.Tokens;

internal enum RevokeTokenResult
{
    Revoked,
    AlreadyRevoked,

    /// <summary>There is none, or it belongs to somebody whose account the asker does not manage.</summary>
    NotFound,
}

/// <summary>Its next call is answered 401.</summary>
internal sealed class RevokeToken(IDbContextFactory<SvarDb> dbs, AskerCache askers, TimeProvider clock)
{
    public async Task<RevokeTokenResult> HandleAsync(Asker asker, long tokenId, CancellationToken cancel)
    {
        var result = await dbs.WriteAsync(
            async db =>
            {
                if (await db.Set<ApiToken>().SingleOrDefaultAsync(t => t.Id == tokenId, cancel) is not { } token
                    || await db.Set<Staff>().SingleOrDefaultAsync(s => s.Id == token.StaffId, cancel) is not { } owner)
                {
                    return RevokeTokenResult.NotFound;
                }

                var isOwn = token.StaffId == asker.StaffId && asker.TokenId is null;
                if (!isOwn && !RoleRules.Covers(asker, await RoleRules.OfAsync(db, token.StaffId, cancel)))
                {
                    return RevokeTokenResult.NotFound;
                }

                if (token.RevokedAt is not null)
                {
                    return RevokeTokenResult.AlreadyRevoked;
                }

                var now = clock.GetUtcNow().UtcDateTime;
                token.RevokedAt = now;
                Audit.Add(db, asker, now, null, "token.revoked", $"{owner.Email}: {token.Name}");
                return RevokeTokenResult.Revoked;
            },
            cancel);
        askers.Clear();
        return result;
    }
}
