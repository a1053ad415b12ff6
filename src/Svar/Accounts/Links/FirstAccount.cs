using Microsoft.EntityFrameworkCore;
using Svar.Accounts.Asking;
using Svar.Accounts.SigningIn;
using Svar.Data;

namespace Svar.Accounts.Links;

/// <summary>How the first person comes in: who can read what the program prints at its start may make the first account.</summary>
internal sealed class FirstAccount(IDbContextFactory<SvarDb> dbs, Passwords passwords, AskerCache askers, AccountOptions options, TimeProvider clock)
{
    /// <summary>The address to print at the start; null when there is an admin. Earlier ones are worthless from then on.</summary>
    public Task<string?> OfferAsync(CancellationToken cancel) => dbs.WriteAsync(
        async db =>
        {
            if (await HasAdminAsync(db, cancel))
            {
                return null;
            }

            var key = await AccountLink.AddAsync(db, LinkKind.First, null, clock.GetUtcNow().UtcDateTime, cancel);
            return (string?)options.Absolute(AccountLink.Path(LinkKind.First, key));
        },
        cancel);

    public async Task<bool> IsOfferedAsync(string? key, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await AccountLink.FindAsync(db, LinkKind.First, key, clock.GetUtcNow().UtcDateTime, cancel) is not null && !await HasAdminAsync(db, cancel);
    }

    public async Task<FirstAccountResult> MakeAsync(string? key, string email, string name, string language, string password, CancellationToken cancel)
    {
        if (!await IsOfferedAsync(key, cancel))
        {
            return new FirstAccountResult.LinkIsDead();
        }

        if (PersonDetails.Problem(email, name, password) is { } problem)
        {
            return new FirstAccountResult.Refused(problem);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var hash = passwords.Hash(password);
        var normalised = Staff.NormalisedEmail(email.Trim());
        var result = await dbs.WriteAsync<FirstAccountResult>(
            async db =>
            {
                if (await AccountLink.FindAsync(db, LinkKind.First, key, now, cancel) is not { } link || await HasAdminAsync(db, cancel))
                {
                    return new FirstAccountResult.LinkIsDead();
                }

                if (await db.Set<Staff>().AnyAsync(s => s.NormalizedEmail == normalised, cancel))
                {
                    return new FirstAccountResult.Refused(PersonProblem.EmailIsTaken);
                }

                link.UsedAt = now;
                var staff = Staff.New(db.NextKey(), email.Trim(), name.Trim(), PersonDetails.Language(language), now);
                staff.SetPassword(hash);
                staff.LastSignInAt = now;
                db.Add(staff);
                db.Add(new StaffRole { Id = db.NextKey(), StaffId = staff.Id, BrandId = null, Role = Role.Admin });
                Audit.Add(db, Asker.Of(staff.Id, staff.DisplayName, []), now, null, "account.first", staff.Email!);
                return new FirstAccountResult.Made(staff);
            },
            cancel);
        askers.Clear();
        return result;
    }

    // An account of a lesser role can let nobody in: it does not spend the link.
    private static Task<bool> HasAdminAsync(SvarDb db, CancellationToken cancel) =>
        db.Set<StaffRole>().AnyAsync(r => r.BrandId == null && r.Role == Role.Admin && db.Set<Staff>().Any(s => s.Id == r.StaffId && s.ClosedAt == null), cancel);
}

internal abstract record FirstAccountResult
{
    internal sealed record Made(Staff Staff) : FirstAccountResult;

    /// <summary>Used, too old, unknown, or somebody else was first.</summary>
    internal sealed record LinkIsDead : FirstAccountResult;

    internal sealed record Refused(PersonProblem Problem) : FirstAccountResult;
}
