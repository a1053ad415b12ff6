using System.Globalization;
using Microsoft.Extensions.Localization;
using Svar.Accounts.Asking;
using Svar.Accounts.SigningIn;
using Svar.Accounts.Tokens;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Accounts.People;

/// <summary>One's own account: name, language, password, sessions, tokens.</summary>
internal static class ProfileEndpoints
{
    public const string Path = "/desk/profile";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var profile = endpoints.MapGroup(Path).RequireAct(Act.UseOwnAccount).ExcludeFromDescription();
        profile.MapGet("", (HttpContext context, string? said, CancellationToken cancel) => PageAsync(context, Known(said), [], null, cancel));
        profile.MapPost("", ChangeAsync);
        profile.MapPost("/password", ChangePasswordAsync);
        profile.MapPost("/sign-out-everywhere", SignOutEverywhereAsync);
        profile.MapPost("/tokens", CreateTokenAsync);
        profile.MapPost("/tokens/{id:long}/revoke", RevokeTokenAsync);
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, IFormCollection form, Asker asker, ChangeProfile change, Session session, IStringLocalizer<AccountsTexts> texts, CancellationToken cancel)
    {
        var (problem, staff) = await change.ChangeNameAsync(asker, form.Text(FormFields.Name), form.Text(FormFields.Language), cancel);
        if (problem is { } wrong)
        {
            return await PageAsync(context, null, [FormFields.Error(wrong, texts)], null, cancel);
        }

        await session.RenewAsync(context, staff!);
        return Said("saved");
    }

    private static async Task<IResult> ChangePasswordAsync(
        HttpContext context, IFormCollection form, Asker asker, ChangeProfile change, Session session, IStringLocalizer<AccountsTexts> texts, CancellationToken cancel)
    {
        var (result, staff) = await change.ChangePasswordAsync(asker, form.Text("present"), form.Text(FormFields.Password), cancel);
        if (result != ChangePasswordResult.Changed)
        {
            var error = result switch
            {
                ChangePasswordResult.IsWrong => new FieldError("present", texts["Problem.PresentIsWrong"]),
                ChangePasswordResult.TooShort => FormFields.Error(PersonProblem.PasswordTooShort, texts),
                ChangePasswordResult.TooLong => FormFields.Error(PersonProblem.PasswordTooLong, texts),
                _ => FormFields.Error(PersonProblem.PasswordIsEmail, texts),
            };
            return await PageAsync(context, null, [error], null, cancel);
        }

        await session.RenewAsync(context, staff!);
        return Said("password");
    }

    private static async Task<IResult> SignOutEverywhereAsync(
        HttpContext context, IFormCollection form, Asker asker, ChangeProfile change, Session session, CancellationToken cancel)
    {
        await session.RenewAsync(context, await change.SignOutEverywhereAsync(asker, cancel));
        return Said("everywhere");
    }

    private static async Task<IResult> CreateTokenAsync(
        HttpContext context, IFormCollection form, Asker asker, CreateToken create, TimeProvider clock, IStringLocalizer<AccountsTexts> texts, CancellationToken cancel)
    {
        long? brand = long.TryParse(form.Text("brand"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        DateTime? end = int.TryParse(form.Text("days"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 3660
            ? clock.GetUtcNow().UtcDateTime.AddDays(days)
            : null;
        List<Grant> grants = FormFields.ReadRole(form.Text("role")) is { } role ? [new Grant(brand, role)] : [];
        var result = await create.HandleAsync(asker, new NewToken(asker.StaffId!.Value, form.Text("token-name"), grants, end), cancel);
        return result switch
        {
            CreateTokenResult.Created created => await PageAsync(context, null, [], created.Secret, cancel),
            CreateTokenResult.Refused refused => await PageAsync(context, null, [Error(refused.Problem, texts)], null, cancel),
            _ => throw new InvalidOperationException(),
        };
    }

    private static async Task<IResult> RevokeTokenAsync(IFormCollection form, long id, Asker asker, RevokeToken revoke, CancellationToken cancel) =>
        await revoke.HandleAsync(asker, id, cancel) == RevokeTokenResult.NotFound ? Results.NotFound() : Said("revoked");

    private static FieldError Error(TokenProblem problem, IStringLocalizer<AccountsTexts> texts) => new(
        problem switch
        {
            TokenProblem.NoName or TokenProblem.NameTooLong => "token-name",
            TokenProblem.NoRoles or TokenProblem.TooMuch => "role",
            TokenProblem.ExpiresInThePast => "days",
            _ => "brand",
        },
        texts["Problem.Token." + problem]);

    private static async Task<IResult> PageAsync(HttpContext context, string? said, IReadOnlyList<FieldError> errors, string? secret, CancellationToken cancel)
    {
        var services = context.RequestServices;
        var frame = await AccountsFrame.OfAsync(context, Path, cancel);
        var me = await services.GetRequiredService<StaffList>().FindAsync(frame.Asker, frame.Asker.StaffId!.Value, cancel);
        var tokens = await services.GetRequiredService<TokenList>().ReadAsync(frame.Asker.StaffId, cancel);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var model = new ProfileModel(frame, me!, [.. tokens.Where(t => t.RevokedAt is null && (t.ExpiresAt is null || t.ExpiresAt > now))], errors, secret, said);
        return WebRoom.Page<ProfilePage>(new { Model = model }, errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static string? Known(string? said) => said is "saved" or "password" or "everywhere" or "revoked" ? said : null;

    private static IResult Said(string what) => Results.LocalRedirect(Path + "?said=" + what);
}

/// <param name="Secret">A token that was just made, shown this once.</param>
public sealed record ProfileModel(
    AccountsFrame Frame, StaffRow Me, IReadOnlyList<TokenRow> Tokens, IReadOnlyList<FieldError> Errors, string? Secret, string? Said);
