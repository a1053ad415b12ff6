using Svar.Data;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Intake;

/// <summary>Mails that come in the wrong order, and mails that are taken in by one save.</summary>
public class LateAndTogetherTests
{
    [Theory, BothEngines]
    internal async Task What_was_answered_joins_when_it_comes_late(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var answer = await house.DeliverAsync(Letter.FromKari("Sv: Teltet", "Og her er bildet.") with { Id = "2@kari", InReplyTo = "1@kari" });
        house.Wait(TimeSpan.FromHours(2));
        var first = await house.DeliverAsync(Letter.FromKari() with { Id = "1@kari" });
        Assert.Equal("new", answer.Outcome);
        Assert.Equal("reply by late ancestor", first.Outcome);
        Assert.Equal(answer.ConversationId, first.ConversationId);
    }

    [Theory, BothEngines]
    internal async Task A_colleagues_mail_to_the_customer_joins_late(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var answer = await house.DeliverAsync(Letter.FromKari("Sv: Varsel", "Hva betyr dette?") with { InReplyTo = "notice@carrier.example" });
        var notice = await house.DeliverAsync(new Letter("bud@carrier.example", "Varsel", "Pakken er forsinket.") { Id = "notice@carrier.example", To = "kari@example.no", Cc = MailHouse.Address });
        Assert.Equal(answer.ConversationId, notice.ConversationId);
    }

    [Theory, BothEngines]
    internal async Task A_stranger_does_not_become_the_awaited_ancestor_because_both_wrote_to_us(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var kari = await house.DeliverAsync(Letter.FromKari("Sv: skjema", "Her er mer.") with { InReplyTo = "form@shop" });
        var ola = await house.DeliverAsync(Letter.FromOla() with { Id = "form@shop" });
        Assert.Equal("new", ola.Outcome);
        Assert.NotEqual(kari.ConversationId, ola.ConversationId);
    }

    [Theory, BothEngines]
    internal async Task A_mail_and_its_answer_in_one_save_are_one_conversation(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.ReceiveAsync(Letter.FromKari() with { Id = "1@kari" });
        var second = await house.ReceiveAsync(Letter.FromKari(text: "Glemte bildet.") with { Id = "2@kari", InReplyTo = "1@kari" });
        var third = await house.ReceiveAsync(Letter.FromKari(text: "Og kvitteringen.") with { Id = "3@kari", InReplyTo = "2@kari" });
        Assert.Equal(3, await house.TakeInAsync());
        var view = await house.ConversationAsync((await house.RowAsync(first.Id)).ConversationId);
        Assert.Equal(3, view.Messages.Count);
        Assert.Equal("reply by their message id", (await house.RowAsync(second.Id)).Outcome);
        Assert.Equal("reply by their message id", (await house.RowAsync(third.Id)).Outcome);
        Assert.Empty(house.Log.Errors);
    }

    [Theory, BothEngines]
    internal async Task An_answer_before_its_mail_in_one_save_is_joined_too(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var second = await house.ReceiveAsync(Letter.FromKari(text: "Glemte bildet.") with { Id = "2@kari", InReplyTo = "1@kari" });
        var first = await house.ReceiveAsync(Letter.FromKari() with { Id = "1@kari" });
        await house.TakeInAsync();
        Assert.Equal((await house.RowAsync(second.Id)).ConversationId, (await house.RowAsync(first.Id)).ConversationId);
        Assert.Empty(house.Log.Errors);
    }

    [Theory, BothEngines]
    internal async Task A_new_customer_twice_in_one_save_is_one_customer_with_two_conversations_and_a_receipt_of_each(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        await house.ReceiveAsync(Letter.FromKari("Telt"));
        await house.ReceiveAsync(Letter.FromKari("Sko", "Skoene er for små."));
        Assert.Equal(2, await house.TakeInAsync());
        Assert.Equal(2, await house.ConversationsAsync());
        Assert.Single(await house.AllAsync<Svar.Customers.Customer>());
        Assert.Equal(2, await house.SendAsync());
        Assert.Empty(house.Log.Errors);
    }

    [Theory, BothEngines]
    internal async Task The_same_mail_to_two_addresses_in_one_save_is_one_conversation(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var one = await house.ReceiveAsync(Letter.FromKari());
        var two = await house.ReceiveAsync(Letter.FromKari(), MailHouse.SecondAddress);
        await house.TakeInAsync();
        Assert.Equal(1, await house.ConversationsAsync());
        Assert.Equal((await house.RowAsync(one.Id)).ConversationId, (await house.RowAsync(two.Id)).ConversationId);
    }

    [Theory, BothEngines]
    internal async Task Mails_of_two_brands_in_one_save_go_each_to_its_own(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var fjord = await house.ReceiveAsync(Letter.FromKari());
        var bre = await house.ReceiveAsync(Letter.FromKari(), MailHouse.OtherBrandsAddress);
        await house.TakeInAsync();
        var one = await house.ConversationAsync((await house.RowAsync(fjord.Id)).ConversationId);
        var two = await house.ConversationAsync((await house.RowAsync(bre.Id)).ConversationId);
        Assert.Equal(("FF-1001", "BR-1001"), (one.Reference, two.Reference));
        Assert.NotEqual(one.Customer.Id, two.Customer.Id);
    }

    [Theory, BothEngines]
    internal async Task Three_hundred_mails_are_taken_in_by_batches_and_numbered_without_gaps(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        for (var i = 0; i < 300; i++)
        {
            await house.ReceiveAsync(new Letter($"kunde{i % 120}@example.com", $"Sak {i}", $"Dette er sak nummer {i}."));
        }

        Assert.Equal(300, await house.TakeInAsync());
        var numbers = (await house.AllAsync<Svar.Conversations.Conversation>()).Select(c => c.Number).Order().ToList();
        Assert.Equal(Enumerable.Range(1001, 300).Select(n => (long)n), numbers);
        Assert.Equal(120, (await house.AllAsync<Svar.Customers.Customer>()).Count);
        Assert.Empty(house.Log.Errors);
    }

    [Theory, BothEngines]
    internal async Task Two_runs_at_once_take_each_mail_in_once(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        for (var i = 0; i < 100; i++)
        {
            await house.ReceiveAsync(new Letter($"kunde{i % 10}@example.com", $"Sak {i}", $"Dette er sak nummer {i}."));
        }

        await Task.WhenAll(Task.Run(() => house.TakeInAsync(), MailHouse.Cancel), Task.Run(() => house.TakeInAsync(), MailHouse.Cancel));
        var rows = await house.AllAsync<ReceivedMail>();
        Assert.All(rows, r => Assert.Equal((ReceivedState.TakenIn, "new"), (r.State, r.Outcome)));
        Assert.Equal(100, await house.ConversationsAsync());
        Assert.Equal(10, (await house.AllAsync<Svar.Customers.Customer>()).Count);
    }
}
