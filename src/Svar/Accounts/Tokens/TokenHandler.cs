using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Svar.Accounts.Asking;

namespace Svar.Accounts.Tokens;

/// <summary><c>Authorization: Bearer svar_…</c> (RFC 6750 §2.1). A token is never read from the address, where logs would keep it.</summary>
internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AskerCache askers)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "svar-token";

    private const string Bearer = "Bearer ";

    public static bool IsUsedBy(HttpRequest request) =>
        request.Headers.Authorization is [{ } value, ..] && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsUsedBy(Request))
        {
            return AuthenticateResult.NoResult();
        }

        var token = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        if (await askers.TokenAsync(token, Context.RequestAborted) is not { } asker)
        {
            return AuthenticateResult.Fail("unknown, revoked or expired token");
        }

        Context.SetAsker(asker);
        var id = asker.StaffId!.Value.ToString(CultureInfo.InvariantCulture);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id), new Claim(ClaimTypes.Name, asker.Name)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\""; // RFC 6750 §3.1
        return Challenges.ProblemAsync(Context, StatusCodes.Status401Unauthorized, "The token is unknown, revoked or expired.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Challenges.ProblemAsync(Context, StatusCodes.Status403Forbidden, "The token's roles do not include this.");
}
