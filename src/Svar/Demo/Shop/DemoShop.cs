namespace Svar.Demo;

/// <summary>Fjord &amp; Fell, outdoor gear, Bergen: a shop that does not exist, in domains and numbers that cannot.</summary>
public sealed record DemoShop(
    IReadOnlyList<DemoArticle> Articles,
    IReadOnlyList<DemoProduct> Products,
    IReadOnlyList<DemoCustomer> Customers,
    IReadOnlyList<DemoOrder> Orders)
{
    public const string MailboxAddress = "kundeservice@fjordogfell.example";

    public string Name => "Fjord & Fell";

    public string Slug => "fjord-og-fell";

    public string NumberPrefix => "FF";

    public string Domain => "fjordogfell.example";

    public string Mailbox => MailboxAddress;

    public string Sector => "shop";

    public string Country => "NO";

    public string Zone => DemoHours.ZoneId;

    /// <summary>The first is the brand's own.</summary>
    public IReadOnlyList<string> Languages { get; } = ["nb", "en"];

    public string TaglineNb => "Turutstyr fra Bergen. Vi har prøvd det i regn.";

    public string TaglineEn => "Outdoor gear from Bergen. We have tried it in the rain.";

    public string OrganisationNumber => "000 000 123 MVA";

    public IReadOnlyList<DemoPhone> Phones { get; } =
    [
        new("800 00 123", "+4780000123", true, "Gratis fra Norge", "Free from Norway"),
        new("55 00 01 23", "+4755000123", false, "Fra utlandet, vanlig takst", "From abroad, ordinary rate"),
    ];

    public string PostAddress => "Fjord & Fell, Postboks 123 Nygård, 5800 Bergen";

    public string ReturnAddress => "Fjord & Fell retur, Damsgårdsveien 999, 5160 Laksevåg";

    public IReadOnlyList<DemoOutlet> Outlets { get; } =
    [
        new("Bergen, Strandgaten", "Strandgaten 999, 5004 Bergen", "Man-fre 10-18, lør 10-16", "Mon-Fri 10-18, Sat 10-16"),
        new("Oslo, Grünerløkka", "Markveien 999, 0550 Oslo", "Man-fre 10-19, lør 10-17", "Mon-Fri 10-19, Sat 10-17"),
        new("Voss, stasjonen", "Stasjonsvegen 999, 5700 Voss", "Man-fre 9-17, lør 9-15", "Mon-Fri 9-17, Sat 9-15"),
    ];

    public IReadOnlyList<DemoPerson> People => DemoPeople.All;

    /// <summary>Weekly hours by channel; intervals are local time, Monday first.</summary>
    public DemoHours Hours { get; } = new();

    public DemoProduct Product(string sku) => Products.First(p => p.Sku == sku);

    internal static DemoShop Open(Catalogue catalogue, IReadOnlyList<DemoCustomer> customers, IReadOnlyList<DemoOrder> orders) =>
        new(Demo.Articles.Read(), catalogue.Products, customers, orders);
}

public sealed record DemoPhone(string Shown, string E164, bool TollFree, string PurposeNb, string PurposeEn);

/// <summary>A shop one can walk into.</summary>
public sealed record DemoOutlet(string Name, string Address, string HoursNb, string HoursEn);
