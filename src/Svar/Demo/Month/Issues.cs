namespace Svar.Demo;

/// <summary>What customers write about: how often, what kind it mostly is, the order's history and the products that fit.</summary>
internal sealed record Issue(string Slug, int Weight, string Kind, string? History, string[] Types, string TagName)
{
    private static readonly string[] _wearable = ["shell", "down", "fleece", "sweater", "baselayer"];

    /// <summary>Weights are shares of all personal conversations, in no unit.</summary>
    public static IReadOnlyList<Issue> All { get; } =
    [
        new("parcel", 38, "question", "late", [], "frakt"),
        new("size", 30, "question", "exchange", _wearable, "bytte"),
        new("zipper", 24, "complaint", "worn", ["shell", "down", "fleece", "sleepingbag", "pack"], "reklamasjon"),
        new("refund", 22, "complaint", "returned", [], "tilbakebetaling"),
        new("stock", 20, "question", null, [], "lager"),
        new("praise", 20, "compliment", "recent", [], "ros"),
        new("discount", 18, "question", null, [], "rabattkode"),
        new("leak", 17, "complaint", "worn", ["shell"], "reklamasjon"),
        new("wrong", 16, "complaint", "recent", ["shell", "down", "fleece", "sweater", "baselayer", "pack", "headlamp", "hat"], "feilvare"),
        new("washing", 15, "question", "worn", ["shell", "down", "sweater", "baselayer", "sleepingbag"], "vask"),
        new("address", 14, "question", "fresh", [], "adresse"),
        new("giftcard", 13, "question", null, [], "gavekort"),
        new("tentpole", 12, "complaint", "worn", ["tent"], "reservedel"),
        new("club", 10, "question", null, [], "kundeklubb"),
        new("suggestion", 9, "suggestion", null, [], "forslag"),
    ];

    public static Issue Of(string slug) => All.FirstOrDefault(i => i.Slug == slug) ?? new Issue(slug, 0, "question", null, [], "annet");
}

/// <summary>What has been written about an issue in one language: first mails, answers, and what customers reply.</summary>
internal sealed class IssueWordings
{
    private IssueWordings(IReadOnlyDictionary<string, IReadOnlyList<Wording>> sections, Draw draw)
    {
        First = new Deck<Wording>(sections["first"], draw);
        Answers = new Deck<Wording>(sections["answer"], draw);
        Replies = new Deck<Wording>(sections["reply"], draw);
    }

    public Deck<Wording> First { get; }

    public Deck<Wording> Answers { get; }

    public Deck<Wording> Replies { get; }

    public static IssueWordings Read(string slug, string language, Draw draw) =>
        new(WordingFile.Read("issues/" + slug + "." + language + ".txt"), draw);
}
