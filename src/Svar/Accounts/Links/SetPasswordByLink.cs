using Microsoft.EntityFrameworkCore;
using Svar.Accounts.Asking;
using Svar.Accounts.SigningIn;
using Svar.Data;

namespace Svar.Accounts.Links;

/// <summary>
/// Accepts an invitation, or sets another password after a reset: both prove by the link that the mail reached its
/// owner. Ends every session and lockout, and makes every other link of that person worthless.
/// </summary>
internal sealed class SetPasswordByLink(IDbContextFactory<SvarDb> dbs, Passwords passwords, AskerCache askers, TimeProvider clock)
{
    /// <summary>Whose link it is; null when it can no longer be used. Looking does not use it: mail scanners open every link.</summary>
    public async Task<Staff?> OwnerAsync(LinkKind kind, string? key, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var link = await AccountLink.FindAsync(db, kind, key, clock.GetUtcNow().UtcDateTime, cancel);
        return link?.StaffId is not { } staffId
            ? null
            : await db.Set<Staff>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == staffId && s.ClosedAt == null, cancel);
    }

    /// <param name="name">Null: the name stays.</param>
    /// <param name="language">Null: the language stays.</param>
    public async Task<SetPasswordResult> HandleAsync(LinkKind kind, string? key, string password, string? name, string? language, CancellationToken cancel)
    {
        if (await OwnerAsync(kind, key, cancel) is not { } owner)
        {
            return new SetPasswordResult.LinkIsDead();
        }

        if (PersonDetails.Problem(owner.Email, name ?? owner.DisplayName, password) is { } problem)
        {
            return new SetPasswordResult.Refused(owner, problem);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var hash = passwords.Hash(password);
        var result = await dbs.WriteAsync<SetPasswordResult>(
            async db =>
            {
                if (await AccountLink.FindAsync(db, kind, key, now, cancel) is not { } link
                    || await db.Set<Staff>().SingleOrDefaultAsync(s => s.Id == link.StaffId && s.ClosedAt == null, cancel) is not { } staff)
                {
                    return new SetPasswordResult.LinkIsDead();
                }

                // The link itself by name: when another used it since it was read, the query for open links no longer finds it.
                link.UsedAt = now;
                await AccountLink.VoidAsync(db, staff.Id, now, cancel);
                staff.SetPassword(hash);
                staff.EmailConfirmed = true;
                staff.LastSignInAt = now;
                staff.DisplayName = name?.Trim() ?? staff.DisplayName;
                staff.Language = language is null ? staff.Language : PersonDetails.Language(language);
                Audit.Add(db, Asker.Of(staff.Id, staff.DisplayName, []), now, null, kind == LinkKind.Invitation ? "account.accepted" : "account.reset", staff.Email!);
                return new SetPasswordResult.Done(staff);
            },
            cancel);
        askers.Clear();
        return result;
    }
}

internal abstract record SetPasswordResult
{
    internal sealed record Done(Staff Staff) : SetPasswordResult;

    /// <summary>Used, too old, unknown, replaced by a newer one, or its owner's account is closed.</summary>
    internal sealed record LinkIsDead : SetPasswordResult;

    internal sealed record Refused(Staff Owner, PersonProblem Problem) : SetPasswordResult;
}
