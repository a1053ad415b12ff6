using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Svar.Accounts.Asking;
using Svar.Data;
using Svar.Web.Api;
using Svar.Web.Health;

namespace Svar.Web;

/// <summary>
/// What every page is made of: the two layouts, the controls, the design tokens, languages, error pages, and the client assets.
/// Knows no other room; rooms give it plain values.
/// </summary>
public static class WebRoom
{
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddRazorComponents();
        services.AddAntiforgery();
        services.AddHttpContextAccessor();
        services.AddApiDescription();
        services.AddSingleton<IdempotentCalls>();
        services.AddSingleton<Metrics>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = ApiJson.Options.Encoder);
        services.AddSingleton(WebAssets.Embedded);
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    /// <summary>
    /// First in the pipeline: no brand is seen until it is known who asks; headers of safety, and pages (not bare status codes) for people whose browser asks for HTML.
    /// The language of the request is chosen by <see cref="RequestLanguage"/>, which stands after the brand is known.
    /// </summary>
    public static WebApplication UseWeb(this WebApplication app)
    {
        app.Use(SeeNoBrandAsync);
        app.UseTrustedProxies();
        app.Use(SafetyHeadersAsync);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = context => ErrorPages.WriteAsync(context, StatusCodes.Status500InternalServerError),
        });
        app.UseStatusCodePages(context => ErrorPages.WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
        return app;
    }

    public static WebApplication UseRequestLanguage(this WebApplication app)
    {
        app.UseMiddleware<RequestLanguage>();
        return app;
    }

    public static void MapWeb(this IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<WebAssets>().Map(endpoints);
        Theme.Map(endpoints);
        HealthEndpoints.Map(endpoints);
        endpoints.MapOpenApi().Public();
        endpoints.MapGet("/favicon.ico", () => TypedResults.Content(Favicon, "image/svg+xml")).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>A component as an answer. Statuses other than 200 are for pages that show what is wrong with a form (422) or that something is gone.</summary>
    public static RazorComponentResult<TComponent> Page<TComponent>(object parameters, int status = StatusCodes.Status200OK)
        where TComponent : Microsoft.AspNetCore.Components.IComponent =>
        new(parameters) { StatusCode = status, PreventStreamingRendering = true };

    private const string Favicon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f4e5f"/><path d="M8 10h16v11H15l-5 4v-4H8z" fill="#fff"/></svg>
        """;

    /// <summary>Only what Svar itself serves runs or is loaded. Styles stand in elements too: a brand's colours, the sizes that htmx sets.</summary>
    private const string Policy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; object-src 'none'; form-action 'self'";

    private static Task SeeNoBrandAsync(HttpContext context, RequestDelegate next)
    {
        BrandScope.Enter(BrandScope.None);
        return next(context);
    }

    private static Task SafetyHeadersAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Content-Security-Policy"] = Policy;
        return next(context);
    }
}
