using Microsoft.EntityFrameworkCore;
using Svar.Accounts.Asking;
using Svar.Accounts.Links;
using Svar.Accounts.SigningIn;
using Svar.Data;

namespace Svar.Accounts.People;

internal enum ChangePasswordResult
{
    Changed,

    /// <summary>The present password is not right, or was tried too often.</summary>
    IsWrong,
    TooShort,
    TooLong,
    IsEmail,
}

/// <summary>What people change of their own account. Each returns the person as saved, so that the page's own session can go on.</summary>
internal sealed class ChangeProfile(IDbContextFactory<SvarDb> dbs, Passwords passwords, AccountLimits limits, AskerCache askers, TimeProvider clock)
{
    public async Task<(PersonProblem? Problem, Staff? Staff)> ChangeNameAsync(Asker asker, string? name, string? language, CancellationToken cancel)
    {
        if (PersonDetails.ProblemOfName(name) is { } problem)
        {
            return (problem, null);
        }

        var staff = await WriteAsync(
            asker,
            "account.changed",
            staff =>
            {
                staff.DisplayName = name!.Trim();
                staff.Language = PersonDetails.Language(language);
                staff.Changed();
            },
            cancel);
        return (null, staff);
    }

    /// <summary>Asks for the present password again: an unattended screen must not be enough to take an account over.</summary>
    public async Task<(ChangePasswordResult Result, Staff? Staff)> ChangePasswordAsync(Asker asker, string present, string wanted, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var staff = await db.Set<Staff>().AsNoTracking().SingleAsync(s => s.Id == asker.StaffId, cancel);
        if (!limits.MaySignIn(staff.Email!) || !passwords.IsRight(staff.PasswordHash, present, out _))
        {
            return (ChangePasswordResult.IsWrong, null);
        }

        if (Passwords.Refusal(wanted, staff.Email!) is { } refusal)
        {
            return (Refused(refusal), null);
        }

        var hash = passwords.Hash(wanted);
        return (ChangePasswordResult.Changed, await WriteAsync(asker, "account.password", s => s.SetPassword(hash), cancel));
    }

    /// <summary>Every other place where this person is signed in ends with its next request.</summary>
    public Task<Staff> SignOutEverywhereAsync(Asker asker, CancellationToken cancel) =>
        WriteAsync(asker, "account.signed-out-everywhere", s => s.EndSessions(), cancel);

    private async Task<Staff> WriteAsync(Asker asker, string what, Action<Staff> change, CancellationToken cancel)
    {
        var staff = await dbs.WriteAsync(
            async db =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                var row = await db.Set<Staff>().SingleAsync(s => s.Id == asker.StaffId && s.ClosedAt == null, cancel);
                change(row);
                await AccountLink.VoidAsync(db, row.Id, now, cancel);
                Audit.Add(db, asker, now, null, what, row.Email!);
                return row;
            },
            cancel);
        askers.Clear();
        return staff;
    }

    private static ChangePasswordResult Refused(PasswordRefusal refusal) => refusal switch
    {
        PasswordRefusal.TooShort => ChangePasswordResult.TooShort,
        PasswordRefusal.TooLong => ChangePasswordResult.TooLong,
        _ => ChangePasswordResult.IsEmail,
    };
}
