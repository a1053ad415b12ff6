using Microsoft.EntityFrameworkCore;
using Svar.Accounts.Asking;
using Svar.Accounts.Links;
using Svar.Data;

namespace Svar.Accounts.People;

/// <summary>Asks somebody in by mail, with roles. Somebody who is here already gets the roles added, and a mail that says so.</summary>
internal sealed record Invitation(string Email, string Name, string Language, IReadOnlyList<Grant> Grants);

internal enum InviteResult
{
    /// <summary>A link is on its way; also to somebody who was invited before, or whose account was closed.</summary>
    Invited,
    RolesAdded,
    BadEmail,
    BadName,
    NoRoles,
    UnknownBrand,

    /// <summary>More than the asker has to give.</summary>
    NotYours,
}

internal sealed class InviteStaff(
    IDbContextFactory<SvarDb> dbs, IAccountMail mail, IBrandNames brands, AskerCache askers, AccountOptions options, TimeProvider clock)
{
    public async Task<InviteResult> HandleAsync(Asker asker, Invitation request, CancellationToken cancel)
    {
        if (!EmailAddress.TryRead(request.Email, out var email))
        {
            return InviteResult.BadEmail;
        }

        if (PersonDetails.ProblemOfName(request.Name) is not null)
        {
            return InviteResult.BadName;
        }

        var grants = RoleRules.Tidied(request.Grants);
        if (grants.Count == 0)
        {
            return InviteResult.NoRoles;
        }

        if (!grants.TrueForAll(asker.MayGrant))
        {
            return InviteResult.NotYours;
        }

        var result = await dbs.WriteAsync(db => SaveAsync(db, asker, email, request, grants, cancel), cancel);
        askers.Clear();
        return result;
    }

    private async Task<InviteResult> SaveAsync(SvarDb db, Asker asker, string email, Invitation request, List<Grant> grants, CancellationToken cancel)
    {
        if (!await RoleRules.KnowsBrandsAsync(brands, db, grants, cancel))
        {
            return InviteResult.UnknownBrand;
        }

        await RoleRules.OneAtATimeAsync(db, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var key = Staff.NormalisedEmail(email);
        var staff = await db.Set<Staff>().SingleOrDefaultAsync(s => s.NormalizedEmail == key, cancel);
        if (staff is null)
        {
            staff = Staff.New(db.NextKey(), email, request.Name.Trim(), PersonDetails.Language(request.Language), now);
            db.Add(staff);
        }

        staff.Reopen();
        var had = await RoleRules.OfAsync(db, staff.Id, cancel);
        foreach (var grant in grants)
        {
            if (had.Find(r => r.BrandId == grant.BrandId) is not { } role)
            {
                db.Add(new StaffRole { Id = db.NextKey(), StaffId = staff.Id, BrandId = grant.BrandId, Role = grant.Role });
            }
            else if (role.Role < grant.Role)
            {
                role.Role = grant.Role;
            }
        }

        var isNew = staff.PasswordHash is null;
        if (isNew)
        {
            var link = await AccountLink.AddAsync(db, LinkKind.Invitation, staff.Id, now, cancel);
            await AccountMails.SendInvitationAsync(mail, db, staff, asker.Name, options.Absolute(AccountLink.Path(LinkKind.Invitation, link)), cancel);
        }
        else
        {
            await AccountMails.SendRolesAsync(mail, db, staff, asker.Name, options.Absolute("/desk"), cancel);
        }

        foreach (var grant in grants)
        {
            Audit.Add(db, asker, now, grant.BrandId, isNew ? "account.invited" : "account.roles", staff.Email!, RoleRules.Described([grant]));
        }

        return isNew ? InviteResult.Invited : InviteResult.RolesAdded;
    }
}
