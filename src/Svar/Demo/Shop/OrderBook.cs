using System.Globalization;

namespace Svar.Demo;

/// <summary>
/// Makes orders: those that the mail is about, with a history that fits it, and ordinary ones up to the full number.
/// An order gets its number last, by the time it was placed.
/// </summary>
internal sealed class OrderBook(DateTime today, Draw draw, Catalogue catalogue)
{
    public const int OrderCount = 300;

    private readonly List<OrderDraft> _drafts = [];

    public int Count => _drafts.Count;

    /// <summary>An order for a matter written about at <paramref name="at"/>.</summary>
    public OrderDraft For(string history, DemoCustomer customer, DemoProduct product, DateTime at)
    {
        var draft = new OrderDraft(customer, Lines(product));
        double D(double from, double to) => from + ((to - from) * draw.Share());
        switch (history)
        {
            case "late":
                draft.PlacedAt = at.AddDays(-D(7, 13));
                draft.ShippedAt = draft.PlacedAt.AddDays(D(0.6, 2));
                draft.DeliveredAt = at.AddDays(D(1.2, 4));
                draft.IsLate = true;
                break;
            case "fresh":
                draft.PlacedAt = at.AddHours(-D(0.3, 20));
                draft.ShippedAt = at.AddHours(D(18, 40));
                draft.DeliveredAt = draft.ShippedAt.Value.AddDays(D(2, 4));
                break;
            case "returned":
                draft.PlacedAt = at.AddDays(-D(28, 40));
                draft.ShippedAt = draft.PlacedAt.AddDays(D(0.6, 1.5));
                draft.DeliveredAt = draft.ShippedAt.Value.AddDays(D(2, 4));
                draft.Return = (at.AddDays(-D(17, 21)), at.AddDays(-D(9.5, 15)), at.AddDays(D(1, 3)), "changed-mind");
                break;
            case "worn":
                Delivered(draft, at.AddDays(-D(40, 290)));
                break;
            case "recent":
                Delivered(draft, at.AddDays(-D(1.2, 9)));
                break;
            case "exchange":
                Delivered(draft, at.AddDays(-D(1.2, 9)));
                draft.Return = (at.AddDays(D(1, 2)), at.AddDays(D(5, 8)), null, "wrong-size");
                break;
            default:
                throw new ArgumentException("no such history: " + history, nameof(history));
        }

        _drafts.Add(draft);
        return draft;
    }

    /// <summary>Adds ordinary orders, numbers all, and returns them by number.</summary>
    public IReadOnlyList<DemoOrder> Close(IReadOnlyList<DemoCustomer> customers)
    {
        while (_drafts.Count < OrderCount)
        {
            Ordinary(draw.Pick(customers));
        }

        _drafts.Sort(static (a, b) => a.PlacedAt.CompareTo(b.PlacedAt));
        var number = 480_100 + draw.Next(60);
        foreach (var draft in _drafts)
        {
            number += 1 + draw.Next(9);
            draft.Close(number.ToString(CultureInfo.InvariantCulture), today, draw);
        }

        return _drafts.Select(d => d.Order!).ToList();
    }

    private void Ordinary(DemoCustomer customer)
    {
        var draft = new OrderDraft(customer, Lines(draw.Pick(catalogue.Products)));
        draft.PlacedAt = today.AddDays(-58 * Math.Pow(draw.Share(), 1.3)).AddMinutes(-7);
        if (draw.Chance(.03))
        {
            draft.IsCancelled = true;
        }
        else
        {
            draft.ShippedAt = draft.PlacedAt.AddDays(.5 + (1.2 * draw.Share()));
            draft.DeliveredAt = draft.ShippedAt.Value.AddDays(1.4 + (3 * draw.Share()));
            if (draw.Chance(.09))
            {
                var registered = draft.DeliveredAt.Value.AddDays(1 + (8 * draw.Share()));
                draft.Return = (registered, registered.AddDays(4 + (3 * draw.Share())), registered.AddDays(8 + (3 * draw.Share())), draw.Pick(["wrong-size", "changed-mind", "not-as-expected"]));
            }
        }

        _drafts.Add(draft);
    }

    private void Delivered(OrderDraft draft, DateTime at)
    {
        draft.DeliveredAt = at;
        draft.ShippedAt = at.AddDays(-2 - (1.5 * draw.Share()));
        draft.PlacedAt = draft.ShippedAt.Value.AddDays(-.5 - draw.Share());
    }

    private List<DemoOrderLine> Lines(DemoProduct product)
    {
        var lines = new List<DemoOrderLine> { Line(product) };
        while (lines.Count < 3 && draw.Chance(.3))
        {
            var other = draw.Pick(catalogue.Products);
            if (lines.TrueForAll(l => l.Product != other))
            {
                lines.Add(Line(other));
            }
        }

        return lines;
    }

    private DemoOrderLine Line(DemoProduct product) => new(
        product,
        product.Sizes.Count == 0 ? null : product.Sizes[Math.Clamp((int)draw.Normal(product.Sizes.Count / 2.0, 1.2), 1, Math.Max(1, product.Sizes.Count - 2))],
        product.Type is "mittens" or "hat" or "baselayer" && draw.Chance(.3) ? 2 : 1,
        product.PriceMinor);
}

/// <summary>An order whose number is not known yet.</summary>
internal sealed class OrderDraft(DemoCustomer customer, IReadOnlyList<DemoOrderLine> lines)
{
    private static readonly string[] _carriers = ["Posten", "Posten", "Posten", "PostNord", "Helthjem"];

    public DemoCustomer Customer { get; } = customer;

    public DemoOrderLine Line => lines[0];

    public DateTime PlacedAt { get; set; }

    public DateTime? ShippedAt { get; set; }

    public DateTime? DeliveredAt { get; set; }

    public (DateTime Registered, DateTime Received, DateTime? Refunded, string Reason)? Return { get; set; }

    public bool IsLate { get; set; }

    public bool IsCancelled { get; set; }

    public DemoOrder? Order { get; private set; }

    public void Close(string number, DateTime today, Draw draw)
    {
        DateTime? Past(DateTime? at) => at <= today ? at : null;
        var shipped = Past(ShippedAt);
        var delivered = Past(DeliveredAt);
        var back = Return is { } r && r.Registered <= today ? new DemoReturn(r.Registered, Past(r.Received), Past(r.Refunded), r.Reason) : null;
        var status = (IsCancelled, back, shipped, delivered) switch
        {
            (true, _, _, _) => DemoOrderStatus.Cancelled,
            (_, { RefundedAt: not null }, _, _) => DemoOrderStatus.Refunded,
            (_, { ReceivedAt: not null }, _, _) => DemoOrderStatus.Returned,
            (_, not null, _, _) => DemoOrderStatus.ReturnRegistered,
            (_, _, _, not null) => DemoOrderStatus.Delivered,
            (_, _, not null, _) => DemoOrderStatus.Shipped,
            _ => DemoOrderStatus.Placed,
        };
        var carrier = draw.Pick(_carriers);
        var total = lines.Sum(l => l.PriceMinor * l.Quantity);
        Order = new DemoOrder(
            number,
            Customer,
            lines,
            total >= 100_000 ? 0 : 7_900,
            PlacedAt,
            shipped,
            delivered,
            DateOnly.FromDateTime(DemoHours.Local(IsLate ? PlacedAt.AddDays(5) : DeliveredAt ?? PlacedAt.AddDays(5))),
            carrier,
            shipped is null ? null : Tracking(carrier, draw),
            status,
            IsLate,
            back);
    }

    private static string Tracking(string carrier, Draw draw) => carrier switch
    {
        "PostNord" => "0037" + draw.Token(14, "0123456789"),
        "Helthjem" => "HH" + draw.Token(10, "0123456789"),
        _ => "7071" + draw.Token(13, "0123456789"),
    };
}
