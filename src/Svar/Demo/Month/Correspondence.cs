namespace Svar.Demo;

/// <summary>
/// Plans the month: matters by the issues' weights in two languages until the mails are as many as they must be, then numbers the orders and lets everything be written.
/// </summary>
internal sealed class Correspondence(DateTime today, Draw draw, IReadOnlyList<DemoCustomer> customers, Catalogue catalogue)
{
    private const double EnglishShare = .25;
    private const int FreshMails = 21;
    private const int StaleMails = 3;
    private const int MostByOne = 4;

    private readonly Arrivals _arrivals = new(today, draw);
    private readonly Rota _rota = new(draw);
    private readonly CommonWordings _common = new(draw);
    private readonly Dictionary<string, IssueWordings> _wordings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Total, int English)> _dealt = new(StringComparer.Ordinal);
    private readonly OrderBook _orders = new(today, draw, catalogue);
    private readonly Deck<DemoCustomer> _norwegians = new(customers.Where(c => c.Language == "nb").ToList(), draw);
    private readonly Deck<DemoCustomer> _others = new(customers.Where(c => c.Language == "en").ToList(), draw);
    private readonly Deck<DemoProduct> _products = new(catalogue.Products, draw);
    private readonly Deck<DemoPerson> _praised = new([DemoPeople.Per, DemoPeople.Per, DemoPeople.Anna, DemoPeople.Jonas, DemoPeople.Ingrid], draw);

    public (IReadOnlyList<DemoStep> Steps, IReadOnlyList<DemoConversation> Conversations, IReadOnlyList<DemoOrder> Orders) Write()
    {
        var course = new Course(today, draw, _arrivals, _rota, _common);
        var matters = Specials(course);
        var left = DemoMonth.MailCount - Oddities.Count - matters.Sum(m => m.Mails);
        for (var n = 0; left > 0; n++)
        {
            var (fate, start) = Begin(n);
            var (issue, language) = NextIssue();
            var wordings = Wordings(issue.Slug, language);
            var matter = Make(issue, language, wordings.First, start);
            course.Run(matter, wordings, start, fate, Math.Min(left, MostByOne));
            left -= matter.Mails;
            matters.Add(matter);
        }

        var orders = _orders.Close(customers);
        matters.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        var script = new Script(today, draw, catalogue, _common);
        foreach (var (matter, n) in matters.Select((m, n) => (m, n)))
        {
            matter.Key = "c" + (n + 1).ToString("000", System.Globalization.CultureInfo.InvariantCulture);
            script.Perform(matter);
        }

        new Oddities(today, draw, _arrivals, _rota, customers).AddTo(script);
        return (script.Steps(), script.Conversations, orders);
    }

    private (Fate Fate, DateTime Start) Begin(int n)
    {
        var day = TimeSpan.FromHours(22);
        return n switch
        {
            < FreshMails => (draw.Chance(.88) ? Fate.StillWaiting : Fate.Usual, _arrivals.Between(day, TimeSpan.FromMinutes(6))),
            < FreshMails + StaleMails => (Fate.StillWaiting, _arrivals.Between(TimeSpan.FromHours(31), TimeSpan.FromHours(25))),
            < FreshMails + StaleMails + 2 => (Fate.Forgotten, _arrivals.Between(TimeSpan.FromDays(17), TimeSpan.FromDays(5))),
            < FreshMails + StaleMails + 5 => (Fate.ClosedUnanswered, _arrivals.Between(TimeSpan.FromDays(26), TimeSpan.FromDays(4))),
            _ => (Fate.Usual, _arrivals.Between(TimeSpan.FromDays(DemoMonth.Days), day)),
        };
    }

    /// <summary>The issue that lags most behind its weight, in the language that lags behind its share.</summary>
    private (Issue Issue, string Language) NextIssue()
    {
        var issue = Issue.All.MinBy(i => (_dealt.GetValueOrDefault(i.Slug).Total + 1 - (.5 * draw.Share())) / i.Weight)!;
        var (total, english) = _dealt.GetValueOrDefault(issue.Slug);
        var isEnglish = english < EnglishShare * (total + 1) - (.9 * draw.Share());
        _dealt[issue.Slug] = (total + 1, english + (isEnglish ? 1 : 0));
        return (issue, isEnglish ? "en" : "nb");
    }

    private IssueWordings Wordings(string issue, string language)
    {
        var key = issue + "." + language;
        return _wordings.TryGetValue(key, out var known) ? known : _wordings[key] = IssueWordings.Read(issue, language, draw);
    }

    private Matter Make(Issue issue, string language, Deck<Wording> deck, DateTime start) =>
        Make(issue, language, deck.Deal(), start, language is "en" or "de" ? _others.Deal() : _norwegians.Deal());

    private Matter Make(Issue issue, string language, Wording first, DateTime start, DemoCustomer customer)
    {
        var types = first.Value("of")?.Split(',') ?? issue.Types;
        var needsSize = first.Needs("size", "larger", "smaller");
        var product = _products.Deal(p => (types.Length == 0 ? !catalogue.IsPlural(p) : types.Contains(p.Type, StringComparer.Ordinal)) && (!needsSize || p.Sizes.Count > 0))!;
        var history = first.Value("history") ?? issue.History;
        var draft = history is null or "none" ? null : _orders.For(history, customer, product, start);
        return new Matter
        {
            Key = "",
            Issue = issue,
            Language = language,
            Customer = customer,
            Product = product,
            Other = _products.Deal(p => p != product && p.Type != product.Type && !catalogue.IsPlural(p) && p.PriceMinor < 400_000)!,
            First = first,
            Draft = draft,
            Size = draft?.Line.Size ?? (product.Sizes.Count > 0 ? product.Sizes[product.Sizes.Count / 2] : null),
            Praised = first.Needs("agent") ? _praised.Deal() : null,
            Code = draw.Pick(["HØST20", "TUR15", "VELKOMMEN10", "KLUBB25", "FJELL20"]),
            Card = "GK-" + draw.Token(4, "0123456789") + "-" + draw.Token(4, "0123456789"),
            Balance = draw.Pick([50_000L, 100_000L, 75_000L, 30_000L, 150_000L]),
            Member = draw.Token(6, "123456789"),
            Points = draw.Between(12, 180) * 10,
            NewStreet = draw.Pick(["Fururabben", "Kvernhusveien", "Strandkanten", "Myrdalsvegen", "Lindealleen", "Bekkefaret", "Tårnveien"]) + " " + draw.Between(2, 60).ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Letters that stand alone: other languages, forty recipients, three megabytes, danger, a call, a letter by post.</summary>
    private List<Matter> Specials(Course course)
    {
        var matters = new List<Matter>();
        foreach (var first in WordingFile.Read("specials.txt")["first"])
        {
            var language = first.Value("language") ?? "nb";
            var issue = Issue.Of(first.Value("issue")!);
            var start = _arrivals.Between(TimeSpan.FromDays(27), TimeSpan.FromDays(3));
            var customer = first.Value("client") is { } client
                ? customers.First(c => c.Language == (language is "en" or "de" ? "en" : "nb") && c.Manner.Client == client && !matters.Exists(m => m.Customer == c))
                : language is "en" or "de" ? _others.Deal() : _norwegians.Deal();
            var matter = Make(issue, language, first, start, customer);
            if (first.Has("call"))
            {
                start = DemoHours.After(start, 1 + draw.Next(60));
            }

            course.Run(matter, null, Arrivals.Whole(start), Fate.Usual, 1);
            if (first.Has("call") || first.Has("post"))
            {
                matter.Turns[0] = new LoggedTurn(matter.Turns[0].At, DemoPeople.Per, first, first.Has("call"));
            }

            matters.Add(matter);
        }

        return matters;
    }
}
