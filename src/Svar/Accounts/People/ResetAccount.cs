using Microsoft.EntityFrameworkCore;
using Svar.Accounts.Links;
using Svar.Data;

namespace Svar.Accounts.People;

internal abstract record ResetAccountResult
{
    /// <param name="Link">To print; null when it went by mail.</param>
    internal sealed record Done(string? Link) : ResetAccountResult;

    internal sealed record NotFound : ResetAccountResult;

    internal sealed record NotYours : ResetAccountResult;
}

/// <summary>
/// An admin gives somebody a new link to choose a password by; to somebody invited, the invitation again. Their old
/// password works until they use it.
/// </summary>
internal sealed class ResetAccount(IDbContextFactory<SvarDb> dbs, AccountOptions options, TimeProvider clock)
{
    /// <param name="mail">How the link gets there; null: it is returned.</param>
    public Task<ResetAccountResult> HandleAsync(Asker asker, long staffId, IAccountMail? mail, CancellationToken cancel) => dbs.WriteAsync<ResetAccountResult>(
        async db =>
        {
            if (await db.Set<Staff>().SingleOrDefaultAsync(s => s.Id == staffId && s.ClosedAt == null, cancel) is not { } staff)
            {
                return new ResetAccountResult.NotFound();
            }

            var roles = await RoleRules.OfAsync(db, staffId, cancel);
            if (!RoleRules.Covers(asker, roles))
            {
                return new ResetAccountResult.NotYours();
            }

            var now = clock.GetUtcNow().UtcDateTime;
            var kind = staff.IsInvited ? LinkKind.Invitation : LinkKind.Reset;
            var key = await AccountLink.AddAsync(db, kind, staffId, now, cancel);
            var link = options.Absolute(AccountLink.Path(kind, key));
            Audit.Add(db, asker, now, RoleRules.OneBrand(roles.Select(r => r.Grant)), "account.reset-sent", staff.Email!, new { ByMail = mail is not null });
            if (mail is null)
            {
                return new ResetAccountResult.Done(link);
            }

            await (kind == LinkKind.Invitation
                ? AccountMails.SendInvitationAsync(mail, db, staff, asker.Name, link, cancel)
                : AccountMails.SendResetAsync(mail, db, staff, link, cancel));
            return new ResetAccountResult.Done(null);
        },
        cancel);

    /// <summary>By e-mail address, for the verb.</summary>
    public async Task<ResetAccountResult> HandleAsync(Asker asker, string email, CancellationToken cancel) =>
        await StaffList.FindAsync(dbs, email, cancel) is { } staffId ? await HandleAsync(asker, staffId, null, cancel) : new ResetAccountResult.NotFound();
}
