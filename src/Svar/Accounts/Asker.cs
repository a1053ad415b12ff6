namespace Svar.Accounts;

/// <summary>What somebody is in one brand; each may do all that the ones before it may.</summary>
internal enum Role
{
    Reader = 1,
    Agent = 2,
    Lead = 3,
    Admin = 4,
}

/// <summary>What can be done, each with the least role that may: asked here and nowhere else.</summary>
internal enum Act
{
    ReadConversations,
    AnswerConversations,
    TakeInMail,
    ReadReports,
    SetPhoneWait,
    ManageSettings,
    ManageAccounts,
}

/// <summary>Who asks for something: a person signed in, the owner of a token, or Svar itself.</summary>
internal sealed record Asker(long? StaffId, string Name, IReadOnlyDictionary<long, Role> Brands, Role? Everywhere)
{
    /// <summary>Svar itself: duties and verbs.</summary>
    public static readonly Asker System = new(null, "Svar", new Dictionary<long, Role>(), Role.Admin);
    public static readonly Asker Nobody = new(null, "", new Dictionary<long, Role>(), null);

    public static Role Least(Act act) => act switch
    {
        Act.ReadConversations or Act.ReadReports => Role.Reader,
        Act.AnswerConversations or Act.TakeInMail or Act.SetPhoneWait => Role.Agent,
        Act.ManageSettings => Role.Lead,
        Act.ManageAccounts => Role.Admin,
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "no least role is set for it"),
    };

    public Role? RoleIn(long brandId)
    {
        Role? here = Brands.TryGetValue(brandId, out var role) ? role : null;
        return Everywhere is { } all && (here is null || all > here) ? all : here;
    }

    public bool May(Act act, long brandId) => RoleIn(brandId) is { } role && role >= Least(act);

    /// <summary>In at least one brand.</summary>
    public bool MaySomewhere(Act act) => (Everywhere is { } all && all >= Least(act)) || Brands.Values.Any(r => r >= Least(act));
}
