using Microsoft.Extensions.Localization;
using Svar.Accounts.Asking;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Accounts.People;

/// <summary>The people of the desk: list, invite, roles, reset, close.</summary>
internal static class StaffEndpoints
{
    public const string Path = "/desk/settings/accounts";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var accounts = endpoints.MapGroup(Path).RequireAct(Act.ManageAccounts).ExcludeFromDescription();
        accounts.MapGet("", (HttpContext context, string? said, CancellationToken cancel) => ListAsync(context, Known(said), null, [], cancel));
        accounts.MapPost("/invite", InviteAsync);
        accounts.MapGet("/{id:long}", (HttpContext context, long id, string? said, CancellationToken cancel) => OneAsync(context, id, Known(said), [], cancel));
        accounts.MapPost("/{id:long}/roles", ChangeRolesAsync);
        accounts.MapPost("/{id:long}/reset", ResetAsync);
        accounts.MapPost("/{id:long}/close", CloseAsync);
    }

    private static async Task<IResult> InviteAsync(
        HttpContext context, IFormCollection form, Asker asker, InviteStaff invite, IStringLocalizer<AccountsTexts> texts, CancellationToken cancel)
    {
        var invitation = new Invitation(form.Text(FormFields.Email), form.Text(FormFields.Name), form.Text(FormFields.Language), form.Grants());
        var result = await invite.HandleAsync(asker, invitation, cancel);
        var field = result switch
        {
            InviteResult.Invited or InviteResult.RolesAdded => null,
            InviteResult.BadEmail => FormFields.Email,
            InviteResult.BadName => FormFields.Name,
            _ => RoleField(asker),
        };
        return field is null
            ? Results.LocalRedirect(Path + (result == InviteResult.Invited ? "?said=invited" : "?said=added"))
            : await ListAsync(context, null, invitation, [new FieldError(field, texts["Problem.Invite." + result])], cancel);
    }

    private static async Task<IResult> ChangeRolesAsync(
        HttpContext context, IFormCollection form, long id, Asker asker, ChangeRoles change, IStringLocalizer<AccountsTexts> texts, CancellationToken cancel)
    {
        var result = await change.HandleAsync(asker, id, form.Grants(), cancel);
        return result switch
        {
            ChangeRolesResult.Changed => Results.LocalRedirect(FormattableString.Invariant($"{Path}?said=roles")),
            ChangeRolesResult.NotFound => Results.NotFound(),
            _ => await OneAsync(context, id, null, [new FieldError(RoleField(asker), texts["Problem.Roles." + result])], cancel),
        };
    }

    private static async Task<IResult> ResetAsync(HttpContext context, IFormCollection form, long id, Asker asker, ResetAccount reset, IAccountMail mail, CancellationToken cancel) =>
        await reset.HandleAsync(asker, id, mail, cancel) switch
        {
            ResetAccountResult.Done => await OneAsync(context, id, "reset", [], cancel),
            ResetAccountResult.NotYours => Results.Forbid(),
            _ => Results.NotFound(),
        };

    private static async Task<IResult> CloseAsync(
        HttpContext context, IFormCollection form, long id, Asker asker, CloseAccount close, IStringLocalizer<AccountsTexts> texts, CancellationToken cancel)
    {
        var result = await close.HandleAsync(asker, id, cancel);
        return result switch
        {
            CloseAccountResult.Closed or CloseAccountResult.AlreadyClosed => Results.LocalRedirect(Path + "?said=closed"),
            CloseAccountResult.NotFound => Results.NotFound(),
            _ => await OneAsync(context, id, null, [new FieldError("close", texts["Problem.Close." + result])], cancel),
        };
    }

    private static async Task<IResult> ListAsync(HttpContext context, string? said, Invitation? entered, IReadOnlyList<FieldError> errors, CancellationToken cancel)
    {
        var frame = await AccountsFrame.OfAsync(context, Path, cancel);
        var rows = await context.RequestServices.GetRequiredService<StaffList>().ReadAsync(frame.Asker, cancel);
        var model = new StaffListModel(
            frame, rows, entered?.Email ?? "", entered?.Name ?? "", entered?.Language ?? LanguageChoice.Current, entered?.Grants ?? [], errors, said);
        return WebRoom.Page<StaffListPage>(new { Model = model }, errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<IResult> OneAsync(HttpContext context, long id, string? said, IReadOnlyList<FieldError> errors, CancellationToken cancel)
    {
        var frame = await AccountsFrame.OfAsync(context, Path, cancel);
        var row = await context.RequestServices.GetRequiredService<StaffList>().FindAsync(frame.Asker, id, cancel);
        return row is null
            ? Results.NotFound()
            : WebRoom.Page<StaffPage>(
                new { Model = new StaffPageModel(frame, row, errors, said) },
                errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    // The first field that RoleFields shows: where the error summary leads to.
    private static string RoleField(Asker asker) => asker.MayEverywhere(Act.ManageAccounts)
        ? FormFields.RoleEverywhere
        : FormFields.RoleIn(asker.Brands.Keys.FirstOrDefault(b => asker.May(Act.ManageAccounts, b)));

    private static string? Known(string? said) => said is "invited" or "added" or "roles" or "closed" ? said : null;
}

public sealed record StaffListModel(
    AccountsFrame Frame, IReadOnlyList<StaffRow> Rows, string Email, string Name, string Language, IReadOnlyList<Grant> Grants, IReadOnlyList<FieldError> Errors, string? Said);

public sealed record StaffPageModel(AccountsFrame Frame, StaffRow Row, IReadOnlyList<FieldError> Errors, string? Said);
