using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Data;
using Svar.Web;

namespace Svar.Tests.Accounts;

/// <summary>The room as a web server on loopback, wired as Program wires it, with some endpoints of others beside it.</summary>
internal sealed class AccountsApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AccountsApp(AccountsHouse house, WebApplication app)
    {
        House = house;
        _app = app;
    }

    public AccountsHouse House { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<AccountsApp> StartAsync(AccountOptions? options = null)
    {
        var house = await AccountsHouse.OpenAsync(DatabaseEngine.Sqlite, options);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        house.Register(builder.Services);
        var app = builder.Build();
        app.UseWeb();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAsker();
        app.UseRequestLanguage();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.UseForgeryGuard();
        app.MapWeb();
        app.MapAccounts();
        app.MapGet("/desk", (Asker asker) => "desk of " + asker.Name).RequireAct(Act.ReadConversations);
        app.MapGet("/api/v1/probe", (Asker asker) => asker.Name).RequireAct(Act.ReadConversations);
        app.MapPost("/api/v1/probe", (Asker asker) => Scope()).RequireAct(Act.AnswerConversations);
        app.MapGet("/contact", () => Scope()).Public();
        app.MapGet("/forgotten-mark", () => "nobody thought of it");
        await app.StartAsync(AccountsHouse.Cancel);
        return new AccountsApp(house, app);
    }

    public Browser NewBrowser() => new(new Uri(_app.Urls.Single()));

    public async Task<Browser> SignedInAsync(string name)
    {
        var browser = NewBrowser();
        var answer = await browser.SignInAsync(AccountsHouse.Email(name), AccountsHouse.Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await House.DisposeAsync();
    }

    private static string Scope() => BrandScope.Current.IsEverything ? "all" : string.Join(',', BrandScope.Current.Brands);
}

/// <summary>Cookies, forms and no scripts.</summary>
internal sealed class Browser(Uri home) : IDisposable
{
    public HttpClient Http { get; } = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = home };

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(path, AccountsHouse.Cancel);

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync(AccountsHouse.Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}");
        return text;
    }

    /// <summary>Sends a form as the page at <paramref name="page"/> would, with its antiforgery token.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        using var shown = await GetAsync(page);
        var html = await shown.Content.ReadAsStringAsync(AccountsHouse.Cancel);
        return await PostAsync(action, [.. fields, ("__RequestVerificationToken", TokenIn(html))]);
    }

    public async Task<HttpResponseMessage> PostAsync(string action, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await Http.PostAsync(action, form, AccountsHouse.Cancel);
    }

    public Task<HttpResponseMessage> SignInAsync(string email, string password) =>
        SubmitAsync("/accounts/sign-in", "/accounts/sign-in", ("email", email), ("password", password));

    public static string TokenIn(string html)
    {
        var match = Regex.Match(html, "name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.True(match.Success, "no antiforgery token in: " + html);
        return match.Groups["token"].Value;
    }

    public void Dispose() => Http.Dispose();
}
