using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Svar.Data;

namespace Svar.Accounts.SigningIn;

/// <summary>
/// What ASP.NET Core Identity reads and writes of a <see cref="Staff"/>. A save of its own at each call; use cases that
/// write more than the person (links, mail, the audit log) change the entity themselves.
/// </summary>
internal sealed class StaffStore(IDbContextFactory<SvarDb> dbs)
    : IUserPasswordStore<Staff>, IUserEmailStore<Staff>, IUserSecurityStampStore<Staff>, IUserLockoutStore<Staff>
{
    public async Task<IdentityResult> CreateAsync(Staff user, CancellationToken cancellationToken)
    {
        await dbs.WriteAsync(
            db =>
            {
                db.Add(user);
                return Task.CompletedTask;
            },
            cancellationToken);
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> UpdateAsync(Staff user, CancellationToken cancellationToken)
    {
        await using var db = await dbs.CreateDbContextAsync(cancellationToken);
        db.Attach(user);
        user.Changed();
        db.Update(user);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return IdentityResult.Success;
        }
        catch (DbUpdateConcurrencyException)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }
    }

    public Task<IdentityResult> DeleteAsync(Staff user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts are closed, not deleted: what a person wrote keeps their name.");

    public Task<Staff?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        long.TryParse(userId, CultureInfo.InvariantCulture, out var id)
            ? FindAsync(s => s.Id == id, cancellationToken)
            : Task.FromResult<Staff?>(null);

    public Task<Staff?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        FindAsync(s => s.NormalizedUserName == normalizedUserName, cancellationToken);

    public Task<Staff?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        FindAsync(s => s.NormalizedEmail == normalizedEmail, cancellationToken);

    public Task<string> GetUserIdAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(user.UserName);

    public Task<string?> GetNormalizedUserNameAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedUserName);

    public Task<string?> GetEmailAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(user.Email);

    public Task<string?> GetNormalizedEmailAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedEmail);

    public Task<bool> GetEmailConfirmedAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(user.EmailConfirmed);

    public Task<string?> GetPasswordHashAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task<string?> GetSecurityStampAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(user.SecurityStamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnd);

    public Task<int> GetAccessFailedCountAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    public Task<bool> GetLockoutEnabledAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(user.LockoutEnabled);

    public Task SetUserNameAsync(Staff user, string? userName, CancellationToken cancellationToken) => Set(() => user.UserName = userName);

    public Task SetNormalizedUserNameAsync(Staff user, string? normalizedName, CancellationToken cancellationToken) => Set(() => user.NormalizedUserName = normalizedName);

    public Task SetEmailAsync(Staff user, string? email, CancellationToken cancellationToken) => Set(() => user.Email = email);

    public Task SetNormalizedEmailAsync(Staff user, string? normalizedEmail, CancellationToken cancellationToken) => Set(() => user.NormalizedEmail = normalizedEmail);

    public Task SetEmailConfirmedAsync(Staff user, bool confirmed, CancellationToken cancellationToken) => Set(() => user.EmailConfirmed = confirmed);

    public Task SetPasswordHashAsync(Staff user, string? passwordHash, CancellationToken cancellationToken) => Set(() => user.PasswordHash = passwordHash);

    public Task SetSecurityStampAsync(Staff user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);

    public Task SetLockoutEndDateAsync(Staff user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(() => user.LockoutEnd = lockoutEnd);

    public Task SetLockoutEnabledAsync(Staff user, bool enabled, CancellationToken cancellationToken) => Set(() => user.LockoutEnabled = enabled);

    public Task<int> IncrementAccessFailedCountAsync(Staff user, CancellationToken cancellationToken) => Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(Staff user, CancellationToken cancellationToken) => Set(() => user.AccessFailedCount = 0);

    public void Dispose()
    {
    }

    private static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }

    private async Task<Staff?> FindAsync(System.Linq.Expressions.Expression<Func<Staff, bool>> which, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Staff>().AsNoTracking().SingleOrDefaultAsync(which, cancel);
    }
}
