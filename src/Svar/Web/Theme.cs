using Microsoft.AspNetCore.Mvc;
using Svar.Accounts;
using Svar.Accounts.Asking;

namespace Svar.Web;

/// <summary>Light, dark, or as the system: a choice of the desk, kept in a cookie so that the first byte already has it.</summary>
public static class Theme
{
    private const string Cookie = "theme";

    public static IReadOnlyList<string> Choices { get; } = ["auto", "light", "dark"];

    /// <summary>The stored choice; <c>auto</c> when there is none.</summary>
    public static string Of(HttpContext? context) =>
        context?.Request.Cookies[Cookie] is { } stored && Choices.Contains(stored, StringComparer.Ordinal) ? stored : "auto";

    internal static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/desk/theme", ([FromForm] string theme, HttpContext context) =>
        {
            if (Choices.Contains(theme, StringComparer.Ordinal))
            {
                context.Response.Cookies.Append(Cookie, theme, new CookieOptions
                {
                    MaxAge = TimeSpan.FromDays(365),
                    SameSite = SameSiteMode.Lax,
                    Secure = context.Request.IsHttps,
                    IsEssential = true,
                });
            }

            var back = context.Request.GetTypedHeaders().Referer;
            return TypedResults.LocalRedirect(back is not null && back.Authority == context.Request.Host.Value ? back.PathAndQuery : "/desk");
        }).RequireAct(Act.UseOwnAccount).ExcludeFromDescription();
}
