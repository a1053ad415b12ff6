using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Svar.Web;

namespace Svar.Tests.Web;

/// <summary>The Web room alone behind a real server on loopback, run as in production from the build's output.</summary>
internal sealed class PageHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PageHost(WebApplication app, HttpClient client) => (_app, Client) = (app, client);

    private HttpClient Client { get; }

    public static async Task<PageHost> StartAsync(Action<IEndpointRouteBuilder>? map = null, PublicBrand? brand = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddWeb();
        var app = builder.Build();
        app.Use((HttpContext context, RequestDelegate next) =>
        {
            if (brand is not null)
            {
                context.Features.Set(brand);
                context.Features.Set(new OfferedLanguages(brand.Languages));
            }

            return next(context);
        });
        app.UseWeb();
        app.UseRequestLanguage();
        app.UseRouting();
        app.UseAntiforgery();
        app.MapWeb();
        map?.Invoke(app);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(address) };
        return new PageHost(app, client);
    }

    /// <summary>Asks as a browser does.</summary>
    public async Task<(HttpResponseMessage Answer, string Html)> BrowseAsync(string url, string language = "en", string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");
        request.Headers.Add("Accept-Language", language);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        var answer = await Client.SendAsync(request);
        return (answer, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Asks as a program does.</summary>
    public async Task<(HttpResponseMessage Answer, byte[] Body)> FetchAsync(string url, string? acceptEncoding = null, string? forwardedFor = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
            request.Headers.Add("X-Forwarded-Proto", "https");
        }

        if (acceptEncoding is not null)
        {
            request.Headers.Add("Accept-Encoding", acceptEncoding);
        }

        var answer = await Client.SendAsync(request);
        return (answer, await answer.Content.ReadAsByteArrayAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
