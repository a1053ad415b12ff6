using Microsoft.EntityFrameworkCore;
using Svar.Data;
using Svar.Mailboxes.Sending;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Mailboxes;

/// <summary>While one node sends a mail no other does.</summary>
public class ClaimTests
{
    [Theory, BothEngines]
    internal async Task A_mail_that_takes_an_hour_to_send_stays_claimed_and_goes_out_once(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var otherNode = new Outbox(house.Database, house.Time);
        var taken = new List<OutgoingMail>();
        house.Post.Meanwhile = async _ =>
        {
            for (var minutes = 0; minutes < 60; minutes += 10)
            {
                house.Wait(TimeSpan.FromMinutes(10));
                await SettledAsync(house);
                taken.AddRange(await otherNode.ClaimAsync(10, MailHouse.Cancel));
            }
        };
        await house.DeliverAsync(Letter.FromKari());
        await house.SendAsync();
        Assert.Empty(taken);
        Assert.Single(house.Post.Letters);
        Assert.Equal(OutgoingState.Sent, Assert.Single(await house.AllAsync<OutgoingMail>()).State);
    }

    [Theory, BothEngines]
    internal async Task A_node_that_died_while_it_sent_loses_its_claim(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        await house.DeliverAsync(Letter.FromKari());
        Assert.Single(await house.Get<Outbox>().ClaimAsync(10, MailHouse.Cancel));
        var otherNode = new Outbox(house.Database, house.Time);
        house.Wait(TimeSpan.FromMinutes(29));
        Assert.Empty(await otherNode.ClaimAsync(10, MailHouse.Cancel));
        house.Wait(TimeSpan.FromMinutes(2));
        Assert.Single(await otherNode.ClaimAsync(10, MailHouse.Cancel));
    }

    [Theory, BothEngines]
    internal async Task A_sender_that_has_lost_its_claim_to_another_node_stops(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var stopped = false;
        house.Post.Meanwhile = async _ =>
        {
            await house.Database.WriteAsync(
                db => db.Set<OutgoingMail>().ExecuteUpdateAsync(set => set.SetProperty(m => m.ClaimedBy, "another node").SetProperty(m => m.ClaimedAt, house.Time.Now), MailHouse.Cancel),
                MailHouse.Cancel);
            house.Wait(TimeSpan.FromMinutes(10));
            await MailHouse.UntilAsync(() => Task.FromResult(house.Post.Given.IsCancellationRequested), "it stops", seconds: 20);
            stopped = true;
        };
        await house.DeliverAsync(Letter.FromKari());
        await house.SendAsync();
        Assert.True(stopped);
        var mail = Assert.Single(await house.AllAsync<OutgoingMail>());
        Assert.Equal((OutgoingState.Sending, "another node"), (mail.State, mail.ClaimedBy));
    }

    /// <summary>Until a sender that renews its claim when the clock was moved has done so; one that does not is given a moment.</summary>
    private static async Task SettledAsync(MailHouse house)
    {
        for (var tries = 0; tries < 40 && await house.ReadAsync(db => db.Set<OutgoingMail>().AnyAsync(m => m.ClaimedAt < house.Time.Now, MailHouse.Cancel)); tries++)
        {
            await Task.Delay(25, MailHouse.Cancel);
        }
    }
}
