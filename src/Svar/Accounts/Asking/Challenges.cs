using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Net.Http.Headers;

namespace Svar.Accounts.Asking;

/// <summary>
/// What somebody gets who is not signed in or may not: a person who opens a page is led to the sign-in, everything
/// else (the API, event streams, fragments fetched by a script) gets the status, since it could do nothing with a page.
/// </summary>
internal static class Challenges
{
    public const string SignInPath = "/accounts/sign-in";

    public static Task SignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var (request, response) = (context.Request, context.Response);
        if (WantsProblem(request))
        {
            response.Headers.WWWAuthenticate = "Bearer";
            return ProblemAsync(context.HttpContext, StatusCodes.Status401Unauthorized, "Sign in, or send 'Authorization: Bearer TOKEN'.");
        }

        if (IsFromHtmx(request))
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.Headers["HX-Redirect"] = SignInUrl(LocalPath.Of(request, request.Headers["HX-Current-URL"]));
            return Task.CompletedTask;
        }

        if (IsEventStream(request))
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        var back = HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + request.QueryString : LocalPath.Of(request, request.Headers.Referer);
        response.Redirect(SignInUrl(back));
        return Task.CompletedTask;
    }

    public static Task RefuseAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (WantsProblem(context.Request))
        {
            return ProblemAsync(context.HttpContext, StatusCodes.Status403Forbidden, "Your role does not include this.");
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>A problem document (RFC 9457) is what programs read.</summary>
    public static bool WantsProblem(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    public static Task ProblemAsync(HttpContext context, int status, string detail) =>
        TypedResults.Problem(detail, statusCode: status).ExecuteAsync(context);

    private static string SignInUrl(string? back) =>
        back is null or "/desk" ? SignInPath : SignInPath + QueryString.Create("returnUrl", back);

    private static bool IsFromHtmx(HttpRequest request) => request.Headers.ContainsKey("HX-Request");

    private static bool IsEventStream(HttpRequest request) => MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Any(a => a.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase));
}

/// <summary>Addresses within this system, told from those that would lead a person elsewhere.</summary>
internal static class LocalPath
{
    public const string Desk = "/desk";

    /// <summary>The path when it is one of ours, else the desk. <c>//host</c> and <c>/\host</c> are other hosts to a browser.</summary>
    public static string OrDesk(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : Desk;

    /// <summary>Path and query of an address that a browser sent in a header; null when it is another host's.</summary>
    public static string? Of(HttpRequest request, string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Authority == request.Host.Value ? url.PathAndQuery : null;
}
