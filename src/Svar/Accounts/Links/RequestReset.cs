using Microsoft.EntityFrameworkCore;
using Svar.Accounts.SigningIn;
using Svar.Data;

namespace Svar.Accounts.Links;

/// <summary>Somebody has forgotten their password. The answer is the same, and comes after the same time, whether there is such an account.</summary>
internal sealed class RequestReset(IDbContextFactory<SvarDb> dbs, IAccountMail mail, AccountLimits limits, EvenPace pace, AccountOptions options, TimeProvider clock)
{
    public Task HandleAsync(string? email, string? from, CancellationToken cancel) => pace.RunAsync(async () =>
    {
        if (EmailAddress.TryRead(email, out var address) && limits.MayReset(address))
        {
            await SendAsync(Staff.NormalisedEmail(address), from, cancel);
        }

        return true;
    });

    private Task SendAsync(string key, string? from, CancellationToken cancel) => dbs.WriteAsync(
        async db =>
        {
            if (await db.Set<Staff>().SingleOrDefaultAsync(s => s.NormalizedEmail == key && s.ClosedAt == null, cancel) is not { } staff)
            {
                return;
            }

            var now = clock.GetUtcNow().UtcDateTime;
            var link = await AccountLink.AddAsync(db, LinkKind.Reset, staff.Id, now, cancel);
            await AccountMails.SendResetAsync(mail, db, staff, options.Absolute(AccountLink.Path(LinkKind.Reset, link)), cancel);
            Audit.Add(db, Asker.Nobody, now, null, "account.reset-asked", staff.Email!, new { From = from });
        },
        cancel);
}
