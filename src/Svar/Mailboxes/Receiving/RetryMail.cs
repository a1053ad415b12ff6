using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Cluster;
using Svar.Data;

namespace Svar.Mailboxes.Receiving;

/// <summary>
/// Gives a mail that was set aside, or on which Intake failed, to Intake again. One that was set aside becomes a
/// conversation this time, whatever Intake thinks of it: a person has said so.
/// </summary>
internal sealed class RetryMail(IDbContextFactory<SvarDb> dbs, Nudges nudges)
{
    public async Task<Outcome<bool>> HandleAsync(Asker asker, long receivedMailId, CancellationToken cancel)
    {
        var brand = 0L;
        var outcome = await dbs.WriteAsync<Outcome<bool>>(
            async db =>
            {
                if (await db.Set<ReceivedMail>().FirstOrDefaultAsync(m => m.Id == receivedMailId, cancel) is not { } mail)
                {
                    return Refusal.NotFound("There is no such mail.");
                }

                brand = mail.BrandId;
                if (!asker.May(Act.TakeInMail, mail.BrandId))
                {
                    return Refusal.NotAllowed("Your role in this brand does not let you take in mail.");
                }

                if (mail.State is not (ReceivedState.SetAside or ReceivedState.Failed))
                {
                    return Refusal.Conflict("Somebody has taken this mail in already.");
                }

                mail.Outcome = mail.State == ReceivedState.SetAside ? ReceivedMail.AsConversation : null;
                mail.State = ReceivedState.Pending;
                mail.TakenInAt = null;
                return true;
            },
            cancel);
        if (outcome.IsDone)
        {
            nudges.Publish(new Nudge(NudgeTopic.Received, brand, receivedMailId));
        }

        return outcome;
    }
}
