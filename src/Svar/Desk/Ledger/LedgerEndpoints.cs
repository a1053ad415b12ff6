using Microsoft.Extensions.Localization;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Data;
using Svar.Desk.Threads;
using Svar.Mailboxes.Receiving;
using Svar.Web;

namespace Svar.Desk.Ledger;

/// <summary><c>/desk/set-aside</c>: what came and is no conversation, and why; nothing is dropped unseen.</summary>
internal static class LedgerEndpoints
{
    public const string Path = "/desk/set-aside";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var ledger = endpoints.MapGroup(Path).ExcludeFromDescription();
        ledger.MapGet("", (long? before, string? said, Asker asker, DeskFrames frames, LedgerReader reader, IStringLocalizer<DeskTexts> texts, CancellationToken cancel) =>
            ShowAsync(asker, before, said == "taken" ? texts["Ledger.Taken"].Value : null, frames, reader, cancel)).RequireAct(Act.ReadConversations);
        ledger.MapGet("/{id:long}/raw", async (long id, HttpContext context, LedgerReader reader, CancellationToken cancel) =>
            await reader.RawAsync(id, cancel) is { } raw ? ContentEndpoints.AsText(context, raw) : Results.NotFound()).RequireAct(Act.ReadConversations);
        ledger.MapPost("/{id:long}/retry", RetryAsync).RequireAct(Act.TakeInMail);
    }

    private static async Task<IResult> RetryAsync(
        IFormCollection form, long id, Asker asker, RetryMail retry, DeskFrames frames, LedgerReader reader, IStringLocalizer<DeskTexts> texts, CancellationToken cancel)
    {
        var done = await retry.HandleAsync(asker, id, cancel);
        return done.Refusal?.Kind switch
        {
            null => Results.LocalRedirect(Path + "?said=taken"),
            RefusalKind.NotFound => Results.NotFound(),
            RefusalKind.NotAllowed => Results.StatusCode(StatusCodes.Status403Forbidden),
            _ => await ShowAsync(asker, null, texts["Ledger.TakenAlready"], frames, reader, cancel),
        };
    }

    private static async Task<IResult> ShowAsync(Asker asker, long? before, string? said, DeskFrames frames, LedgerReader reader, CancellationToken cancel) =>
        WebRoom.Page<LedgerPage>(new { Frame = await frames.OfAsync(asker, cancel), Path, Model = await reader.ReadAsync(asker, before, cancel), Said = said });
}
