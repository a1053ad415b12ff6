using System.ComponentModel;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Data;
using Svar.Web;
using Svar.Web.Api;

namespace Svar.Conversations.Api;

/// <summary>The calls that read.</summary>
internal static class ReadConversations
{
    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet("", ListAsync).RequireAct(Act.ReadConversations).WithSummary("Conversations, what is due next first")
            .WithDescription("Without a status: the open ones, then the waiting ones, by what is due next; then the resolved ones and spam, the latest first.")
            .Produces<ApiPage<ConversationJson>>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        group.MapGet("/{number}", OneAsync).RequireAct(Act.ReadConversations).WithSummary("One conversation with its messages")
            .WithDescription("ETag is its version: give it back in If-Match when you change the conversation or answer.")
            .Produces<ConversationJson>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{number}/attachments/{id:long}", FileAsync).RequireAct(Act.ReadConversations).WithSummary("A file of a message")
            .Produces<byte[]>(contentType: "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{number}/messages/{id:long}/raw", RawAsync).RequireAct(Act.ReadConversations).WithSummary("A mail as it came, or as it went out")
            .Produces<byte[]>(contentType: "message/rfc822").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        Asker asker,
        ConversationList list,
        ShowConversations show,
        [Description("open, waiting, resolved or spam")] string? status,
        [Description("the e-mail address of one of the staff, me, or none")] string? assignee,
        [Description("complaint, compliment, question, suggestion or other")] string? kind,
        [Description("overdue, today (within 24 hours) or week")] string? due,
        [Description("words to find in messages")] string? q,
        [Description("'next' of the page before")] string? after,
        [Description("1 to 200; usually 50")] string? limit,
        CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var wantedStatus = Choices.Read<ConversationStatus>(status, "status", errors);
        var wantedKind = Choices.Read<ConversationKind>(kind, "kind", errors);
        var wantedDue = Choices.Read(due, "due", errors, DueFilter.Overdue, DueFilter.Today, DueFilter.Week);
        var rows = Paging.Limit(limit, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        var isMe = assignee == "me";
        var query = new ConversationListQuery(wantedStatus, isMe ? null : assignee, isMe ? asker.StaffId : null, wantedKind, wantedDue ?? DueFilter.Any, q, after, rows);
        var page = wantedStatus is null && wantedDue is null ? await WorkList.ReadAsync(list, query, cancel) : await list.ReadAsync(query, cancel);
        return page.IsDone
            ? ApiAnswer.Ok(new ApiPage<ConversationJson>(await show.ManyAsync(page.Value.Items, cancel), page.Value.Next))
            : Problems.Of(page.Refusal!);
    }

    private static async Task<IResult> OneAsync(string number, ConversationReader reader, ShowConversations show, CancellationToken cancel) =>
        await reader.FindAsync(number, cancel) is { } id && await show.OneAsync(id, cancel) is { } found
            ? ApiAnswer.Ok(found.Json, EntityTags.Of(found.Version))
            : NotFound(number);

    private static async Task<IResult> FileAsync(string number, long id, HttpContext context, ConversationReader reader, MessageContents contents, CancellationToken cancel)
    {
        if (await reader.FindAsync(number, cancel) is not { } conversation || await contents.FileAsync(conversation, id, cancel) is not { } file)
        {
            return Problems.Of(Refusal.NotFound($"There is no such file in {number}, or its bytes are no longer kept."));
        }

        // What a stranger sent must never run as a page of ours.
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return TypedResults.Bytes(file.Bytes, System.Text.Ascii.IsValid(file.ContentType) ? file.ContentType : System.Net.Mime.MediaTypeNames.Application.Octet, file.Name);
    }

    private static async Task<IResult> RawAsync(string number, long id, ConversationReader reader, MessageContents contents, CancellationToken cancel) =>
        await reader.FindAsync(number, cancel) is { } conversation && await contents.RawAsync(conversation, id, cancel) is { } mail
            ? TypedResults.Bytes(mail.Bytes, mail.ContentType, mail.Name)
            : Problems.Of(Refusal.NotFound($"There is no such mail in {number}, or its bytes are no longer kept."));

    public static IResult NotFound(string number) => Problems.Of(Refusal.NotFound($"There is no conversation {number} that you may see."));
}
