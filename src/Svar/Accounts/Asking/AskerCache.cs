using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts.Tokens;
using Svar.Data;

namespace Svar.Accounts.Asking;

/// <summary>Somebody with an open account. <paramref name="Stamp"/> changes when their sessions are ended.</summary>
internal sealed record KnownStaff(string Stamp, Asker Asker);

/// <summary>
/// Who the bearer of a cookie or a token is, remembered for some seconds so that a page with twenty fragments asks the
/// database once. Every change of this process clears it, so that closing an account signs out at once; another node
/// of the same database follows within <see cref="Life"/>.
/// </summary>
internal sealed class AskerCache(IDbContextFactory<SvarDb> dbs, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, Kept<KnownStaff>> _staff = new();
    private readonly ConcurrentDictionary<string, Kept<KnownToken>> _tokens = new(StringComparer.Ordinal);
    private long _generation;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Null when there is no such account or it is closed.</summary>
    public async Task<KnownStaff?> StaffAsync(long staffId, CancellationToken cancel)
    {
        if (_staff.TryGetValue(staffId, out var kept) && kept.Until > Now)
        {
            return kept.Value;
        }

        var generation = Interlocked.Read(ref _generation);
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var found = await LoadAsync(db, staffId, cancel);
        Keep(_staff, staffId, found, generation);
        return found;
    }

    /// <summary>Null when the token is unknown, revoked or expired, or its owner's account is closed.</summary>
    public async Task<Asker?> TokenAsync(string token, CancellationToken cancel)
    {
        if (!token.StartsWith(ApiToken.Prefix, StringComparison.Ordinal) || !SecretKey.IsPlausible(token))
        {
            return null;
        }

        var hash = SecretKey.Hash(token);
        var name = Convert.ToHexString(hash);
        if (!_tokens.TryGetValue(name, out var kept) || kept.Until <= Now)
        {
            var generation = Interlocked.Read(ref _generation);
            await using var db = await dbs.CreateDbContextAsync(cancel);
            var row = await db.Set<ApiToken>().AsNoTracking().Include(t => t.Roles).SingleOrDefaultAsync(t => t.Hash == hash, cancel);
            if (row is null || await LoadAsync(db, row.StaffId, cancel) is not { } owner)
            {
                return null;
            }

            var asker = owner.Asker.AtMost(row.Roles.Select(r => r.Grant)) with { TokenId = row.Id, TokenName = row.Name };
            kept = new(new KnownToken(row, asker), Now + Life);
            Keep(_tokens, name, kept.Value, generation);
        }

        if (kept.Value is not { } known || !known.Row.IsGood(Now))
        {
            return null;
        }

        await NoteUseAsync(known.Row, cancel);
        return known.Asker;
    }

    /// <summary>To be called after every save that changes accounts, roles or tokens.</summary>
    public void Clear()
    {
        Interlocked.Increment(ref _generation);
        _staff.Clear();
        _tokens.Clear();
    }

    private static async Task<KnownStaff?> LoadAsync(SvarDb db, long staffId, CancellationToken cancel)
    {
        var staff = await db.Set<Staff>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == staffId && s.ClosedAt == null, cancel);
        if (staff is null)
        {
            return null;
        }

        var roles = await db.Set<StaffRole>().AsNoTracking().Where(r => r.StaffId == staffId).ToListAsync(cancel);
        return new KnownStaff(staff.SecurityStamp ?? "", Asker.Of(staffId, staff.DisplayName, roles.Select(r => r.Grant)));
    }

    // What was read before a change must not be kept after it.
    private void Keep<TKey, TValue>(ConcurrentDictionary<TKey, Kept<TValue>> kept, TKey key, TValue? value, long generation)
        where TKey : notnull
        where TValue : class
    {
        if (value is null)
        {
            return;
        }

        kept[key] = new Kept<TValue>(value, Now + Life);
        if (Interlocked.Read(ref _generation) != generation)
        {
            kept.TryRemove(key, out _);
        }
    }

    private async Task NoteUseAsync(ApiToken token, CancellationToken cancel)
    {
        var now = Now;
        if (token.LastUsedAt is { } last && now - last < ApiToken.UseNotedWithin)
        {
            return;
        }

        token.LastUsedAt = now;
        try
        {
            await dbs.WriteAsync(
                async db =>
                {
                    if (await db.Set<ApiToken>().FindAsync([token.Id], cancel) is { } row)
                    {
                        row.LastUsedAt = now;
                    }
                },
                cancel);
        }
        catch (Exception e) when (Writing.IsUnavailable(e))
        {
            // The call itself may only read, and a full disk is no reason to refuse it.
        }
    }

    private sealed record Kept<T>(T Value, DateTime Until);

    private sealed record KnownToken(ApiToken Row, Asker Asker);
}
