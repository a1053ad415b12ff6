namespace Svar.Demo;

/// <summary>
/// Thirty days of mail to the example shop, up to an instant called today: what customers wrote,
/// byte for byte as their mail programs would have sent it, and what the four people at the desk did.
/// The same today and seed always give the same month.
/// </summary>
public sealed class DemoMonth
{
    /// <summary>The number of mails that arrive, automatic ones included.</summary>
    public const int MailCount = 430;

    /// <summary>The length of the timeline in days.</summary>
    public const int Days = 30;

    private DemoMonth(DateTime todayUtc, DemoShop shop, IReadOnlyList<DemoStep> steps, IReadOnlyList<DemoConversation> conversations)
    {
        TodayUtc = todayUtc;
        Shop = shop;
        Steps = steps;
        Conversations = conversations;
    }

    /// <summary>The instant at which the timeline ends; nothing lies after it.</summary>
    public DateTime TodayUtc { get; }

    public DemoShop Shop { get; }

    /// <summary>Ordered by time; a step never comes before one that it builds on.</summary>
    public IReadOnlyList<DemoStep> Steps { get; }

    /// <summary>What each conversation is truly about, with remedies and ratings, in order of their first step.</summary>
    public IReadOnlyList<DemoConversation> Conversations { get; }

    /// <summary>Issues by number of conversations, most frequent first; automatic mail and spam left out.</summary>
    public IReadOnlyList<(string Issue, int Count)> TopIssues => Conversations
        .Where(c => c.Nature == MailNature.Personal)
        .GroupBy(c => c.Issue, StringComparer.Ordinal)
        .Select(g => (Issue: g.Key, Count: g.Count()))
        .OrderByDescending(t => t.Count).ThenBy(t => t.Issue, StringComparer.Ordinal)
        .ToList();

    /// <summary>Makes the month. <paramref name="todayUtc"/> is an instant in UTC.</summary>
    public static DemoMonth Create(DateTime todayUtc, int seed = 1)
    {
        if (todayUtc.Kind == DateTimeKind.Local)
        {
            throw new ArgumentException("today is an instant in UTC, not local time", nameof(todayUtc));
        }

        var today = DateTime.SpecifyKind(todayUtc, DateTimeKind.Utc);
        var draw = new Draw(seed);
        var customers = Townspeople.Make(draw);
        var catalogue = Catalogue.Read();
        var month = new Correspondence(today, draw, customers, catalogue).Write();
        var shop = DemoShop.Open(catalogue, customers, month.Orders);
        return new DemoMonth(today, shop, month.Steps, month.Conversations);
    }
}
