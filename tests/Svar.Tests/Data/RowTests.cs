using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts.Asking;
using Svar.Brands;
using Svar.Conversations;
using Svar.Customers;
using Svar.Data;
using Svar.Mailboxes;
using Svar.Tests.House;

namespace Svar.Tests.Data;

/// <summary>What holds of every row: whose it is, what text it keeps, and who changed it first.</summary>
public class RowTests
{
    [Theory, BothEngines]
    internal async Task A_query_sees_the_brands_of_its_scope(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        await house.DeliverAsync(Letter.FromKari());
        await house.DeliverAsync(Letter.FromKari(), MailHouse.OtherBrandsAddress);
        async Task<(int Conversations, int Mailboxes, int Messages)> SeenAsync(BrandScope scope)
        {
            using var held = BrandScope.Use(scope);
            return (await house.ConversationsAsync(), (await house.AllAsync<Mailbox>()).Count, (await house.AllAsync<Message>()).Count);
        }

        Assert.Equal((2, 3, 2), await SeenAsync(BrandScope.All));
        Assert.Equal((1, 2, 1), await SeenAsync(BrandScope.Of(house.Brand)));
        Assert.Equal((1, 1, 1), await SeenAsync(BrandScope.Of(house.OtherBrand)));
        Assert.Equal((0, 0, 0), await SeenAsync(BrandScope.None));
        Assert.Equal((2, 3, 2), await SeenAsync(BrandScope.Of(house.Brand, house.OtherBrand)));
    }

    [Theory, BothEngines]
    internal async Task A_request_of_nobody_sees_no_row_of_any_brand(DatabaseEngine engine)
    {
        await using var house = await MailHouse.ServeAsync(engine, map: app => app.MapGet("/seen", async (SvarDb db) => await db.Set<Mailbox>().CountAsync(MailHouse.Cancel)).Public());
        using var http = new HttpClient { BaseAddress = new Uri(house.Url) };
        Assert.Equal(0, await http.GetFromJsonAsync<int>("/seen", MailHouse.Cancel));
        Assert.Equal(3, (await house.AllAsync<Mailbox>()).Count);
    }

    [Theory, BothEngines]
    internal async Task Text_that_the_engines_cannot_keep_is_mended_in_every_save(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        const string Odd = "a\0b\uD800c\uDC00d😀e\uD83D";
        const string Mended = "a\uFFFDb\uFFFDc\uFFFDd😀e\uFFFD";
        var id = await house.Database.WriteAsync(
            async db =>
            {
                var tracked = new Customer { Id = db.NextKey(), BrandId = house.Brand, Name = Odd, Phone = Odd, CreatedAt = house.Time.Now };
                db.Add(tracked);
                await db.InsertManyAsync([new Customer { Id = db.NextKey(), BrandId = house.Brand, Name = Odd, Group = Odd, CreatedAt = house.Time.Now }], MailHouse.Cancel);
                return tracked.Id;
            },
            MailHouse.Cancel);
        Assert.All(await house.AllAsync<Customer>(), c => Assert.Equal((Mended, Mended), (c.Name, c.Phone ?? c.Group)));
        await house.Database.WriteAsync(async db => (await db.Set<Customer>().SingleAsync(c => c.Id == id, MailHouse.Cancel)).Phone = "\0", MailHouse.Cancel);
        Assert.Equal("\uFFFD", (await house.AllAsync<Customer>()).Single(c => c.Id == id).Phone);
        await house.Database.WriteAsync(
            async db =>
            {
                var brand = await db.Set<Brand>().SingleAsync(b => b.Id == house.Brand, MailHouse.Cancel);
                brand.Tagline = new Texts { ["nb"] = Odd };
            },
            MailHouse.Cancel);
        Assert.Equal(Mended, (await house.AllAsync<Brand>()).Single(b => b.Id == house.Brand).Tagline["nb"]);
    }

    [Theory, BothEngines]
    internal async Task Of_two_who_change_a_row_at_once_the_second_is_told(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = (await house.DeliverAsync(Letter.FromKari())).ConversationId!.Value;
        await using var one = house.Database.CreateDbContext();
        await using var two = house.Database.CreateDbContext();
        var mine = await one.Set<Conversation>().SingleAsync(c => c.Id == id, MailHouse.Cancel);
        var theirs = await two.Set<Conversation>().SingleAsync(c => c.Id == id, MailHouse.Cancel);
        mine.Subject = "Mitt";
        await one.SaveChangesAsync(MailHouse.Cancel);
        theirs.Subject = "Ditt";
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => two.SaveChangesAsync(MailHouse.Cancel));
        Assert.Equal("Mitt", (await house.ConversationAsync(id)).Conversation.Subject);
    }

    [Theory, BothEngines]
    internal async Task Changes_at_once_are_all_made_and_whoever_expected_the_old_version_is_refused(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = (await house.DeliverAsync(Letter.FromKari())).ConversationId!.Value;
        var change = house.Get<ChangeConversation>();
        var seen = (await house.ConversationAsync(id)).Conversation.Version;
        var outcomes = await Task.WhenAll(
            Task.Run(() => change.HandleAsync(house.Anna, id, new ConversationChange(Priority: Priority.High), MailHouse.Cancel), MailHouse.Cancel),
            Task.Run(() => change.HandleAsync(house.Anna, id, new ConversationChange(Kind: ConversationKind.Compliment), MailHouse.Cancel), MailHouse.Cancel),
            Task.Run(() => change.HandleAsync(house.Anna, id, new ConversationChange(Assignee: "anna@fjordogfell.example"), MailHouse.Cancel), MailHouse.Cancel));
        Assert.All(outcomes, o => Assert.True(o.IsDone));
        var conversation = (await house.ConversationAsync(id)).Conversation;
        Assert.Equal((Priority.High, ConversationKind.Compliment, house.Anna.StaffId), (conversation.Priority, conversation.Kind, conversation.AssigneeId));
        var late = await change.HandleAsync(house.Anna, id, new ConversationChange(Priority: Priority.Low, ExpectedVersion: seen), MailHouse.Cancel);
        Assert.Equal(RefusalKind.Conflict, late.Refusal!.Kind);
    }
}
