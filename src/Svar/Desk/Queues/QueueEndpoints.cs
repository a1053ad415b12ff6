using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Conversations;
using Svar.Web;

namespace Svar.Desk.Queues;

/// <summary>The lists of the desk: <c>?queue=</c> or <c>?q=</c>, and <c>?after=</c> for the rows that follow.</summary>
internal static class QueueEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/desk", ShowAsync).RequireAct(Act.ReadConversations).ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(
        string? queue, string? q, string? after, string? done, string? on, Asker asker, DeskFrames frames, QueueReader queues, ConversationReader conversations, StepsDone steps, CancellationToken cancel)
    {
        var at = ListAddress.Of(queue, q);
        if (after is null && at.Search is { } number && await conversations.FindAsync(number, cancel) is not null)
        {
            return Results.LocalRedirect(ListAddress.ConversationPath(number.ToUpperInvariant()));
        }

        var frame = await frames.OfAsync(asker, cancel);
        if (!frame.IsSetUp && asker.MayEverywhere(Act.ManageSettings))
        {
            return Results.LocalRedirect("/desk/settings");
        }

        var list = await queues.ReadAsync(frame, at, after, null, cancel);
        if (!list.IsDone)
        {
            return Results.LocalRedirect(at.Url);
        }

        var links = await queues.LinksAsync(frame, at, cancel);
        var busy = at.Search is null ? links.FirstOrDefault(l => l is { Count: not null, IsCurrent: false }) : null;
        return WebRoom.Page<WorkPage>(new { Frame = frame, Queues = links, Queue = list.Value with { BusyQueue = busy }, at.Search, Said = await steps.ReadAsync(done, on, null, frame.Me, cancel) });
    }
}
