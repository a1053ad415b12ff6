using System.Globalization;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Conversations.Answers;
using Svar.Data;
using Svar.Mail.Addresses;
using Svar.Web;
using Svar.Web.Api;

namespace Svar.Conversations.Api;

/// <summary>The calls that write. They are not cut off when the caller hangs up: what was begun is done, so that a repeat finds it done.</summary>
internal static class WriteConversations
{
    private const int LongestSubject = 500;
    private const int LongestName = 200;
    private const int LongestText = 200_000;
    private const int LongestHtml = 1_000_000;
    private const int MostTags = 30;
    private const int LongestTag = 60;

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
        var errors = new FieldErrors();
        var kind = Choices.Read<ConversationKind>(wanted.Kind, "kind", errors);
        var channel = Choices.Read(wanted.Channel, "channel", errors, Channel.Email, Channel.Phone, Channel.Post);
        if (string.IsNullOrWhiteSpace(wanted.Brand))
        {
            errors.Add("brand", "Name the brand by its slug.");
        }
        else if (!await show.KnowsBrandAsync(asker, wanted.Brand, CancellationToken.None))
        {
            errors.Add("brand", $"There is no brand '{wanted.Brand}'.");
        }

        CheckLine("subject", wanted.Subject, LongestSubject, isNeeded: true, errors);
        CheckLine("customer.name", wanted.Customer?.Name, LongestName, isNeeded: false, errors);
        CheckLine("customer.phone", wanted.Customer?.Phone, LongestName, isNeeded: false, errors);
        CheckText(wanted.Text, errors);
        var isLogged = channel is Channel.Phone or Channel.Post;
        if (string.IsNullOrWhiteSpace(wanted.Customer?.Email))
        {
            errors.Require(isLogged, "customer.email", "A mail needs the customer's e-mail address.");
        }
        else
        {
            errors.Require(MailAddress.TryParse(wanted.Customer.Email, out _), "customer.email", $"'{wanted.Customer.Email}' is no e-mail address; write name@host.");
        }

        if (errors.Problem is { } problem)
        {
            return problem;
        }

        var started = await start.HandleAsync(
            asker,
            new NewConversation(
                wanted.Brand!, wanted.Customer?.Name ?? "", wanted.Customer?.Email, wanted.Subject!, wanted.Text ?? "", channel ?? Channel.Email, kind,
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
        var errors = new FieldErrors();
        var then = Choices.Read(wanted.Then, "then", errors, AfterAnswer.Wait, AfterAnswer.Resolve);
        CheckText(wanted.Text, errors);
        errors.Require(wanted.Html is null || wanted.Html.Length <= LongestHtml, "html", TooLong(LongestHtml));
        foreach (var wrong in (wanted.Cc ?? []).Where(address => !MailAddress.TryParse(address, out _)))
        {
            errors.Add("cc", $"'{wrong}' is no e-mail address; write name@host.");
        }

        if (errors.Problem is { } invalid)
        {
            return invalid;
        }

        if (!EntityTags.TryReadIfMatch(request, out var expected, out var problem))
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
        var errors = new FieldErrors();
        CheckText(body.Value.Text, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

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
        var errors = new FieldErrors();
        var status = Choices.Read<ConversationStatus>(wanted.Status, "status", errors);
        var priority = Choices.Read<Priority>(wanted.Priority, "priority", errors);
        var kind = Choices.Read<ConversationKind>(wanted.Kind, "kind", errors);
        errors.Require(
            wanted.Tags is null || (wanted.Tags.Count <= MostTags && wanted.Tags.All(t => t is { Length: <= LongestTag } && !t.Any(char.IsControl))),
            "tags", string.Create(CultureInfo.InvariantCulture, $"At most {MostTags} tags of at most {LongestTag} characters each, in one line."));
        if (errors.Problem is { } invalid)
        {
            return invalid;
        }

        if (!EntityTags.TryReadIfMatch(request, out var expected, out var problem))
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

    /// <summary>What becomes a header or a line on the desk has no line breaks and nothing else that cannot be seen.</summary>
    private static void CheckLine(string field, string? text, int longest, bool isNeeded, FieldErrors errors)
    {
        errors.Require(!isNeeded || !string.IsNullOrWhiteSpace(text), field, $"Give a text of at most {longest.ToString(CultureInfo.InvariantCulture)} characters.");
        errors.Require(text is null || text.Length <= longest, field, TooLong(longest));
        errors.Require(text is null || !text.Any(char.IsControl), field, "It is one line: no line breaks or other control characters.");
    }

    private static void CheckText(string? text, FieldErrors errors)
    {
        errors.Require(!string.IsNullOrWhiteSpace(text), "text", "The text is empty: write what should be read.");
        errors.Require(text is null || text.Length <= LongestText, "text", TooLong(LongestText));
    }

    private static string TooLong(int longest) => $"It is longer than {longest.ToString("N0", CultureInfo.InvariantCulture)} characters, the most that is taken.";

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
