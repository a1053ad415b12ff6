using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Svar.Accounts.Asking;
using Svar.Accounts.SigningIn;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Accounts.Links;

/// <summary>The pages behind links, and the one that asks for a reset. To look at a page uses no link; only sending its form does.</summary>
internal static class LinkEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var accounts = endpoints.MapGroup("/accounts").Public().ExcludeFromDescription().RequireRateLimiting(AccountLimits.Policy);
        accounts.MapGet("/first", FirstPageAsync);
        accounts.MapPost("/first", MakeFirstAsync);
        accounts.MapGet("/invitation", (string? key, SetPasswordByLink links, CancellationToken cancel) => PageAsync(LinkKind.Invitation, key, links, cancel));
        accounts.MapPost("/invitation", AcceptAsync);
        accounts.MapGet("/reset", (string? key, SetPasswordByLink links, CancellationToken cancel) => PageAsync(LinkKind.Reset, key, links, cancel));
        accounts.MapPost("/reset", ResetAsync);
        accounts.MapGet("/forgotten", () => WebRoom.Page<ForgottenPage>(new { IsSent = false }));
        accounts.MapPost("/forgotten", ForgottenAsync);
    }

    private static async Task<IResult> FirstPageAsync(string? key, FirstAccount first, CancellationToken cancel) =>
        await first.IsOfferedAsync(key, cancel) ? Page(new LinkModel(LinkKind.First, key!, "", "", LanguageChoice.Current)) : DeadLink(LinkKind.First);

    private static async Task<IResult> MakeFirstAsync(
        HttpContext context, IFormCollection form, FirstAccount first, Session session, IStringLocalizer<AccountsTexts> texts, CancellationToken cancel)
    {
        var (key, email, name, language) = (form.Text("key"), form.Text(FormFields.Email), form.Text(FormFields.Name), form.Text(FormFields.Language));
        switch (await first.MakeAsync(key, email, name, language, form.Text(FormFields.Password), cancel))
        {
            case FirstAccountResult.Made made:
                await session.StartAsync(context, made.Staff, remember: false);
                return Results.LocalRedirect("/desk/settings");
            case FirstAccountResult.Refused refused:
                return Page(new LinkModel(LinkKind.First, key, email, name, language, [FormFields.Error(refused.Problem, texts)]), StatusCodes.Status422UnprocessableEntity);
            default:
                return DeadLink(LinkKind.First);
        }
    }

    private static async Task<IResult> PageAsync(LinkKind kind, string? key, SetPasswordByLink links, CancellationToken cancel) =>
        await links.OwnerAsync(kind, key, cancel) is { } staff
            ? Page(new LinkModel(kind, key!, staff.Email!, staff.DisplayName, staff.Language))
            : DeadLink(kind);

    private static Task<IResult> AcceptAsync(
        HttpContext context, IFormCollection form, SetPasswordByLink links, Session session, IStringLocalizer<AccountsTexts> texts, CancellationToken cancel) =>
        SetAsync(LinkKind.Invitation, form.Text(FormFields.Name), form.Text(FormFields.Language), context, form, links, session, texts, cancel);

    private static Task<IResult> ResetAsync(
        HttpContext context, IFormCollection form, SetPasswordByLink links, Session session, IStringLocalizer<AccountsTexts> texts, CancellationToken cancel) =>
        SetAsync(LinkKind.Reset, null, null, context, form, links, session, texts, cancel);

    private static async Task<IResult> SetAsync(
        LinkKind kind, string? name, string? language, HttpContext context, IFormCollection form, SetPasswordByLink links, Session session, IStringLocalizer<AccountsTexts> texts, CancellationToken cancel)
    {
        var key = form.Text("key");
        switch (await links.HandleAsync(kind, key, form.Text(FormFields.Password), name, language, cancel))
        {
            case SetPasswordResult.Done done:
                await session.StartAsync(context, done.Staff, remember: false);
                return Results.LocalRedirect(LocalPath.Desk);
            case SetPasswordResult.Refused refused:
                var owner = refused.Owner;
                return Page(
                    new LinkModel(kind, key, owner.Email!, name ?? owner.DisplayName, language ?? owner.Language, [FormFields.Error(refused.Problem, texts)]),
                    StatusCodes.Status422UnprocessableEntity);
            default:
                return DeadLink(kind);
        }
    }

    private static async Task<IResult> ForgottenAsync(HttpContext context, IFormCollection form, RequestReset request, CancellationToken cancel)
    {
        await request.HandleAsync(form.Text(FormFields.Email), context.Connection.RemoteIpAddress?.ToString(), cancel);
        return WebRoom.Page<ForgottenPage>(new { IsSent = true });
    }

    private static RazorComponentResult<LinkPage> Page(LinkModel model, int status = StatusCodes.Status200OK) => WebRoom.Page<LinkPage>(new { Model = model }, status);

    private static RazorComponentResult<DeadLinkPage> DeadLink(LinkKind kind) => WebRoom.Page<DeadLinkPage>(new { Kind = kind }, StatusCodes.Status410Gone);
}

public sealed record LinkModel(LinkKind Kind, string Key, string Email, string Name, string Language, IReadOnlyList<FieldError>? Errors = null);
