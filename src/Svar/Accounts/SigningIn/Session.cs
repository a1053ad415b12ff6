using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Svar.Accounts.Asking;
using Svar.Web;

namespace Svar.Accounts.SigningIn;

/// <summary>The cookie of somebody signed in: whose it is and their security stamp, nothing of what they may.</summary>
internal sealed class Session(SignInManager<Staff> manager, AccountOptions options, TimeProvider clock)
{
    /// <param name="remember">On this device also after the browser was closed.</param>
    public async Task StartAsync(HttpContext context, Staff staff, bool remember)
    {
        var now = clock.GetUtcNow();
        await manager.SignInAsync(staff, new AuthenticationProperties
        {
            IsPersistent = remember,
            IssuedUtc = now,
            ExpiresUtc = now + (remember ? options.RememberFor : options.SessionFor),
        });

        // The desk speaks the person's language from the next page on, whatever the browser prefers.
        context.Response.Cookies.Append(LanguageChoice.Name, staff.Language, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            IsEssential = true,
        });
    }

    /// <summary>After the stamp was changed by its owner: this session goes on, the others end.</summary>
    public async Task RenewAsync(HttpContext context, Staff staff)
    {
        var present = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        await StartAsync(context, staff, present.Properties?.IsPersistent == true);
    }

    public Task EndAsync() => manager.SignOutAsync();

    /// <summary>
    /// At every request: the account is open and its stamp is the cookie's, so that closing an account, a new password and
    /// 'sign out everywhere' are felt at once (on other nodes within <see cref="AskerCache.Life"/>), and not after Identity's half hour.
    /// </summary>
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var askers = context.HttpContext.RequestServices.GetRequiredService<AskerCache>();
        var stamp = context.Principal?.FindFirstValue(new ClaimsIdentityOptions().SecurityStampClaimType);
        if (long.TryParse(context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id)
            && await askers.StaffAsync(id, context.HttpContext.RequestAborted) is { } known
            && known.Stamp == stamp)
        {
            context.HttpContext.SetAsker(known.Asker);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
