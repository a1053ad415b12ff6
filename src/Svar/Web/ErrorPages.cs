using System.Diagnostics;
using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Svar.Web;

/// <summary>Gives people a page and programs a problem document where either would get a bare status; what asks for neither is left alone.</summary>
public static class ErrorPages
{
    public static Task WriteAsync(HttpContext context, int status)
    {
        if (IsOfApi(context.Request))
        {
            return Problems.WriteAsync(context, status);
        }

        if (!WantsPage(context.Request))
        {
            return Task.CompletedTask;
        }

        // The exception handler clears the response, and the language middleware may not have run yet.
        var brand = context.Features.Get<PublicBrand>() ?? PublicBrand.Neutral;
        var language = LanguageChoice.Choose(
            context.Request.Query[LanguageChoice.Name],
            context.Request.Cookies[LanguageChoice.Name],
            context.Request.Headers.AcceptLanguage,
            brand.Languages);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = LanguageChoice.Culture(language);
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        var parameters = new
        {
            Status = status,
            Brand = brand,
            OnDesk = context.Request.Path.StartsWithSegments("/desk", StringComparison.OrdinalIgnoreCase),
            Reference = status >= 500 ? Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier : null,
        };
        return WebRoom.Page<ErrorPage>(parameters, status).ExecuteAsync(context);
    }

    private static bool IsOfApi(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    private static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/assets", StringComparison.OrdinalIgnoreCase)
        && MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Any(a => a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase) && a.Quality is not 0);
}
