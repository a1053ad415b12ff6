using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Conversations;
using Svar.Data;
using Svar.Desk.Drafts;
using Svar.Desk.Live;
using Svar.Desk.Queues;

namespace Svar.Desk.Threads;

/// <summary>What the forms of a conversation are answered with: a redirect when it is done, else the page with what has to be looked at.</summary>
internal sealed class FormAnswers(
    IDbContextFactory<SvarDb> dbs, ConversationReader conversations, ConversationPages pages, ChangeConversation change, UndoStatus undo, DraftStore drafts, Presence presence, IStringLocalizer<DeskTexts> texts)
{
    /// <summary>The conversation as the form's page showed it; null when it does not say.</summary>
    public static int? Version(IFormCollection form) =>
        int.TryParse(form["version"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    public async Task<IResult> ChangeAsync(HttpContext context, IFormCollection form, string number, ConversationChange wanted, CancellationToken cancel)
    {
        var asker = context.AskerOf();
        if (await FindAsync(number, cancel) is not { } found)
        {
            return Results.NotFound();
        }

        var seen = Version(form);
        var changed = await change.HandleAsync(asker, found.Id, wanted with { ExpectedVersion = seen }, cancel);
        if (!changed.IsDone)
        {
            return await RefuseAsync(context, asker, found.Id, changed.Refusal!, null, seen, cancel);
        }

        var done = wanted.Status is { } to && to != found.Status ? "status." + to.ToString().ToLowerInvariant() : wanted.Assignee is not null && IsFromList(context.Request) ? "taken" : "changed";
        return Results.LocalRedirect(After(context.Request, number, done));
    }

    /// <summary>What was done to a row of the list leaves the page as it is.</summary>
    private static string After(HttpRequest request, string number, string done) => IsFromList(request)
        ? ListAddress.Page(request, ("done", done), ("on", number))
        : ListAddress.OfPage(request).Conversation(number, ("done", done));

    private static bool IsFromList(HttpRequest request) => request.Headers["HX-Target"] == "list";

    public async Task<IResult> UndoStatusAsync(HttpContext context, string number, long step, CancellationToken cancel)
    {
        if (await FindAsync(number, cancel) is not { } found)
        {
            return Results.NotFound();
        }

        var asker = context.AskerOf();
        var undone = await undo.HandleAsync(asker, found.Id, step, cancel);
        return undone.IsDone
            ? Results.LocalRedirect(After(context.Request, number, "back"))
            : await RefuseAsync(context, asker, found.Id, undone.Refusal!, null, null, cancel);
    }

    public async Task<IResult> TagAsync(HttpContext context, IFormCollection form, string number, CancellationToken cancel)
    {
        if (await FindAsync(number, cancel) is not { } found)
        {
            return Results.NotFound();
        }

        var asker = context.AskerOf();
        var wanted = new ConversationChange
        {
            AddTags = (form["add"].FirstOrDefault() ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            RemoveTags = [.. form["remove"].OfType<string>()],
        };
        var changed = await change.HandleAsync(asker, found.Id, wanted, cancel);
        return changed.IsDone
            ? Results.LocalRedirect(ListAddress.OfPage(context.Request).Conversation(number, ("done", "changed")))
            : await RefuseAsync(context, asker, found.Id, changed.Refusal!, null, null, cancel);
    }

    /// <summary>A message was taken: its draft is gone, and so is who was writing it.</summary>
    public async Task<IResult> SentAsync(HttpContext context, Asker asker, long id, string number, string done, CancellationToken cancel)
    {
        if (asker.StaffId is { } me)
        {
            await drafts.ForgetAsync(id, me, done == "note" ? DraftMode.Note : DraftMode.Reply, cancel);
            presence.Is(PresenceState.NotWriting, await dbs.BrandOfAsync(id, cancel), id, me);
        }

        return Results.LocalRedirect(ListAddress.OfPage(context.Request).Conversation(number, ("done", done)));
    }

    /// <summary>What was written stands in the composer again; what somebody else did meanwhile stands above it.</summary>
    public async Task<IResult> RefuseAsync(HttpContext context, Asker asker, long id, Refusal refusal, CameBack? back, int? seen, CancellationToken cancel)
    {
        var at = ListAddress.OfPage(context.Request);
        switch (refusal.Kind)
        {
            case RefusalKind.NotFound:
                return Results.NotFound();
            case RefusalKind.NotAllowed:
                return Results.StatusCode(StatusCodes.Status403Forbidden);
            case RefusalKind.Conflict when seen is not null && seen != await VersionAsync(id, cancel):
                return back is null
                    ? await pages.ShowAsync(asker, id, at, cancel, new Said(texts["Said.Changed"]))
                    : await pages.ShowAsync(asker, id, at, cancel, back: back with { SeenVersion = seen });
            case RefusalKind.Conflict:
                return back is null
                    ? await pages.ShowAsync(asker, id, at, cancel, new Said(Why(refusal)))
                    : await pages.ShowAsync(asker, id, at, cancel, back: back with { Error = Why(refusal) });
            default:
                return await pages.ShowAsync(
                    asker,
                    id,
                    at,
                    cancel,
                    back is null ? new Said(Why(refusal)) : null,
                    back is null ? null : back with { Error = Why(refusal) },
                    StatusCodes.Status422UnprocessableEntity);
        }
    }

    /// <summary>In the reader's language where the desk has words for it.</summary>
    private string Why(Refusal refusal) => texts[$"Refused.{refusal.Kind}.{refusal.Field ?? "state"}"] is { ResourceNotFound: false } known ? known : refusal.Why;

    private async Task<(long Id, ConversationStatus Status)?> FindAsync(string number, CancellationToken cancel)
    {
        if (await conversations.FindAsync(number, cancel) is not { } id)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(cancel);
        return (id, await db.Set<Conversation>().Where(c => c.Id == id).Select(c => c.Status).FirstAsync(cancel));
    }

    private async Task<int> VersionAsync(long id, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        return await db.Set<Conversation>().Where(c => c.Id == id).Select(c => c.Version).FirstAsync(cancel);
    }
}
