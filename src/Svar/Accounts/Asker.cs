namespace Svar.Accounts;

/// <summary>What somebody is in one brand; each may do all that the ones before it may.</summary>
public enum Role
{
    Reader = 1,
    Agent = 2,
    Lead = 3,
    Admin = 4,
}

/// <summary>What can be done, each with the least role that may: asked here and nowhere else.</summary>
public enum Act
{
    ReadConversations,
    AnswerConversations,
    TakeInMail,
    ReadReports,
    SetPhoneWait,
    ManageSettings,
    ManageAccounts,

    /// <summary>One's own profile, password and tokens: everybody who has a role.</summary>
    UseOwnAccount,
}

/// <summary>A role in one brand, or in every brand (also those to come) when <paramref name="BrandId"/> is null.</summary>
public sealed record Grant(long? BrandId, Role Role);

/// <summary>Who asks for something: a person signed in, the owner of a token, or Svar itself.</summary>
public sealed record Asker(long? StaffId, string Name, IReadOnlyDictionary<long, Role> Brands, Role? Everywhere)
{
    /// <summary>Svar itself: duties and verbs.</summary>
    public static readonly Asker System = new(null, "Svar", new Dictionary<long, Role>(), Role.Admin);
    public static readonly Asker Nobody = new(null, "", new Dictionary<long, Role>(), null);

    /// <summary>Set when a program asks with a person's token; never may it touch accounts.</summary>
    public long? TokenId { get; init; }
    public string? TokenName { get; init; }

    /// <summary>Signed in, by cookie or by token.</summary>
    public bool IsSomebody => StaffId is not null;

    public static Asker Of(long staffId, string name, IEnumerable<Grant> grants)
    {
        Role? everywhere = null;
        var brands = new Dictionary<long, Role>();
        foreach (var grant in grants)
        {
            if (grant.BrandId is not { } brand)
            {
                everywhere = everywhere > grant.Role ? everywhere : grant.Role;
            }
            else if (!brands.TryGetValue(brand, out var role) || role < grant.Role)
            {
                brands[brand] = grant.Role;
            }
        }

        return new Asker(staffId, name, brands, everywhere);
    }

    public static Role Least(Act act) => act switch
    {
        Act.ReadConversations or Act.ReadReports or Act.UseOwnAccount => Role.Reader,
        Act.AnswerConversations or Act.TakeInMail or Act.SetPhoneWait => Role.Agent,
        Act.ManageSettings => Role.Lead,
        Act.ManageAccounts => Role.Admin,
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "no least role is set for it"),
    };

    /// <summary>Lets an endpoint take an <see cref="Asker"/> as a parameter.</summary>
    public static ValueTask<Asker> BindAsync(HttpContext context) => new(Asking.AskerOfRequest.AskerOf(context));

    public Role? RoleIn(long brandId)
    {
        Role? here = Brands.TryGetValue(brandId, out var role) ? role : null;
        return Everywhere is { } all && (here is null || all > here) ? all : here;
    }

    public bool May(Act act, long brandId) => IsOpenToMe(act) && RoleIn(brandId) is { } role && role >= Least(act);

    /// <summary>In at least one brand.</summary>
    public bool MaySomewhere(Act act) =>
        IsOpenToMe(act) && ((Everywhere is { } all && all >= Least(act)) || Brands.Values.Any(r => r >= Least(act)));

    /// <summary>In every brand, also those to come: what belongs to no brand is theirs alone.</summary>
    public bool MayEverywhere(Act act) => IsOpenToMe(act) && Everywhere is { } all && all >= Least(act);

    /// <summary>May give, change and take away this role of somebody. Nobody gives more than they have.</summary>
    public bool MayGrant(Grant grant) => grant.BrandId is { } brand
        ? May(Act.ManageAccounts, brand) && RoleIn(brand) >= grant.Role
        : MayEverywhere(Act.ManageAccounts) && Everywhere >= grant.Role;

    /// <summary>The same person with no more than these roles: what a token can do when its owner's roles have changed since it was made.</summary>
    public Asker AtMost(IEnumerable<Grant> grants)
    {
        var limit = Of(StaffId ?? 0, Name, grants);
        var brands = new Dictionary<long, Role>();
        foreach (var brand in Brands.Keys.Union(limit.Brands.Keys))
        {
            if (Least(RoleIn(brand), limit.RoleIn(brand)) is { } role)
            {
                brands[brand] = role;
            }
        }

        return this with { Brands = brands, Everywhere = Least(Everywhere, limit.Everywhere) };
    }

    private static Role? Least(Role? one, Role? other) => one is null || other is null ? null : one < other ? one : other;

    // A leaked token must not be able to make itself permanent.
    private bool IsOpenToMe(Act act) => TokenId is null || act is not (Act.ManageAccounts or Act.UseOwnAccount);
}
