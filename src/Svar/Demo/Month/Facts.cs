using System.Globalization;

namespace Svar.Demo;

/// <summary>What the variables of a wording stand for in one conversation, seen at one instant.</summary>
internal sealed class Facts(Matter matter, Catalogue catalogue, DateTime at, DemoPerson? agent)
{
    private static readonly string[] _numbersNb = ["null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"];
    private static readonly string[] _numbersEn = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    private readonly string _language = matter.Language is "en" or "de" ? "en" : "nb";

    public string? Of(string variable) => variable switch
    {
        "first" => matter.Customer.FirstName,
        "name" => matter.Customer.Name,
        "last" => matter.Customer.LastName,
        "street" => matter.Customer.Street,
        "town" => matter.Customer.Town,
        "postcode" => matter.Customer.Postcode,
        "phone" => matter.Customer.Phone,
        "phonetail" => matter.Customer.Phone[^3..],
        "email" => matter.Customer.Email,
        "newstreet" => matter.NewStreet,
        "product" => matter.Product.Name(_language),
        "a" => catalogue.A(matter.Product, _language),
        "noun" => catalogue.Noun(matter.Product, _language),
        "the" => catalogue.The(matter.Product, _language),
        "it" => catalogue.It(matter.Product, _language),
        "aproduct" => catalogue.AProduct(matter.Product, _language),
        "anew" => catalogue.ANew(matter.Product, _language),
        "aother" => catalogue.AProduct(matter.Other, _language),
        "price" => Money(matter.Product.PriceMinor),
        "size" => matter.Size,
        "larger" => Neighbour(1),
        "smaller" => Neighbour(-1),
        "other" => matter.Other.Name(_language),
        "code" => matter.Code,
        "card" => matter.Card,
        "balance" => Money(matter.Balance),
        "member" => matter.Member,
        "points" => matter.Points.ToString(CultureInfo.InvariantCulture),
        "agent" => matter.Praised?.FirstName,
        "me" => agent?.FirstName,
        "workday" => Day(Workday(1)),
        "soon" => Day(Workday(3)),
        "thisday" => Day(DemoHours.Local(at)),
        _ => OfOrder(variable),
    };

    private string? OfOrder(string variable)
    {
        if (matter.Draft?.Order is not { } order)
        {
            return null;
        }

        return variable switch
        {
            "order" => order.Number,
            "total" => Money(order.TotalMinor),
            "carrier" => order.Carrier,
            "tracking" => order.TrackingNumber,
            "placed" => Date(order.PlacedAt),
            "placedday" => Day(DemoHours.Local(order.PlacedAt)),
            "ago" => Ago(order.PlacedAt),
            "shipped" => Date(matter.Draft.ShippedAt ?? at),
            "expected" => DayMonth(order.ExpectedOn.ToDateTime(TimeOnly.MinValue)),
            "delivered" => Date(matter.Draft.DeliveredAt ?? at),
            "deliveredago" => Ago(matter.Draft.DeliveredAt ?? at),
            "deliveredday" => Day(DemoHours.Local(matter.Draft.DeliveredAt ?? at)),
            "months" => Months(matter.Draft.DeliveredAt ?? at),
            "returned" => Date(matter.Draft.Return?.Registered ?? at),
            "returnedago" => Ago(matter.Draft.Return?.Registered ?? at),
            "received" => Date(matter.Draft.Return?.Received ?? at),
            _ => null,
        };
    }

    private string? Neighbour(int step)
    {
        var sizes = matter.Product.Sizes.ToList();
        var index = sizes.IndexOf(matter.Size ?? "") + step;
        return index >= 0 && index < sizes.Count ? sizes[index] : matter.Size;
    }

    private string Money(long minor) => (minor / 100) switch
    {
        >= 1000 and var kroner when _language == "en" => "NOK " + kroner.ToString("#,0", CultureInfo.InvariantCulture),
        var kroner when _language == "en" => "NOK " + kroner.ToString(CultureInfo.InvariantCulture),
        >= 1000 and var kroner => (kroner / 1000).ToString(CultureInfo.InvariantCulture) + " " + (kroner % 1000).ToString("000", CultureInfo.InvariantCulture) + " kr",
        var kroner => kroner.ToString(CultureInfo.InvariantCulture) + " kr",
    };

    private string Day(DateTime local) => Envelope.Day(local, _language);

    private string Date(DateTime utc) => DayMonth(DemoHours.Local(utc));

    private string DayMonth(DateTime local) =>
        local.Day.ToString(CultureInfo.InvariantCulture) + (_language == "en" ? " " : ". ") + Envelope.Month(local, _language);

    private string Ago(DateTime utc)
    {
        var days = Math.Max(1, (DemoHours.Local(at).Date - DemoHours.Local(utc).Date).Days);
        return _language == "en"
            ? days switch { 1 => "yesterday", < 13 => _numbersEn[days] + " days ago", < 60 => _numbersEn[days / 7] + " weeks ago", _ => _numbersEn[Math.Min(12, days / 30)] + " months ago" }
            : days switch { 1 => "i går", < 13 => "for " + _numbersNb[days] + " dager siden", < 60 => "for " + _numbersNb[days / 7] + " uker siden", _ => "for " + _numbersNb[Math.Min(12, days / 30)] + " måneder siden" };
    }

    private string Months(DateTime utc)
    {
        var months = Math.Clamp((int)((at - utc).TotalDays / 30), 1, 12);
        return _language == "en" ? _numbersEn[months] + (months == 1 ? " month" : " months") : _numbersNb[months] + (months == 1 ? " måned" : " måneder");
    }

    private DateTime Workday(int after)
    {
        var date = DemoHours.Local(at).Date;
        for (var left = after; left > 0;)
        {
            date = date.AddDays(1);
            left -= DemoHours.IsQuiet(date) ? 0 : 1;
        }

        return date;
    }
}
