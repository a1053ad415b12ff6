using System.Globalization;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Conversations.Answers;
using Svar.Data;
using Svar.Web;
using Svar.Web.Api;

namespace Svar.Conversations.Api;

/// <summary>The calls that write. They are not cut off when the caller hangs up: what was begun is done, so that a repeat finds it done.</summary>
internal static class WriteConversations
{
    private const int LongestSubject = 500;

    public static void Map(RouteGroupBuilder group)
    {
        group.MapPost("", StartAsync).RequireAct(Act.AnswerConversations).Idempotent().Accepts<ConversationBody>("application/json")
            .WithSummary("Begin a conversation: write to a customer, or log a call or a letter by post")
            .Produces<ConversationJson>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPost("/{number}/replies", ReplyAsync).RequireAct(Act.AnswerConversations).Idempotent().TakesIfMatch().Accepts<ReplyBody>("application/json")
            .WithSummary("Answer the customer by mail")
            .WithDescription("The mail waits for the undo window, then goes out; 'delivery' of the message says how far it has got.")
            .Produces<MessageJson>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPost("/{number}/notes", NoteAsync).RequireAct(Act.AnswerConversations).Idempotent().Accepts<NoteBody>("application/json")
            .WithSummary("Write a note for colleagues; the customer never sees it")
            .Produces<MessageJson>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapPatch("/{number}", ChangeAsync).RequireAct(Act.AnswerConversations).TakesIfMatch().Accepts<ChangeBody>("application/json", "application/merge-patch+json")
            .WithSummary("Change status, assignee, priority, kind or tags")
            .Produces<ConversationJson>().ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> StartAsync(Asker asker, JsonBody<ConversationBody> body, StartConversation start, ShowConversations show)
    {
        var wanted = body.Value;
        if (!Choices.TryRead<ConversationKind>(wanted.Kind, "kind", out var kind, out var problem)
            || !Choices.TryRead<Channel>(wanted.Channel, "channel", out var channel, out problem, Channel.Email, Channel.Phone, Channel.Post))
        {
            return problem!;
        }

        if (string.IsNullOrWhiteSpace(wanted.Brand))
        {
            return Problems.Invalid("brand", "Name the brand by its slug.");
        }

        if (string.IsNullOrWhiteSpace(wanted.Subject) || wanted.Subject.Length > LongestSubject)
        {
            return Problems.Invalid("subject", $"Give a subject of at most {LongestSubject.ToString(CultureInfo.InvariantCulture)} characters.");
        }

        var started = await start.HandleAsync(
            asker,
            new NewConversation(
                wanted.Brand, wanted.Customer?.Name ?? "", wanted.Customer?.Email, wanted.Subject, wanted.Text ?? "", channel ?? Channel.Email, kind,
                wanted.Customer?.Phone, wanted.Answered),
            CancellationToken.None);
        if (!started.IsDone)
        {
            return Problems.Of(started.Refusal!);
        }

        var (json, version) = (await show.OneAsync(started.Value.Id, CancellationToken.None))!.Value;
        return ApiAnswer.Created(json, ShowConversations.UrlOf(json.Number), EntityTags.Of(version));
    }

    private static async Task<IResult> ReplyAsync(
        string number, Asker asker, HttpRequest request, JsonBody<ReplyBody> body, ConversationReader reader, ReplyToConversation reply, ShowConversations show)
    {
        var wanted = body.Value;
        if (!Choices.TryRead<AfterAnswer>(wanted.Then, "then", out var then, out var problem, AfterAnswer.Wait, AfterAnswer.Resolve)
            || !EntityTags.TryReadIfMatch(request, out var expected, out problem))
        {
            return problem!;
        }

        if (await reader.FindAsync(number, request.HttpContext.RequestAborted) is not { } id)
        {
            return ReadConversations.NotFound(number);
        }

        var written = await reply.HandleAsync(
            asker, id, new Reply(wanted.Text ?? "", wanted.Html, then ?? AfterAnswer.Wait, wanted.Cc, expected), CancellationToken.None);
        return written.IsDone
            ? await MessageAsync(show, number, id, written.Value.MessageId)
            : await RefusedAsync(show, id, expected, written.Refusal!);
    }

    private static async Task<IResult> NoteAsync(string number, Asker asker, JsonBody<NoteBody> body, ConversationReader reader, AddNote add, ShowConversations show, CancellationToken cancel)
    {
        if (await reader.FindAsync(number, cancel) is not { } id)
        {
            return ReadConversations.NotFound(number);
        }

        var added = await add.HandleAsync(asker, id, body.Value.Text ?? "", CancellationToken.None);
        return added.IsDone ? await MessageAsync(show, number, id, added.Value) : Problems.Of(added.Refusal!);
    }

    private static async Task<IResult> ChangeAsync(
        string number, Asker asker, HttpRequest request, JsonBody<ChangeBody> body, ConversationReader reader, ChangeConversation change, ShowConversations show)
    {
        var wanted = body.Value;
        if (!Choices.TryRead<ConversationStatus>(wanted.Status, "status", out var status, out var problem)
            || !Choices.TryRead<Priority>(wanted.Priority, "priority", out var priority, out problem)
            || !Choices.TryRead<ConversationKind>(wanted.Kind, "kind", out var kind, out problem)
            || !EntityTags.TryReadIfMatch(request, out var expected, out problem))
        {
            return problem!;
        }

        if (await reader.FindAsync(number, request.HttpContext.RequestAborted) is not { } id)
        {
            return ReadConversations.NotFound(number);
        }

        var assignee = !wanted.SetsAssignee ? null : wanted.Assignee == "me" ? await show.AddressOfAsync(asker, CancellationToken.None) : wanted.Assignee ?? "";
        var changed = await change.HandleAsync(asker, id, new ConversationChange(status, assignee, priority, kind, wanted.Tags, expected), CancellationToken.None);
        if (!changed.IsDone)
        {
            return await RefusedAsync(show, id, expected, changed.Refusal!);
        }

        var (json, version) = (await show.OneAsync(id, CancellationToken.None))!.Value;
        return ApiAnswer.Ok(json, EntityTags.Of(version));
    }

    private static async Task<IResult> MessageAsync(ShowConversations show, string number, long id, long messageId)
    {
        var message = await show.MessageAsync(id, messageId, CancellationToken.None);
        var version = await show.VersionAsync(id, CancellationToken.None);
        return ApiAnswer.Created(message!, ShowConversations.UrlOf(number), EntityTags.Of(version!.Value));
    }

    /// <summary>A conflict with the version that the caller had seen is a failed precondition; any other is a conflict.</summary>
    private static async Task<IResult> RefusedAsync(ShowConversations show, long id, int? expected, Refusal refusal) =>
        refusal.Kind == RefusalKind.Conflict && expected is { } seen && await show.VersionAsync(id, CancellationToken.None) is { } now && now != seen
            ? EntityTags.Stale()
            : Problems.Of(refusal);
}
