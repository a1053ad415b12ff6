namespace Svar.Demo;

/// <summary>What fits any issue: thanks, reminders, greetings and signatures of the desk, colleagues' notes, comments with ratings.</summary>
internal sealed class CommonWordings(Draw draw)
{
    private readonly Dictionary<string, Deck<Wording>> _decks = Decks(draw);

    public Deck<Wording> Thanks(string language) => _decks["thanks " + language];

    public Deck<Wording> Chases(string language) => _decks["chase " + language];

    public Deck<Wording>? Notes(string issue) => _decks.GetValueOrDefault("note " + issue) ?? _decks.GetValueOrDefault("note any");

    public Wording Greeting(string language) => _decks["greeting " + language].Deal();

    /// <summary>Each agent signs in their own way.</summary>
    public Wording Signature(DemoPerson agent, string language) => _decks["signature " + language].Deal(w => w.Value("by") == agent.Key)!;

    public DemoRating Rate(Matter matter, DateTime today)
    {
        var unhappy = matter.Turns.OfType<CustomerTurn>().Any(t => t.Wording.Value("role") == "unhappy" || t.Chases);
        var score = unhappy ? 1 + draw.Next(3) : matter.Mood == "angry" ? 2 + draw.Next(4) : draw.Chance(.72) ? 5 : draw.Chance(.7) ? 4 : 3;
        var mood = score >= 4 ? "good" : score == 3 ? "fair" : "bad";
        var language = matter.Language == "en" ? "en" : "nb";
        var comment = draw.Chance(.55) ? _decks["rating " + language].Deal(w => w.Value("mood") == mood)?.Body : null;
        var at = matter.Turns[^1].At.AddMinutes(30 + (1000 * draw.Share()));
        return new DemoRating(score, comment, Arrivals.Whole(at < today ? at : today.AddMinutes(-5)));
    }

    private static Dictionary<string, Deck<Wording>> Decks(Draw draw) => WordingFile.Read("common.txt")
        .ToDictionary(s => s.Key, s => new Deck<Wording>(s.Value, draw), StringComparer.Ordinal);
}
