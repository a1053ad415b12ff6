using System.Globalization;

namespace Svar.Web;

/// <summary>Sets the culture of each request by <see cref="LanguageChoice"/>, and remembers a choice made in the address for a year.</summary>
public sealed class RequestLanguage(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var offered = context.Features.Get<OfferedLanguages>()?.Languages ?? LanguageChoice.Known;
        string? query = request.Query[LanguageChoice.Name];
        var language = LanguageChoice.Choose(query, request.Cookies[LanguageChoice.Name], request.Headers.AcceptLanguage, offered);
        if (query == language)
        {
            context.Response.Cookies.Append(LanguageChoice.Name, language, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                Secure = request.IsHttps,
                IsEssential = true,
            });
        }

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = LanguageChoice.Culture(language);
        context.Response.Headers.Append("Vary", "Accept-Language, Cookie");
        return next(context);
    }
}
