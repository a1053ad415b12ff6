using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Svar.Cluster;
using Svar.Conversations;
using Svar.Data;
using Svar.ServiceLevels;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Conversations;

/// <summary>Hours or targets change while clocks run.</summary>
public class RecountPromisesTests
{
    [Theory, BothEngines]
    internal async Task Every_clock_follows_also_of_a_conversation_with_a_long_history(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = (await house.DeliverAsync(Letter.FromKari())).ConversationId!.Value;
        var told = await DueAsync(house, id);
        await house.Database.WriteAsync(
            db =>
            {
                for (var i = 0; i < 600; i++)
                {
                    db.Add(new ConversationEvent { Id = db.NextKey(), BrandId = house.Brand, ConversationId = id, At = house.Time.GetUtcNow().UtcDateTime, Kind = EventKind.Assigned });
                }

                return Task.CompletedTask;
            },
            MailHouse.Cancel);
        await ChangeAsync(house, house.Brand, "PT1H");

        var recount = Recount(house);
        Assert.Equal(1, await recount.RunOnceAsync(MailHouse.Cancel));
        Assert.True(await DueAsync(house, id) < told, "the clock follows the shorter target");

        // Others may still have counted by what they read before: it is counted once more, and then the note is gone.
        Assert.Equal(1, await house.ReadAsync(db => db.Set<ChangedLevel>().CountAsync(MailHouse.Cancel)));
        house.Wait(RecountPromises.Settled);
        Assert.Equal(1, await recount.RunOnceAsync(MailHouse.Cancel));
        Assert.Equal(0, await house.ReadAsync(db => db.Set<ChangedLevel>().CountAsync(MailHouse.Cancel)));
        Assert.Equal(0, await recount.RunOnceAsync(MailHouse.Cancel));
    }

    [Theory, BothEngines]
    internal async Task A_brand_that_cannot_be_counted_keeps_no_other_waiting(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var other = (await house.DeliverAsync(Letter.FromKari(), MailHouse.OtherBrandsAddress)).ConversationId!.Value;
        var id = (await house.DeliverAsync(Letter.FromKari())).ConversationId!.Value;
        var told = await DueAsync(house, id);
        await ChangeAsync(house, house.OtherBrand, "no duration");
        await ChangeAsync(house, house.Brand, "PT1H");

        await Recount(house).RunOnceAsync(MailHouse.Cancel);
        Assert.True(await DueAsync(house, id) < told, "the clock follows the shorter target");
        Assert.NotNull(await DueAsync(house, other));
        Assert.Contains(await house.AllAsync<ChangedLevel>(), c => c.BrandId == house.OtherBrand);
    }

    private static RecountPromises Recount(MailHouse house) => new(
        house.Database, new ServiceLevelDirectory(house.Database, house.Time), house.Get<Nudges>(), house.Time, NullLogger<RecountPromises>.Instance);

    private static async Task ChangeAsync(MailHouse house, long brand, string within)
    {
        await house.Database.WriteAsync(
            async db =>
            {
                foreach (var rule in await db.Set<TargetRule>().Where(t => t.BrandId == brand).ToListAsync(MailHouse.Cancel))
                {
                    rule.FirstWithin = within;
                }

                ChangedLevels.Note(db, brand, house.Time.GetUtcNow().UtcDateTime);
            },
            MailHouse.Cancel);
    }

    private static Task<DateTime?> DueAsync(MailHouse house, long id) => house.ReadAsync(db =>
        db.Set<Promise>().AsNoTracking().Where(p => p.ConversationId == id && p.Clock == ClockKind.First).Select(p => p.DueAt).FirstOrDefaultAsync(MailHouse.Cancel));
}
