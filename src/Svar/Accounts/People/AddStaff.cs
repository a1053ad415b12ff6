using Microsoft.EntityFrameworkCore;
using Svar.Accounts.Asking;
using Svar.Accounts.Links;
using Svar.Accounts.SigningIn;
using Svar.Data;

namespace Svar.Accounts.People;

/// <summary>
/// Makes an account without mail, for whoever runs the program: with a password, or with a link to print by which its
/// owner chooses one.
/// </summary>
internal sealed record NewStaff(string Email, string Name, string Language, IReadOnlyList<Grant> Grants, string? Password = null);

internal abstract record AddStaffResult
{
    /// <param name="Link">Where the password is chosen; null when it was given.</param>
    internal sealed record Added(long StaffId, string? Link) : AddStaffResult;

    internal sealed record Refused(PersonProblem Problem) : AddStaffResult;

    internal sealed record EmailIsTaken : AddStaffResult;

    internal sealed record UnknownBrand : AddStaffResult;

    internal sealed record NotYours : AddStaffResult;
}

internal sealed class AddStaff(
    IDbContextFactory<SvarDb> dbs, Passwords passwords, IBrandNames brands, AskerCache askers, AccountOptions options, TimeProvider clock)
{
    public async Task<AddStaffResult> HandleAsync(Asker asker, NewStaff request, CancellationToken cancel)
    {
        if (PersonDetails.Problem(request.Email, request.Name, request.Password) is { } problem)
        {
            return new AddStaffResult.Refused(problem);
        }

        var grants = RoleRules.Tidied(request.Grants);
        if (!grants.TrueForAll(asker.MayGrant))
        {
            return new AddStaffResult.NotYours();
        }

        var email = request.Email.Trim();
        var key = Staff.NormalisedEmail(email);
        var hash = request.Password is null ? null : passwords.Hash(request.Password);
        var result = await dbs.WriteAsync<AddStaffResult>(
            async db =>
            {
                if (!await RoleRules.KnowsBrandsAsync(brands, db, grants, cancel))
                {
                    return new AddStaffResult.UnknownBrand();
                }

                if (await db.Set<Staff>().AnyAsync(s => s.NormalizedEmail == key, cancel))
                {
                    return new AddStaffResult.EmailIsTaken();
                }

                var now = clock.GetUtcNow().UtcDateTime;
                var staff = Staff.New(db.NextKey(), email, request.Name.Trim(), PersonDetails.Language(request.Language), now);
                db.Add(staff);
                foreach (var grant in grants)
                {
                    db.Add(new StaffRole { Id = db.NextKey(), StaffId = staff.Id, BrandId = grant.BrandId, Role = grant.Role });
                }

                Audit.Add(db, asker, now, RoleRules.OneBrand(grants), "account.added", email, RoleRules.Described(grants));
                if (hash is not null)
                {
                    staff.SetPassword(hash);
                    return new AddStaffResult.Added(staff.Id, null);
                }

                var link = await AccountLink.AddAsync(db, LinkKind.Invitation, staff.Id, now, cancel);
                return new AddStaffResult.Added(staff.Id, options.Absolute(AccountLink.Path(LinkKind.Invitation, link)));
            },
            cancel);
        askers.Clear();
        return result;
    }
}
