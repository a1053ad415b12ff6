using Svar.Data;

namespace Svar.Accounts.Asking;

/// <summary>Who asks in a web request: put there by the cookie or the token, read by everybody else.</summary>
internal static class AskerOfRequest
{
    /// <summary><see cref="Asker.Nobody"/> when nobody is signed in.</summary>
    public static Asker AskerOf(this HttpContext context) => context.Features.Get<Asker>() ?? Asker.Nobody;

    public static void SetAsker(this HttpContext context, Asker? asker) => context.Features.Set(asker);

    /// <summary>The brands whose rows this asker can see at all.</summary>
    public static BrandScope Scope(this Asker asker) =>
        asker.Everywhere is not null ? BrandScope.All : asker.Brands.Count > 0 ? BrandScope.Of([.. asker.Brands.Keys]) : BrandScope.None;

    /// <summary>Gives the rest of the request the scope of its asker. Public pages enter their brand's scope themselves.</summary>
    public static async Task EnterScopeAsync(HttpContext context, RequestDelegate next)
    {
        BrandScope.Enter(context.AskerOf().Scope());
        await next(context);
    }
}
