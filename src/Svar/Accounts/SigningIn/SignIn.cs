using Microsoft.EntityFrameworkCore;
using Svar.Data;

namespace Svar.Accounts.SigningIn;

/// <summary>
/// Checks an e-mail address and a password. The answer is the same, and takes as long, for a wrong password, an unknown
/// address, a closed account and one that rests.
/// </summary>
internal sealed class SignIn(
    IDbContextFactory<SvarDb> dbs, Passwords passwords, AccountLimits limits, EvenPace pace, AccountOptions options, TimeProvider clock)
{
    /// <param name="from">The network address, for the audit log.</param>
    public async Task<SignInResult> HandleAsync(string email, string password, string? from, CancellationToken cancel)
    {
        if (!limits.MaySignIn(email))
        {
            return new SignInResult.TooMany();
        }

        return await pace.RunAsync<SignInResult>(async () =>
            await CheckAsync(EmailAddress.Key(email), password, from, cancel) is { } staff ? new SignInResult.SignedIn(staff) : new SignInResult.Refused());
    }

    /// <summary>
    /// Each try is counted before its password is looked at: a hundred tries sent at once get no further than a hundred
    /// sent one after another.
    /// </summary>
    private async Task<Staff?> CheckAsync(string key, string password, string? from, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (known, isLast) = await CountAsync(key, now, cancel);
        if (!passwords.IsRight(known?.PasswordHash, password, out var better))
        {
            if (isLast)
            {
                await dbs.WriteAsync(
                    db =>
                    {
                        Audit.Add(db, Asker.Nobody, now, null, "account.locked", known!.Email!, new { From = from });
                        return Task.CompletedTask;
                    },
                    cancel);
            }

            return null;
        }

        return await dbs.WriteAsync(
            async db =>
            {
                var row = await db.Set<Staff>().SingleAsync(s => s.Id == known!.Id, cancel);
                if (row.ClosedAt is not null || row.PasswordHash != known!.PasswordHash)
                {
                    return null;
                }

                row.AccessFailedCount = 0;
                row.LockoutEnd = null;
                row.LastSignInAt = now;
                row.PasswordHash = better ?? row.PasswordHash;
                row.Changed();
                Audit.Add(db, Asker.Of(row.Id, row.DisplayName, []), now, null, "account.signed-in", row.Email!, new { From = from });
                return row;
            },
            cancel);
    }

    /// <summary>Who it is, if they may try now; and whether this is the last try before the account rests.</summary>
    private Task<(Staff? Known, bool IsLast)> CountAsync(string key, DateTime now, CancellationToken cancel) => dbs.WriteAsync(
        async db =>
        {
            var staff = await db.Set<Staff>().SingleOrDefaultAsync(s => s.NormalizedEmail == key, cancel);
            if (staff?.PasswordHash is null || staff.ClosedAt is not null || staff.IsLockedOut(now))
            {
                return (null, false);
            }

            staff.AccessFailedCount++;
            var isLast = staff.AccessFailedCount >= options.TriesBeforeLockout;
            if (isLast)
            {
                staff.LockoutEnd = new DateTimeOffset(now + options.LockoutFor, TimeSpan.Zero);
                staff.AccessFailedCount = 0;
            }

            staff.Changed();
            return ((Staff?)staff, isLast);
        },
        cancel);
}

internal abstract record SignInResult
{
    internal sealed record SignedIn(Staff Staff) : SignInResult;

    internal sealed record Refused : SignInResult;

    /// <summary>More tries for this address than anybody needs; the password was not looked at.</summary>
    internal sealed record TooMany : SignInResult;
}
