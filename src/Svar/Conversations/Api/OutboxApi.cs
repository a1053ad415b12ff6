using System.ComponentModel;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Brands;
using Svar.Data;
using Svar.Mailboxes.Sending;
using Svar.Web.Api;

namespace Svar.Conversations.Api;

/// <summary>A mail on its way out. Answers that were taken back are not among them: they never left.</summary>
/// <param name="Conversation">Its number; null for what belongs to none.</param>
/// <param name="LastAnswer">What the mail server said last, or how the dialogue broke.</param>
/// <param name="NextTryAt">Null when it will not be tried again.</param>
internal sealed record OutgoingJson(long Id, string? Conversation, string To, string State, int Attempts, string? LastAnswer, DateTime? NextTryAt);

/// <summary><c>GET /api/v1/outbox</c>: mail on its way out of the brands that the asker sees, the newest first.</summary>
internal static class OutboxApi
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapApi("/outbox", "Mail")
        .MapGet("", ListAsync).RequireAct(Act.ReadConversations).WithSummary("Mail on its way out, the newest first")
        .Produces<ApiPage<OutgoingJson>>().ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> ListAsync(
        Asker asker,
        IDbContextFactory<SvarDb> dbs,
        [Description("waiting, sending, sent or refused")] string? state,
        [Description("'next' of the page before")] string? after,
        [Description("1 to 200; usually 50")] string? limit,
        CancellationToken cancel)
    {
        var errors = new FieldErrors();
        var wanted = Choices.Read(state, "state", errors, OutgoingState.Waiting, OutgoingState.Sending, OutgoingState.Sent, OutgoingState.Refused);
        var before = Paging.Key(after, errors);
        var rows = Paging.Limit(limit, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        await using var db = await dbs.CreateDbContextAsync(cancel);
        var mails = db.Set<OutgoingMail>().AsNoTracking().Where(m => m.State != OutgoingState.Undone);
        if (!asker.MayEverywhere(Act.ReadConversations))
        {
            var brands = asker.Brands.Keys.Select(b => (long?)b).ToList();
            mails = mails.Where(m => brands.Contains(m.BrandId));
        }

        mails = wanted is { } only ? mails.Where(m => m.State == only) : mails;
        mails = before is { } key ? mails.Where(m => m.Id < key) : mails;
        var found = await (
            from m in mails.OrderByDescending(m => m.Id).Take(rows + 1)
            join c in db.Set<Conversation>() on m.ConversationId equals c.Id into conversations
            from conversation in conversations.DefaultIfEmpty()
            join b in db.Set<Brand>() on m.BrandId equals b.Id into brandsOf
            from brand in brandsOf.DefaultIfEmpty()
            orderby m.Id descending
            select new { Mail = m, Number = (long?)conversation.Number, Prefix = (string?)brand.NumberPrefix }).ToListAsync(cancel);
        var items = found.Take(rows).Select(r => new OutgoingJson(
            r.Mail.Id,
            r.Number is { } number && r.Prefix is { } prefix ? Conversation.Reference(prefix, number) : null,
            string.Join(", ", r.Mail.Recipients()),
            r.Mail.State.Lower(),
            r.Mail.Attempts,
            r.Mail.LastAnswer,
            r.Mail.State is OutgoingState.Waiting or OutgoingState.Sending ? r.Mail.NextTryAt : null)).ToList();
        return ApiAnswer.Ok(new ApiPage<OutgoingJson>(items, found.Count > rows ? items[^1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }
}
