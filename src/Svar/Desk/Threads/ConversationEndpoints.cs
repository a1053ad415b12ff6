using System.Net.Mime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Conversations;
using Svar.Conversations.Answers;
using Svar.Data;
using Svar.Desk.Drafts;
using Svar.Desk.Live;
using Svar.Desk.Queues;
using Svar.Mail.Messages;
using Svar.Web;

namespace Svar.Desk.Threads;

/// <summary>One conversation, and all that is done to it from the answers.</summary>
internal static class ConversationEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var read = endpoints.MapGroup("/desk/conversations/{number}").RequireAct(Act.ReadConversations).ExcludeFromDescription();
        read.MapGet("", ShowAsync);
        read.MapGet("/others", OthersAsync);
        read.MapPost("/presence", PresenceAsync);
        var write = endpoints.MapGroup("/desk/conversations/{number}").RequireAct(Act.AnswerConversations).ExcludeFromDescription();
        write.MapPost("/messages", WriteAsync);
        write.MapPost("/messages/{id:long}/undo", UndoAsync);
        write.MapPost("/steps/{id:long}/undo", (HttpContext context, IFormCollection form, string number, long id, FormAnswers answers, CancellationToken cancel) =>
            answers.UndoStatusAsync(context, number, id, cancel));
        write.MapPost("/draft", SaveDraftAsync);
        write.MapPost("/assignee", (HttpContext context, IFormCollection form, string number, FormAnswers answers, CancellationToken cancel) =>
            answers.ChangeAsync(context, form, number, new ConversationChange(Assignee: Field(context, form, "assignee")), cancel));
        write.MapPost("/kind", (HttpContext context, IFormCollection form, string number, FormAnswers answers, CancellationToken cancel) =>
            ChangeToAsync<ConversationKind>(context, form, number, answers, "kind", kind => new ConversationChange(Kind: kind), cancel));
        write.MapPost("/priority", (HttpContext context, IFormCollection form, string number, FormAnswers answers, CancellationToken cancel) =>
            ChangeToAsync<Priority>(context, form, number, answers, "priority", priority => new ConversationChange(Priority: priority), cancel));
        write.MapPost("/status", (HttpContext context, IFormCollection form, string number, FormAnswers answers, CancellationToken cancel) =>
            ChangeToAsync<ConversationStatus>(context, form, number, answers, "status", status => new ConversationChange(Status: status), cancel));
        write.MapPost("/tags", (HttpContext context, IFormCollection form, string number, FormAnswers answers, CancellationToken cancel) => answers.TagAsync(context, form, number, cancel));
    }

    /// <summary>A field of the form; an undo has it in its address.</summary>
    private static string Field(HttpContext context, IFormCollection form, string name) =>
        form[name] is [{ } value, ..] ? value : context.Request.Query[name].FirstOrDefault() ?? "";

    private static Task<IResult> ChangeToAsync<T>(
        HttpContext context, IFormCollection form, string number, FormAnswers answers, string field, Func<T, ConversationChange> change, CancellationToken cancel)
        where T : struct, Enum
    {
        var named = Field(context, form, field);
        foreach (var value in Enum.GetValues<T>())
        {
            if (named.Equals(value.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return answers.ChangeAsync(context, form, number, change(value), cancel);
            }
        }

        return Task.FromResult(Results.StatusCode(StatusCodes.Status422UnprocessableEntity));
    }

    /// <param name="seen">The version that a writer has before them: what happened since is said above the composer.</param>
    private static async Task<IResult> ShowAsync(
        HttpContext context, string number, string? queue, string? q, string? done, string? on, int? seen, Asker asker, ConversationReader conversations, ConversationPages pages, StepsDone steps, CancellationToken cancel)
    {
        if (await conversations.FindAsync(number, cancel) is not { } id)
        {
            return Results.NotFound();
        }

        // A row of the list opens its conversation beside itself; what is done in a conversation changes the list too.
        var isAlone = done is null && context.Request.Headers["HX-Target"] == "conversation";
        var said = await steps.ReadAsync(done, on, number, asker.StaffId ?? 0, cancel);
        return await pages.ShowAsync(asker, id, ListAddress.Of(queue, q), cancel, said, seen is null ? null : new CameBack(SeenVersion: seen), isAlone: isAlone);
    }

    private static async Task<IResult> OthersAsync(string number, Asker asker, ConversationReader conversations, ConversationPages pages, CancellationToken cancel)
    {
        if (await conversations.FindAsync(number, cancel) is not { } id || asker.StaffId is not { } me)
        {
            return Results.NotFound();
        }

        return WebRoom.Page<AlsoHere>(new { Text = await pages.AlsoHereAsync(id, me, cancel), Url = ListAddress.ConversationPath(number) });
    }

    private static async Task<IResult> PresenceAsync(
        IFormCollection form, string number, Asker asker, ConversationReader conversations, IDbContextFactory<SvarDb> dbs, Presence presence, CancellationToken cancel)
    {
        if (await conversations.FindAsync(number, cancel) is not { } id || asker.StaffId is not { } me)
        {
            return Results.NotFound();
        }

        if (!Enum.TryParse<PresenceState>(form["state"].FirstOrDefault(), ignoreCase: true, out var state) || !Enum.IsDefined(state))
        {
            return Results.StatusCode(StatusCodes.Status422UnprocessableEntity);
        }

        var brand = await dbs.BrandOfAsync(id, cancel);
        if (state == PresenceState.Writing && !asker.May(Act.AnswerConversations, brand))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        presence.Is(state, brand, id, me);
        return Results.NoContent();
    }

    private static async Task<IResult> SaveDraftAsync(
        IFormCollection form, string number, Asker asker, ConversationReader conversations, DraftStore drafts, CancellationToken cancel)
    {
        if (await conversations.FindAsync(number, cancel) is not { } id)
        {
            return Results.NotFound();
        }

        var text = Words(form, "text");
        if (text.Length > Draft.LongestText)
        {
            return Results.StatusCode(StatusCodes.Status422UnprocessableEntity);
        }

        return await drafts.SaveAsync(asker, id, form["mode"] == "note" ? DraftMode.Note : DraftMode.Reply, text, cancel)
            ? Results.NoContent()
            : Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <summary>Forms end lines with CR LF (WHATWG HTML §4.10.22.7).</summary>
    private static string Words(IFormCollection form, string field) => (form[field].FirstOrDefault() ?? "").ReplaceLineEndings("\n");

    private static async Task<IResult> WriteAsync(
        HttpContext context, IFormCollection form, string number, Asker asker, ConversationReader conversations, ReplyToConversation reply, AddNote note, FormAnswers answers, CancellationToken cancel)
    {
        if (await conversations.FindAsync(number, cancel) is not { } id)
        {
            return Results.NotFound();
        }

        var text = Words(form, "text");
        if (form["mode"] == "note")
        {
            var noted = await note.HandleAsync(asker, id, text, cancel);
            return noted.IsDone
                ? await answers.SentAsync(context, asker, id, number, "note", cancel)
                : await answers.RefuseAsync(context, asker, id, noted.Refusal!, new CameBack(text, IsNote: true), null, cancel);
        }

        var seen = FormAnswers.Version(form);
        var then = form["then"] == "resolve" ? AfterAnswer.Resolve : AfterAnswer.Wait;
        var written = await reply.HandleAsync(asker, id, new Reply(text, Then: then, ExpectedVersion: seen, Files: await FilesAsync(form, cancel)), cancel);
        return written.IsDone
            ? await answers.SentAsync(context, asker, id, number, then == AfterAnswer.Resolve ? "sent.resolve" : "sent", cancel)
            : await answers.RefuseAsync(context, asker, id, written.Refusal!, new CameBack(text), seen, cancel);
    }

    private static async Task<IReadOnlyList<OutgoingFile>> FilesAsync(IFormCollection form, CancellationToken cancel)
    {
        var files = new List<OutgoingFile>();
        foreach (var file in form.Files.GetFiles("files").Where(f => f.Length > 0))
        {
            using var bytes = new MemoryStream((int)file.Length);
            await file.CopyToAsync(bytes, cancel);
            files.Add(new OutgoingFile(file.FileName, MediaTypeHeaderValue.TryParse(file.ContentType, out var type) ? type.ToString() : MediaTypeNames.Application.Octet, bytes.ToArray()));
        }

        return files;
    }

    private static async Task<IResult> UndoAsync(
        HttpContext context, IFormCollection form, string number, long id, Asker asker, ConversationReader conversations, UndoReply undo, DraftStore drafts, FormAnswers answers, CancellationToken cancel)
    {
        if (await conversations.FindAsync(number, cancel) is not { } conversation)
        {
            return Results.NotFound();
        }

        var undone = await undo.HandleAsync(asker, conversation, id, cancel);
        if (!undone.IsDone)
        {
            return await answers.RefuseAsync(context, asker, conversation, undone.Refusal!, null, null, cancel);
        }

        // What was typed since comes with the form where there is a script; else it is what was saved last.
        await drafts.PutBackAsync(asker, conversation, undone.Value, form.ContainsKey("typed") ? Words(form, "typed") : null, cancel);
        return Results.LocalRedirect(ListAddress.OfPage(context.Request).Conversation(number, ("done", "undone")));
    }
}
