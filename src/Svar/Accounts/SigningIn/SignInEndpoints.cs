using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Svar.Accounts.Asking;
using Svar.Web;

namespace Svar.Accounts.SigningIn;

internal static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var accounts = endpoints.MapGroup("/accounts").Public().ExcludeFromDescription();
        accounts.MapGet("/sign-in", (Asker asker, string? returnUrl) => asker.IsSomebody
            ? Results.LocalRedirect(LocalPath.OrDesk(returnUrl))
            : Page(new SignInModel("", returnUrl)));
        accounts.MapPost("/sign-in", SignInAsync).RequireRateLimiting(AccountLimits.Policy);
        accounts.MapPost("/sign-out", SignOutAsync);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, IFormCollection form, SignIn signIn, Session session, CancellationToken cancel)
    {
        var (email, returnUrl) = (form.Text(FormFields.Email), form.Text("returnUrl"));
        var result = await signIn.HandleAsync(email, form.Text(FormFields.Password), context.Connection.RemoteIpAddress?.ToString(), cancel);
        switch (result)
        {
            case SignInResult.SignedIn signedIn:
                await session.StartAsync(context, signedIn.Staff, form.Text("remember") == "yes");
                return Results.LocalRedirect(LocalPath.OrDesk(returnUrl));
            case SignInResult.TooMany:
                context.Response.Headers.RetryAfter = TimeSpan.FromMinutes(15).TotalSeconds.ToString(CultureInfo.InvariantCulture);
                return Page(new SignInModel(email, returnUrl, IsTooMany: true), StatusCodes.Status429TooManyRequests);
            default:
                return Page(new SignInModel(email, returnUrl, IsRefused: true), StatusCodes.Status422UnprocessableEntity);
        }
    }

    // Open to everybody: who is not signed in any more wants the same, and their page's antiforgery token, which was made
    // for somebody signed in, must not stop them. ForgeryGuard asks it of those who are.
    private static async Task<IResult> SignOutAsync(Session session)
    {
        await session.EndAsync();
        return Results.LocalRedirect(Challenges.SignInPath);
    }

    private static RazorComponentResult<SignInPage> Page(SignInModel model, int status = StatusCodes.Status200OK) => WebRoom.Page<SignInPage>(new { Model = model }, status);
}

/// <param name="IsRefused">E-mail and password were not accepted; the page does not know which was wrong.</param>
public sealed record SignInModel(string Email, string? ReturnUrl, bool IsRefused = false, bool IsTooMany = false);
