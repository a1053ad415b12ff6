using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Accounts.SigningIn;
using Svar.Accounts.Tokens;
using Svar.Data;

namespace Svar.Tests.Accounts;

/// <summary>Who an endpoint is for, as the table says.</summary>
internal enum For
{
    Everybody,
    Reader,
    Agent,
    Lead,
    Admin,

    /// <summary>Reader and more, but no token.</summary>
    Person,

    /// <summary>Admin, but no token.</summary>
    AdminInPerson,
}

/// <summary>
/// Asks every endpoint of an app as every kind of caller, through the real authentication and authorization, and holds
/// the answers against a table. What an endpoint does is not run: in its place stands one that says that it was reached.
/// </summary>
internal static class RoleTable
{
    private const int Reached = StatusCodes.Status204NoContent;

    /// <param name="endpoints">Of the app: <c>app.Services.GetRequiredService&lt;EndpointDataSource&gt;().Endpoints</c>.</param>
    /// <param name="table">By method and pattern: <c>GET /desk/profile</c>.</param>
    public static async Task CheckAsync(IEnumerable<Endpoint> endpoints, IReadOnlyDictionary<string, For> table)
    {
        var routes = endpoints.OfType<RouteEndpoint>().ToList();
        var names = routes.ConvertAll(Name);
        var faults = new List<string>();
        faults.AddRange(routes.Where(r => !IsMarked(r)).Select(r => $"{Name(r)} carries neither an act nor the mark of a public page"));
        faults.AddRange(names.Except(table.Keys, StringComparer.Ordinal).Select(n => $"{n} is not in the table"));
        faults.AddRange(table.Keys.Except(names, StringComparer.Ordinal).Select(n => $"{n} is in the table, but the app has no such endpoint"));

        await using var house = await AccountsHouse.OpenAsync(DatabaseEngine.Sqlite);
        await using var mirror = Mirror(house, routes);
        await mirror.StartAsync(AccountsHouse.Cancel);
        var home = new Uri(mirror.Urls.Single());
        foreach (var caller in await CallersAsync(house, home))
        {
            using var http = caller.Http;
            for (var i = 0; i < routes.Count; i++)
            {
                if (table.TryGetValue(names[i], out var whom) && await AskAsync(http, i) is var got && got != Wanted(caller, whom))
                {
                    faults.Add($"{names[i]} is for {whom}, but {caller.Name} got {got}");
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct(StringComparer.Ordinal)));
    }

    private static string Name(RouteEndpoint route)
    {
        var method = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is [{ } first, ..] ? first : "*";
        return $"{method} /{route.RoutePattern.RawText?.Trim('/')}";
    }

    private static bool IsMarked(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IAllowAnonymous>() is not null || route.Metadata.GetMetadata<RequireActAttribute>() is not null;

    private static string Wanted(Caller caller, For whom)
    {
        var least = whom switch
        {
            For.Agent => Role.Agent,
            For.Lead => Role.Lead,
            For.Admin or For.AdminInPerson => Role.Admin,
            _ => Role.Reader,
        };
        var isReached = whom == For.Everybody || (caller.Role >= least && !(caller.IsToken && whom is (For.Person or For.AdminInPerson)));
        return isReached ? $"{Reached} seeing {caller.Sees}" : caller.Role is null ? "sign-in" : "403";
    }

    private static async Task<string> AskAsync(HttpClient http, int index)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Endpoint", index.ToString(CultureInfo.InvariantCulture));
        using var answer = await http.SendAsync(request, AccountsHouse.Cancel);
        return (int)answer.StatusCode switch
        {
            Reached => $"{Reached} seeing {answer.Headers.GetValues("X-Scope").Single()}",
            401 or 302 => "sign-in",
            var status => status.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static WebApplication Mirror(AccountsHouse house, List<RouteEndpoint> routes)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        house.Register(builder.Services);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (int.TryParse(context.Request.Headers["X-Endpoint"], CultureInfo.InvariantCulture, out var index))
            {
                var route = routes[index];
                context.SetEndpoint(new RouteEndpoint(SayReachedAsync, route.RoutePattern, route.Order, route.Metadata, route.DisplayName));
            }

            return next(context);
        });
        app.UseAuthentication();
        app.UseAsker();
        app.UseAuthorization();
        app.Run(context => context.GetEndpoint() is { RequestDelegate: { } reached } ? reached(context) : SignInAsync(context));
        return app;
    }

    private static Task SayReachedAsync(HttpContext context)
    {
        var scope = BrandScope.Current;
        context.Response.Headers["X-Scope"] = scope.IsEverything ? "all" : string.Join(',', scope.Brands);
        context.Response.StatusCode = Reached;
        return Task.CompletedTask;
    }

    private static async Task SignInAsync(HttpContext context)
    {
        var staff = context.Request.Headers["X-Sign-In"].ToString();
        var manager = context.RequestServices.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Staff>>();
        await context.RequestServices.GetRequiredService<Session>().StartAsync(context, (await manager.FindByIdAsync(staff))!, remember: false);
    }

    private static async Task<List<Caller>> CallersAsync(AccountsHouse house, Uri home)
    {
        var fjord = house.Fjord.ToString(CultureInfo.InvariantCulture);
        List<Caller> callers = [new Caller("nobody", null, false, "", new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = home })];
        foreach (var role in Enum.GetValues<Role>())
        {
            var asker = await house.StaffAsync(role.ToString(), new Grant(house.Fjord, role));
            callers.Add(new Caller($"a {role}", role, false, fjord, await SignedInAsync(home, asker)));
            callers.Add(new Caller($"a token of a {role}", role, true, fjord, await WithTokenAsync(house, home, asker, role)));
        }

        var other = await house.StaffAsync("Stranger", new Grant(house.Other, Role.Admin));
        callers.Add(new Caller("the other brand's Admin", Role.Admin, false, house.Other.ToString(CultureInfo.InvariantCulture), await SignedInAsync(home, other)));
        var owner = await house.StaffAsync("Owner", new Grant(null, Role.Admin));
        callers.Add(new Caller("the Admin of everything", Role.Admin, false, "all", await SignedInAsync(home, owner)));
        var bare = await house.StaffAsync("Bare");
        callers.Add(new Caller("somebody without a role", (Role)0, false, "", await SignedInAsync(home, bare)));
        return callers;
    }

    private static async Task<HttpClient> SignedInAsync(Uri home, Asker asker)
    {
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = home };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-Sign-In", asker.StaffId!.Value.ToString(CultureInfo.InvariantCulture));
        using var answer = await http.SendAsync(request, AccountsHouse.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return http;
    }

    private static async Task<HttpClient> WithTokenAsync(AccountsHouse house, Uri home, Asker asker, Role role)
    {
        var token = await house.Get<CreateToken>().HandleAsync(asker, new NewToken(asker.StaffId!.Value, "Program", [new Grant(null, role)]), AccountsHouse.Cancel);
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = home };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Assert.IsType<CreateTokenResult.Created>(token).Secret);
        return http;
    }

    /// <param name="Role">Null: not signed in. 0: signed in without any role.</param>
    /// <param name="Sees">The brands of the request's scope.</param>
    private sealed record Caller(string Name, Role? Role, bool IsToken, string Sees, HttpClient Http);
}
