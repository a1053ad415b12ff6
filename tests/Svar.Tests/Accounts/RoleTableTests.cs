using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Data;
using Xunit.Sdk;

namespace Svar.Tests.Accounts;

public class RoleTableTests
{
    private static readonly Dictionary<string, For> _accounts = new(StringComparer.Ordinal)
    {
        ["GET /accounts/sign-in"] = For.Everybody,
        ["POST /accounts/sign-in"] = For.Everybody,
        ["POST /accounts/sign-out"] = For.Everybody,
        ["GET /accounts/first"] = For.Everybody,
        ["POST /accounts/first"] = For.Everybody,
        ["GET /accounts/invitation"] = For.Everybody,
        ["POST /accounts/invitation"] = For.Everybody,
        ["GET /accounts/reset"] = For.Everybody,
        ["POST /accounts/reset"] = For.Everybody,
        ["GET /accounts/forgotten"] = For.Everybody,
        ["POST /accounts/forgotten"] = For.Everybody,
        ["GET /desk/profile"] = For.Person,
        ["POST /desk/profile"] = For.Person,
        ["POST /desk/profile/password"] = For.Person,
        ["POST /desk/profile/sign-out-everywhere"] = For.Person,
        ["POST /desk/profile/tokens"] = For.Person,
        ["POST /desk/profile/tokens/{id:long}/revoke"] = For.Person,
        ["GET /desk/settings/accounts"] = For.AdminInPerson,
        ["POST /desk/settings/accounts/invite"] = For.AdminInPerson,
        ["GET /desk/settings/accounts/{id:long}"] = For.AdminInPerson,
        ["POST /desk/settings/accounts/{id:long}/roles"] = For.AdminInPerson,
        ["POST /desk/settings/accounts/{id:long}/reset"] = For.AdminInPerson,
        ["POST /desk/settings/accounts/{id:long}/close"] = For.AdminInPerson,
        ["GET /desk/settings/audit"] = For.AdminInPerson,
    };

    [Fact]
    public async Task Every_endpoint_of_accounts_is_open_to_whom_the_table_says()
    {
        await using var house = await AccountsHouse.OpenAsync(DatabaseEngine.Sqlite);
        var builder = WebApplication.CreateBuilder();
        house.Register(builder.Services);
        await using var app = builder.Build();
        app.MapAccounts();
        await RoleTable.CheckAsync(Endpoints(app), _accounts);
    }

    [Fact]
    public async Task Every_act_is_open_to_its_least_role_and_above()
    {
        await using var app = WebApplication.CreateBuilder().Build();
        var table = new Dictionary<string, For>(StringComparer.Ordinal);
        foreach (var (act, whom) in new[]
        {
            (Act.ReadConversations, For.Reader), (Act.ReadReports, For.Reader), (Act.UseOwnAccount, For.Person), (Act.AnswerConversations, For.Agent),
            (Act.TakeInMail, For.Agent), (Act.SetPhoneWait, For.Agent), (Act.ManageSettings, For.Lead), (Act.ManageAccounts, For.AdminInPerson),
        })
        {
            app.MapGet($"/{act}", () => "").RequireAct(act);
            table[$"GET /{act}"] = whom;
        }

        Assert.Equal(Enum.GetValues<Act>().Length, table.Count);
        await RoleTable.CheckAsync(Endpoints(app), table);
    }

    [Fact]
    public async Task An_endpoint_without_a_mark_fails_and_is_closed_to_all()
    {
        await using var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/bare", () => "");
        var fault = await Assert.ThrowsAnyAsync<XunitException>(() =>
            RoleTable.CheckAsync(Endpoints(app), new Dictionary<string, For>(StringComparer.Ordinal) { ["GET /bare"] = For.Reader }));
        Assert.Contains("carries neither an act", fault.Message, StringComparison.Ordinal);
        Assert.Contains("the Admin of everything got 403", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody got", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_the_table_does_not_know_fails()
    {
        await using var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/new", () => "").Public();
        var fault = await Assert.ThrowsAnyAsync<XunitException>(() => RoleTable.CheckAsync(Endpoints(app), new Dictionary<string, For>(StringComparer.Ordinal)));
        Assert.Contains("GET /new is not in the table", fault.Message, StringComparison.Ordinal);
    }

    private static List<Microsoft.AspNetCore.Http.Endpoint> Endpoints(IEndpointRouteBuilder app) => [.. app.DataSources.SelectMany(s => s.Endpoints)];
}
