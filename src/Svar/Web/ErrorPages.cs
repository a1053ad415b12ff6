using System.Diagnostics;
using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Svar.Web;

/// <summary>The desk's own page for a status below 500, in its frame; null for who is not signed in. Asked for addresses below <c>/desk</c>.</summary>
public sealed record StaffErrorPage(Func<HttpContext, int, Task<IResult?>> Of);

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
        var isOnDesk = context.Request.Path.StartsWithSegments("/desk", StringComparison.OrdinalIgnoreCase);
        return isOnDesk && status < 500 && context.RequestServices.GetService<StaffErrorPage>() is { } staff
            ? WriteForStaffAsync(context, status, brand, staff)
            : WriteAsync(context, status, brand, isOnDesk);
    }

    /// <summary>What the page says begins with this key in the texts.</summary>
    public static string KeyOf(int status) => status switch
    {
        401 or 403 => "Error.403",
        404 or 410 => "Error.404",
        413 => "Error.413",
        429 => "Error.429",
        >= 500 => "Error.500",
        _ => "Error.400",
    };

    private static async Task WriteForStaffAsync(HttpContext context, int status, PublicBrand brand, StaffErrorPage staff) =>
        await (await staff.Of(context, status) is { } page ? page.ExecuteAsync(context) : WriteAsync(context, status, brand, isOnDesk: true));

    private static Task WriteAsync(HttpContext context, int status, PublicBrand brand, bool isOnDesk)
    {
        var parameters = new
        {
            Status = status,
            Brand = brand,
            OnDesk = isOnDesk,
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
