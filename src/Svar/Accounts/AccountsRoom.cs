using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Svar.Accounts.Asking;
using Svar.Accounts.Links;
using Svar.Accounts.People;
using Svar.Accounts.SigningIn;
using Svar.Accounts.Tokens;

namespace Svar.Accounts;

/// <summary>
/// Who works at the desk and what they may: accounts, sign-in, roles by brand, tokens of the API, and the log of what was
/// done. Every other room asks here. Needs <c>IDbContextFactory&lt;SvarDb&gt;</c>, <see cref="IAccountMail"/> and
/// <see cref="IBrandNames"/> from outside.
/// </summary>
internal static class AccountsRoom
{
    private const string Scheme = "svar";

    /// <summary>PBKDF2 with HMAC-SHA512, as much work as OWASP's Password Storage Cheat Sheet asks for (2023).</summary>
    private const int HashIterations = 210_000;

    public static IServiceCollection AddAccounts(this IServiceCollection services, AccountOptions options)
    {
        services.AddSingleton(options.Checked());
        services.AddSingleton<AccountLimits>();
        services.AddSingleton<EvenPace>();
        services.AddSingleton<AskerCache>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<FirstAccount>();
        services.AddSingleton<SetPasswordByLink>();
        services.AddSingleton<RequestReset>();
        services.AddSingleton<InviteStaff>();
        services.AddSingleton<AddStaff>();
        services.AddSingleton<ChangeRoles>();
        services.AddSingleton<CloseAccount>();
        services.AddSingleton<ResetAccount>();
        services.AddSingleton<ChangeProfile>();
        services.AddSingleton<StaffList>();
        services.AddSingleton<CreateToken>();
        services.AddSingleton<RevokeToken>();
        services.AddSingleton<TokenList>();
        services.AddSingleton<AuditList>();
        AddIdentity(services);
        AddCookieAndToken(services, options);
        AddPermission(services);
        services.AddRateLimiter(limiter => AccountLimits.Add(limiter, options));
        return services;
    }

    /// <summary>After authentication, before authorization: gives the request the scope of its asker.</summary>
    public static IApplicationBuilder UseAsker(this IApplicationBuilder app) => app.Use(AskerOfRequest.EnterScopeAsync);

    /// <summary>After the framework's antiforgery.</summary>
    public static IApplicationBuilder UseForgeryGuard(this IApplicationBuilder app) => app.Use(ForgeryGuard.CheckAsync);

    public static void MapAccounts(this IEndpointRouteBuilder endpoints)
    {
        SignInEndpoints.Map(endpoints);
        LinkEndpoints.Map(endpoints);
        ProfileEndpoints.Map(endpoints);
        StaffEndpoints.Map(endpoints);
        AuditEndpoint.Map(endpoints);
    }

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddSingleton<IPasswordHasher<Staff>, PasswordHasher<Staff>>();
        services.AddSingleton<Passwords>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = HashIterations);
        services.AddScoped<IUserStore<Staff>, StaffStore>();
        services.AddScoped<Session>();
        services.AddIdentityCore<Staff>(identity => identity.User.RequireUniqueEmail = true).AddSignInManager();
    }

    private static void AddCookieAndToken(IServiceCollection services, AccountOptions options) => services
        .AddAuthentication(Scheme)
        .AddPolicyScheme(Scheme, null, either => either.ForwardDefaultSelector =
            context => TokenHandler.IsUsedBy(context.Request) ? TokenHandler.SchemeName : IdentityConstants.ApplicationScheme)
        .AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, TokenHandler>(TokenHandler.SchemeName, null)
        .AddCookie(IdentityConstants.ApplicationScheme, cookie =>
        {
            cookie.Cookie.Name = "svar";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = options.SessionFor;
            cookie.SlidingExpiration = true;
            cookie.Events = new CookieAuthenticationEvents
            {
                OnValidatePrincipal = Session.ValidateAsync,
                OnRedirectToLogin = Challenges.SignInAsync,
                OnRedirectToAccessDenied = Challenges.RefuseAsync,
            };
        });

    private static void AddPermission(IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, ActHandler>();
        services.AddAuthorization(authorization => authorization.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.Resource is HttpContext request && request.GetEndpoint() is not RouteEndpoint)
            .Build());
    }
}
