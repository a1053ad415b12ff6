using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Accounts.People;
using Svar.Accounts.Tokens;
using Svar.Data;
using Svar.Tests.Data;

namespace Svar.Tests.Accounts;

public class TokenTests
{
    [Theory, BothEngines]
    internal async Task A_token_is_its_owner_with_at_most_the_given_role(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var ingrid = await house.StaffAsync("Ingrid", new Grant(house.Fjord, Role.Lead), new Grant(house.Other, Role.Reader));
        var token = await CreatedAsync(house, ingrid, new Grant(null, Role.Agent));

        Assert.Matches("^svar_[A-Za-z0-9]{32}$", token);
        var asker = await house.Get<AskerCache>().TokenAsync(token, AccountsHouse.Cancel);
        Assert.Equal((Role.Agent, Role.Reader), (asker!.RoleIn(house.Fjord), asker.RoleIn(house.Other)));
        Assert.Null(asker.Everywhere);
        Assert.Equal("Shop", asker.TokenName);
    }

    [Theory, BothEngines]
    internal async Task When_the_owner_loses_a_role_the_token_does_too(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var ingrid = await house.StaffAsync("Ingrid", new Grant(house.Fjord, Role.Lead));
        var token = await CreatedAsync(house, ingrid, new Grant(house.Fjord, Role.Lead));
        await house.Get<ChangeRoles>().HandleAsync(Asker.System, ingrid.StaffId!.Value, [new Grant(house.Fjord, Role.Reader)], AccountsHouse.Cancel);

        Assert.Equal(Role.Reader, (await house.Get<AskerCache>().TokenAsync(token, AccountsHouse.Cancel))!.RoleIn(house.Fjord));
    }

    [Theory, BothEngines]
    internal async Task Nobody_makes_a_token_for_somebody_else_or_for_more_than_they_are(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var agent = await house.StaffAsync("Anna", new Grant(house.Fjord, Role.Agent));
        var admin = await house.StaffAsync("Ingrid", new Grant(null, Role.Admin));

        Assert.Equal(TokenProblem.TooMuch, await RefusalAsync(house, agent, new NewToken(agent.StaffId!.Value, "x", [new Grant(house.Fjord, Role.Lead)])));
        Assert.Equal(TokenProblem.TooMuch, await RefusalAsync(house, agent, new NewToken(agent.StaffId.Value, "x", [new Grant(house.Other, Role.Reader)])));
        Assert.Equal(TokenProblem.TooMuch, await RefusalAsync(house, agent, new NewToken(agent.StaffId.Value, "x", [new Grant(null, Role.Lead)])));
        Assert.Equal(TokenProblem.NotYours, await RefusalAsync(house, admin, new NewToken(agent.StaffId.Value, "x", [new Grant(house.Fjord, Role.Reader)])));
        Assert.Equal(TokenProblem.NotYours, await RefusalAsync(house, agent with { TokenId = 1 }, new NewToken(agent.StaffId.Value, "x", [new Grant(house.Fjord, Role.Reader)])));
        Assert.Equal(TokenProblem.NoRoles, await RefusalAsync(house, agent, new NewToken(agent.StaffId.Value, "x", [])));
        Assert.Equal(TokenProblem.NoName, await RefusalAsync(house, agent, new NewToken(agent.StaffId.Value, " ", [new Grant(house.Fjord, Role.Reader)])));
        Assert.Equal(TokenProblem.ExpiresInThePast, await RefusalAsync(house, agent, new NewToken(agent.StaffId.Value, "x", [new Grant(house.Fjord, Role.Reader)], house.Now)));
    }

    [Theory, BothEngines]
    internal async Task An_expired_and_a_revoked_token_are_nobody(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var anna = await house.StaffAsync("Anna", new Grant(house.Fjord, Role.Agent));
        var (create, askers) = (house.Get<CreateToken>(), house.Get<AskerCache>());
        var day = Assert.IsType<CreateTokenResult.Created>(
            await create.HandleAsync(anna, new NewToken(anna.StaffId!.Value, "Day", [new Grant(null, Role.Agent)], house.Now.AddDays(1)), AccountsHouse.Cancel));
        var ever = Assert.IsType<CreateTokenResult.Created>(
            await create.HandleAsync(anna, new NewToken(anna.StaffId.Value, "Ever", [new Grant(null, Role.Agent)]), AccountsHouse.Cancel));
        Assert.NotNull(await askers.TokenAsync(day.Secret, AccountsHouse.Cancel));

        house.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await askers.TokenAsync(day.Secret, AccountsHouse.Cancel));
        Assert.NotNull(await askers.TokenAsync(ever.Secret, AccountsHouse.Cancel));

        var stranger = await house.StaffAsync("Eve", new Grant(house.Fjord, Role.Lead));
        Assert.Equal(RevokeTokenResult.NotFound, await house.Get<RevokeToken>().HandleAsync(stranger, ever.TokenId, AccountsHouse.Cancel));
        Assert.Equal(RevokeTokenResult.Revoked, await house.Get<RevokeToken>().HandleAsync(anna, ever.TokenId, AccountsHouse.Cancel));
        Assert.Equal(RevokeTokenResult.AlreadyRevoked, await house.Get<RevokeToken>().HandleAsync(anna, ever.TokenId, AccountsHouse.Cancel));
        Assert.Null(await askers.TokenAsync(ever.Secret, AccountsHouse.Cancel));
    }

    [Theory, BothEngines]
    internal async Task Use_is_noted_but_not_at_each_call(DatabaseEngine engine)
    {
        await using var house = await AccountsHouse.OpenAsync(engine);
        var anna = await house.StaffAsync("Anna", new Grant(house.Fjord, Role.Agent));
        var token = await CreatedAsync(house, anna, new Grant(null, Role.Agent));
        var askers = house.Get<AskerCache>();

        await askers.TokenAsync(token, AccountsHouse.Cancel);
        var first = house.Now;
        house.Clock.Advance(TimeSpan.FromMinutes(4));
        await askers.TokenAsync(token, AccountsHouse.Cancel);
        Assert.Equal(first, Assert.Single(await house.Get<TokenList>().ReadAsync(anna.StaffId, AccountsHouse.Cancel)).LastUsedAt);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await askers.TokenAsync(token, AccountsHouse.Cancel);
        Assert.Equal(house.Now, Assert.Single(await house.Get<TokenList>().ReadAsync(null, AccountsHouse.Cancel)).LastUsedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("svar_")]
    [InlineData("svar_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("svar_ÆØÅÆØÅÆØÅÆØÅÆØÅÆØÅÆØÅÆØÅÆØÅÆØÅ")]
    public async Task A_made_up_token_is_nobody(string token)
    {
        await using var house = await AccountsHouse.OpenAsync(DatabaseEngine.Sqlite);
        Assert.Null(await house.Get<AskerCache>().TokenAsync(token, AccountsHouse.Cancel));
    }

    private static async Task<string> CreatedAsync(AccountsHouse house, Asker owner, params Grant[] grants) =>
        Assert.IsType<CreateTokenResult.Created>(
            await house.Get<CreateToken>().HandleAsync(owner, new NewToken(owner.StaffId!.Value, "Shop", grants), AccountsHouse.Cancel)).Secret;

    private static async Task<TokenProblem> RefusalAsync(AccountsHouse house, Asker asker, NewToken request) =>
        Assert.IsType<CreateTokenResult.Refused>(await house.Get<CreateToken>().HandleAsync(asker, request, AccountsHouse.Cancel)).Problem;
}
