using Svar.Demo;

namespace Svar.Tests.Demo;

public class DemoShopTests
{
    private static readonly DateTime _today = new(2026, 11, 25, 9, 30, 0, DateTimeKind.Utc);
    private static readonly DemoMonth _month = DemoMonth.Create(_today);

    [Fact]
    public void The_shop_has_what_it_says()
    {
        var shop = _month.Shop;
        Assert.Equal((12, 30, 300, 250, 4), (shop.Articles.Count, shop.Products.Count, shop.Orders.Count, shop.Customers.Count, shop.People.Count));
        Assert.Equal(250, shop.Customers.Select(c => c.Email).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(300, shop.Orders.Select(o => o.Number).Distinct(StringComparer.Ordinal).Count());
        Assert.True(shop.Phones[0].TollFree);
        Assert.InRange(shop.Products.Count(p => p.Guide is not null), 8, 20);
        Assert.All(shop.Articles, a => Assert.True(a.Nb.Body.Length > 150 && a.En.Body.Length > 150 && a.Nb.Title != a.En.Title));
    }

    [Fact]
    public void Orders_tell_a_possible_story()
    {
        Assert.All(_month.Shop.Orders, o =>
        {
            Assert.InRange(o.PlacedAt, _today.AddYears(-1), _today);
            Assert.True(o.ShippedAt is null || (o.ShippedAt > o.PlacedAt && o.ShippedAt <= _today && o.TrackingNumber is not null));
            Assert.True(o.DeliveredAt is null || (o.DeliveredAt > o.ShippedAt && o.DeliveredAt <= _today));
            Assert.True(o.Return is null || o.Return.RegisteredAt > o.DeliveredAt);
        });
        Assert.InRange(_month.Shop.Orders.Count(o => o.IsLate), 25, 90);
        Assert.InRange(_month.Shop.Orders.Count(o => o.Return is not null), 25, 100);
        Assert.True(_month.Shop.Orders.Zip(_month.Shop.Orders.Skip(1)).All(two => string.CompareOrdinal(two.First.Number, two.Second.Number) < 0 && two.First.PlacedAt <= two.Second.PlacedAt));
    }

    [Fact]
    public void What_a_mail_says_of_its_order_is_true()
    {
        var orders = _month.Shop.Orders.ToDictionary(o => o.Number, StringComparer.Ordinal);
        foreach (var mail in _month.Steps.OfType<MailArrives>().Where(m => m.Truth.OrderNumber is not null && m.Truth.Nature == MailNature.Personal))
        {
            var order = orders[mail.Truth.OrderNumber!];
            Assert.Equal(order.Customer, mail.Truth.From);
            Assert.True(order.PlacedAt < mail.At);
        }
    }

    [Fact]
    public void Conversations_know_remedies_ratings_and_whom_they_praise()
    {
        var conversations = _month.Conversations;
        Assert.Equal(_month.Steps.Select(s => s.ConversationKey).Distinct(StringComparer.Ordinal).Count(), conversations.Count);
        Assert.InRange(conversations.Count(c => c.Remedy is not null), 40, 160);
        Assert.InRange(conversations.Count(c => c.Rating is not null), 25, 110);
        Assert.InRange(conversations.Count(c => c.Praises is not null), 6, 25);
        Assert.InRange(conversations.Count(c => c.NeverAnswered), 3, 6);
        Assert.Equal(2, _month.Steps.OfType<CallLogged>().Count());
        Assert.Single(_month.Steps.OfType<LetterLogged>());
        Assert.All(conversations.Where(c => c.Rating is not null), c => Assert.True(c.Rating!.At <= _today && c.Rating.Score is >= 1 and <= 5));
        Assert.True(_month.Steps.OfType<Note>().Count() > 15);
        Assert.Contains(_month.Steps.OfType<SetPriority>(), p => p.Priority == DemoPriority.Urgent);
    }
}
