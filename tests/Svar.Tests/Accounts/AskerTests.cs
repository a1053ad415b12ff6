using FsCheck;
using FsCheck.Fluent;
using Svar.Accounts;

namespace Svar.Tests.Accounts;

public class AskerTests
{
    private static readonly Asker _lead = Asker.Of(1, "Ingrid", [new Grant(10, Role.Lead), new Grant(20, Role.Reader)]);

    [Fact]
    public void A_role_holds_in_its_own_brand_only()
    {
        Assert.True(_lead.May(Act.ManageSettings, 10));
        Assert.False(_lead.May(Act.ManageSettings, 20));
        Assert.False(_lead.May(Act.ReadConversations, 30));
    }

    [Fact]
    public void A_role_everywhere_holds_in_brands_to_come()
    {
        var admin = Asker.Of(1, "Anna", [new Grant(null, Role.Admin), new Grant(10, Role.Reader)]);
        Assert.True(admin.May(Act.ManageAccounts, 10));
        Assert.True(admin.May(Act.ManageAccounts, 999));
    }

    [Fact]
    public void An_admin_of_one_brand_gives_no_role_in_another_and_none_everywhere()
    {
        var admin = Asker.Of(1, "Anna", [new Grant(10, Role.Admin)]);
        Assert.True(admin.MayGrant(new Grant(10, Role.Admin)));
        Assert.False(admin.MayGrant(new Grant(20, Role.Reader)));
        Assert.False(admin.MayGrant(new Grant(null, Role.Reader)));
        Assert.False(_lead.MayGrant(new Grant(10, Role.Reader)));
    }

    [Fact]
    public void A_token_never_touches_accounts()
    {
        var token = Asker.Of(1, "Anna", [new Grant(null, Role.Admin)]) with { TokenId = 5 };
        Assert.True(token.May(Act.ManageSettings, 10));
        Assert.False(token.May(Act.ManageAccounts, 10));
        Assert.False(token.MaySomewhere(Act.ManageAccounts));
        Assert.False(token.MaySomewhere(Act.UseOwnAccount));
        Assert.False(token.MayGrant(new Grant(10, Role.Reader)));
    }

    [Fact]
    public void A_limited_asker_is_the_lesser_of_both_in_every_brand()
    {
        var grant = from brand in Gen.Elements<long?>(null, 1L, 2L, 3L)
                    from role in Gen.Elements(Role.Reader, Role.Agent, Role.Lead, Role.Admin)
                    select new Grant(brand, role);
        var grants = grant.ListOf().Select(g => g.ToArray());
        Prop.ForAll(grants.ToArbitrary(), grants.ToArbitrary(), (own, limit) =>
        {
            var owner = Asker.Of(1, "Anna", own);
            var other = Asker.Of(1, "Anna", limit);
            var both = owner.AtMost(limit);
            return new long[] { 1, 2, 3, 4 }.All(brand =>
                owner.RoleIn(brand) is { } a && other.RoleIn(brand) is { } b
                    ? both.RoleIn(brand) == (a < b ? a : b)
                    : both.RoleIn(brand) is null);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_act_has_a_least_role() => Assert.All(Enum.GetValues<Act>(), act => Assert.InRange(Asker.Least(act), Role.Reader, Role.Admin));
}
