using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Brands;
using Svar.Conversations;
using Svar.Data;
using Svar.Desk.Queues;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Desk.Starting;

/// <summary><c>/desk/new</c>: a mail to a customer, a telephone call, a letter by post.</summary>
internal static class StartEndpoints
{
    private const string Path = "/desk/new";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var start = endpoints.MapGroup(Path).RequireAct(Act.AnswerConversations).ExcludeFromDescription();
        start.MapGet("", (string? channel, Asker asker, DeskFrames frames, IDbContextFactory<SvarDb> dbs, CancellationToken cancel) =>
            ShowAsync(asker, frames, dbs, new StartForm(Channel: channel is "phone" or "post" ? channel : "email"), [], cancel));
        start.MapPost("", StartAsync);
    }

    private static async Task<IResult> StartAsync(
        IFormCollection form, Asker asker, DeskFrames frames, IDbContextFactory<SvarDb> dbs, StartConversation start, IStringLocalizer<DeskTexts> texts, CancellationToken cancel)
    {
        var filled = StartForm.Of(form);
        var wanted = new NewConversation(
            filled.Brand,
            filled.Name,
            filled.Email.Trim(),
            filled.Subject,
            filled.Text.ReplaceLineEndings("\n"),
            filled.Channel switch { "phone" => Channel.Phone, "post" => Channel.Post, _ => Channel.Email },
            Enum.TryParse<ConversationKind>(filled.Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null,
            filled.Phone.Trim() is { Length: > 0 } phone ? phone : null,
            filled.IsAnswered && filled.Channel == "phone");
        var started = await start.HandleAsync(asker, wanted, cancel);
        if (started.IsDone)
        {
            return Results.LocalRedirect(new ListAddress(Queue.Mine).Conversation(started.Value.Reference, ("done", filled.Channel == "email" ? "sent" : "logged")));
        }

        var refusal = started.Refusal!;
        if (refusal.Kind == RefusalKind.NotAllowed)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        var field = refusal.Field switch { "customer.email" => "email", "brand" => "brand", _ => "text" };
        var known = texts[$"Start.Refused.{field}"];
        return await ShowAsync(asker, frames, dbs, filled, [new FieldError(field, refusal.Kind != RefusalKind.Invalid || known.ResourceNotFound ? refusal.Why : known)], cancel);
    }

    private static async Task<IResult> ShowAsync(
        Asker asker, DeskFrames frames, IDbContextFactory<SvarDb> dbs, StartForm form, IReadOnlyList<FieldError> errors, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var brands = await db.Set<Brand>().OrderBy(b => b.Name).Select(b => new { b.Id, b.Slug, b.Name }).ToListAsync(cancel);
        var choices = brands.Where(b => asker.May(Act.AnswerConversations, b.Id)).Select(b => new Choice(b.Slug, b.Name)).ToList();
        return WebRoom.Page<StartPage>(
            new { Frame = await frames.OfAsync(asker, cancel), Path, Form = form, Brands = choices, Errors = errors },
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}

/// <summary>What was filled in, shown again when something has to be put right.</summary>
/// <param name="Channel"><c>email phone post</c>.</param>
/// <param name="IsAnswered">Of a call: the customer got their answer in it.</param>
public sealed record StartForm(
    string Brand = "", string Channel = "email", string Name = "", string Email = "", string Phone = "", string Subject = "", string Text = "", string Kind = "", bool IsAnswered = false)
{
    internal static StartForm Of(IFormCollection form)
    {
        string Text(string name) => form[name].FirstOrDefault() ?? "";
        return new StartForm(
            Text("brand"), Text("channel") is "phone" or "post" ? Text("channel") : "email", Text("name"), Text("email"), Text("phone"), Text("subject"), Text("text"), Text("kind"), Text("answered").Length > 0);
    }
}
