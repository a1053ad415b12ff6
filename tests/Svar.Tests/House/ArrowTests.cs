namespace Svar.Tests.House;

/// <summary>
/// Rooms may use the rooms below them and no others. Held against the compiled program, so that neither a using
/// line nor a fully written name escapes.
/// </summary>
public class ArrowTests
{
    private static readonly string[] _foundations = ["Data", "Cluster", "Accounts", "Web"];

    /// <summary>Room -> rooms it may use; every room may use the foundations besides.</summary>
    private static readonly Dictionary<string, string[]> _arrows = new(StringComparer.Ordinal)
    {
        ["Studies"] = ["Intake", "Conversations", "Mailboxes", "PageAudit"],
        ["ContactPage"] = ["Letters", "KnowledgeBase", "Orders", "Reports", "Surveys", "PageAudit", "ServiceLevels", "BusinessHours", "Brands", "Mailboxes"],
        ["Desk"] = ["Conversations", "Customers", "Remedies", "Orders", "KnowledgeBase", "ServiceLevels", "BusinessHours", "Surveys", "Letters", "Mailboxes", "Brands", "Notices"],
        ["Letters"] = ["Intake", "Conversations", "Remedies", "Orders", "KnowledgeBase", "Mailboxes", "Brands"],
        ["Reports"] = ["Conversations", "ServiceLevels", "Remedies", "KnowledgeBase", "Surveys", "Staffing", "Brands"],
        ["Staffing"] = ["Conversations", "ServiceLevels", "BusinessHours"],
        ["Surveys"] = ["Conversations", "Orders", "Mailboxes"],
        ["KnowledgeBase"] = ["Conversations"],
        ["Intake"] = ["Mailboxes", "Conversations", "Customers", "ServiceLevels", "Brands"],
        ["Conversations"] = ["ServiceLevels", "Remedies", "Customers", "Mailboxes", "BusinessHours", "Brands", "Notices"],
        ["ServiceLevels"] = ["BusinessHours", "Brands"],
        ["Orders"] = ["Brands"],
        ["Remedies"] = ["Brands"],
        ["Mailboxes"] = ["Brands"],
        ["Customers"] = ["Brands"],
        ["BusinessHours"] = ["Brands"],
        ["Brands"] = [],
        ["PageAudit"] = [],
        ["Notices"] = [],
        ["Web"] = ["Brands"],
        ["Accounts"] = [],
        ["Cluster"] = [],
        ["Data"] = [],
    };

    /// <summary>They put the house together: each may use any room, and no room uses them.</summary>
    private static readonly string[] _above = ["Transfer", "Demo", "Commands"];

    [Fact]
    public void Rooms_use_only_rooms_below_them()
    {
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (user, used, where) in CompiledReferences.Between(typeof(Svar.Data.SvarDb).Assembly, "Svar"))
        {
            if (user == used || _above.Contains(user))
            {
                continue;
            }

            if (!_arrows.TryGetValue(user, out var allowed))
            {
                wrong.Add($"'{user}' is no room of the table ({where})");
            }
            else if (!allowed.Contains(used) && !(_foundations.Contains(used) && MayUseFoundation(user, used)))
            {
                wrong.Add($"{user} -> {used} ({where})");
            }
        }

        Assert.True(wrong.Count == 0, "arrows that the house does not have:\n" + string.Join('\n', wrong));
    }

    [Fact]
    public void A_forbidden_arrow_would_be_seen()
    {
        var found = CompiledReferences.Between(typeof(ArrowTests).Assembly, "Svar.Tests")
            .Any(r => r.User == "House" && r.Used == "Data");

        Assert.True(found, "Watched refers to Data.TestDatabase, and the reader of references did not see it");
        _ = nameof(Watched);
    }

    // Foundations: Data knows no room; Cluster knows Data; Accounts knows Data, Cluster and Web; Web knows Data and Accounts.
    private static bool MayUseFoundation(string user, string used) => user switch
    {
        "Data" => false,
        "Cluster" => used == "Data",
        "Accounts" => used is "Data" or "Cluster" or "Web",
        "Web" => used is "Data" or "Accounts" or "Cluster",
        _ => true,
    };

    private static class Watched
    {
        public static object? Refer() => default(Data.TestDatabase);

        public static Task<Data.TestDatabase> ReferByCall() => Data.TestDatabase.CreateAsync(default);
    }
}
