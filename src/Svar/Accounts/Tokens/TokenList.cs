using Microsoft.EntityFrameworkCore;
using Svar.Data;

namespace Svar.Accounts.Tokens;

public sealed record TokenRow(
    long Id, string Owner, string Name, string Ending, IReadOnlyList<Grant> Grants, DateTime CreatedAt, DateTime? ExpiresAt, DateTime? RevokedAt, DateTime? LastUsedAt);

/// <summary>Tokens, the newest first; the revoked are there too, so that the audit log can be followed.</summary>
internal sealed class TokenList(IDbContextFactory<SvarDb> dbs)
{
    /// <param name="staffId">Whose; null: everybody's, for who runs the program.</param>
    public async Task<IReadOnlyList<TokenRow>> ReadAsync(long? staffId, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var tokens = await db.Set<ApiToken>().AsNoTracking()
            .Include(t => t.Roles)
            .Where(t => staffId == null || t.StaffId == staffId)
            .OrderByDescending(t => t.Id)
            .Join(db.Set<Staff>(), t => t.StaffId, s => s.Id, (t, s) => new { Token = t, s.Email })
            .ToListAsync(cancel);
        return [.. tokens.Select(row => new TokenRow(
            row.Token.Id, row.Email!, row.Token.Name, row.Token.Ending, [.. row.Token.Roles.Select(r => r.Grant)],
            row.Token.CreatedAt, row.Token.ExpiresAt, row.Token.RevokedAt, row.Token.LastUsedAt))];
    }
}
