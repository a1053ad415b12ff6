namespace Svar.Demo;

/// <summary>An order as it stands today; times are UTC and never after today, but for <see cref="ExpectedOn"/>.</summary>
public sealed record DemoOrder(
    string Number,
    DemoCustomer Customer,
    IReadOnlyList<DemoOrderLine> Lines,
    long ShippingMinor,
    DateTime PlacedAt,
    DateTime? ShippedAt,
    DateTime? DeliveredAt,
    DateOnly ExpectedOn,
    string Carrier,
    string? TrackingNumber,
    DemoOrderStatus Status,
    bool IsLate,
    DemoReturn? Return)
{
    public long TotalMinor => Lines.Sum(l => l.PriceMinor * l.Quantity) + ShippingMinor;
}

public sealed record DemoOrderLine(DemoProduct Product, string? Size, int Quantity, long PriceMinor);

/// <summary>A return on its way back; <paramref name="RefundedAt"/> is null while the money is owed.</summary>
public sealed record DemoReturn(DateTime RegisteredAt, DateTime? ReceivedAt, DateTime? RefundedAt, string Reason);

public enum DemoOrderStatus
{
    Placed,
    Shipped,
    Delivered,
    ReturnRegistered,
    Returned,
    Refunded,
    Cancelled,
}
