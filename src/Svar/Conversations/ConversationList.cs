using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Customers;
using Svar.Data;
using Svar.Language.Search;

namespace Svar.Conversations;

internal enum DueFilter
{
    Any,
    Overdue,
    Today,
    Week,
}

internal enum ListOrder
{
    /// <summary>What is due next first; what is not due at all last.</summary>
    DueFirst,

    /// <summary>What was written in last first.</summary>
    NewestFirst,
}

/// <param name="Assignee">The e-mail address of one of the staff, <c>none</c>, or null for all.</param>
/// <param name="Query">Words to find in messages.</param>
/// <param name="After">The cursor of the page before, in the same order.</param>
/// <param name="DueBy">Only what is due by then, overdue included.</param>
internal sealed record ConversationListQuery(
    ConversationStatus? Status = null,
    string? Assignee = null,
    long? AssigneeId = null,
    ConversationKind? Kind = null,
    DueFilter Due = DueFilter.Any,
    string? Query = null,
    string? After = null,
    int Limit = 50,
    DateTime? DueBy = null,
    ListOrder Order = ListOrder.DueFirst);

internal sealed record ConversationRow(
    long Id, string Reference, string BrandSlug, string Subject, string Snippet, ConversationStatus Status, ConversationKind Kind, Priority Priority, string Language,
    long? AssigneeId, string? AssigneeName, string? AssigneeEmail, string CustomerName, string? CustomerAddress, DateTime CreatedAt, DateTime LastMessageAt, DateTime NextDueAt, int Version)
{
    public DateTime? DueAt => NextDueAt < Conversation.NothingDue ? NextDueAt : null;
}

internal sealed record ConversationPageOfRows(IReadOnlyList<ConversationRow> Items, string? Next);

/// <summary>Conversations that the running scope sees, what is due next first; pages go by key, so that the thousandth page costs what the first costs.</summary>
internal sealed class ConversationList(IDbContextFactory<SvarDb> dbs, TimeProvider time)
{
    public const int MostRows = 200;

    public async Task<Outcome<ConversationPageOfRows>> ReadAsync(ConversationListQuery query, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var limit = Math.Clamp(query.Limit, 1, MostRows);
        var all = Matching(db, query, time.UtcNow());
        if (query.After is { } after)
        {
            if (!Cursor.TryRead(after, out var at, out var id))
            {
                return Refusal.Invalid("after", "It is no cursor of this list: take the value of 'next' from the page before.");
            }

            all = query.Order == ListOrder.DueFirst
                ? all.Where(c => c.NextDueAt > at || (c.NextDueAt == at && c.Id > id))
                : all.Where(c => c.LastMessageAt < at || (c.LastMessageAt == at && c.Id < id));
        }

        var rows = await (
            from c in InOrder(all, query.Order).Take(limit + 1)
            join customer in db.Set<Customer>() on c.CustomerId equals customer.Id
            join brand in db.Set<Brand>() on c.BrandId equals brand.Id
            join staff in db.Set<Staff>() on c.AssigneeId equals staff.Id into assignees
            from assignee in assignees.DefaultIfEmpty()
            select new
            {
                Conversation = c,
                customer.Name,
                Address = db.Set<CustomerAddress>().Where(a => a.CustomerId == c.CustomerId).OrderBy(a => a.Id).Select(a => a.Address).FirstOrDefault(),
                brand.Slug,
                brand.NumberPrefix,
                AssigneeName = (string?)assignee.DisplayName,
                AssigneeEmail = assignee.Email,
            }).ToListAsync(cancel);
        rows.Sort((a, b) => query.Order == ListOrder.DueFirst
            ? (a.Conversation.NextDueAt, a.Conversation.Id).CompareTo((b.Conversation.NextDueAt, b.Conversation.Id))
            : (b.Conversation.LastMessageAt, b.Conversation.Id).CompareTo((a.Conversation.LastMessageAt, a.Conversation.Id)));
        var items = rows.Take(limit).Select(r => new ConversationRow(
            r.Conversation.Id, Conversation.Reference(r.NumberPrefix, r.Conversation.Number), r.Slug, r.Conversation.Subject, r.Conversation.Snippet, r.Conversation.Status, r.Conversation.Kind,
            r.Conversation.Priority, r.Conversation.Language, r.Conversation.AssigneeId, r.AssigneeName, r.AssigneeEmail, r.Name, r.Address,
            r.Conversation.CreatedAt, r.Conversation.LastMessageAt, r.Conversation.NextDueAt, r.Conversation.Version)).ToList();
        return new ConversationPageOfRows(items, rows.Count > limit ? Cursor.Of(query.Order == ListOrder.DueFirst ? items[^1].NextDueAt : items[^1].LastMessageAt, items[^1].Id) : null);
    }

    /// <summary>How many conversations each query finds, counted no further than <paramref name="atMost"/>.</summary>
    public async Task<IReadOnlyList<int>> CountAsync(IReadOnlyList<ConversationListQuery> queries, int atMost, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var now = time.UtcNow();
        var counts = new int[queries.Count];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = await InOrder(Matching(db, queries[i], now), queries[i].Order).Take(atMost).CountAsync(cancel);
        }

        return counts;
    }

    private static IOrderedQueryable<Conversation> InOrder(IQueryable<Conversation> all, ListOrder order) => order == ListOrder.DueFirst
        ? all.OrderBy(c => c.NextDueAt).ThenBy(c => c.Id)
        : all.OrderByDescending(c => c.LastMessageAt).ThenByDescending(c => c.Id);

    private static IQueryable<Conversation> Matching(SvarDb db, ConversationListQuery query, DateTime now)
    {
        var all = db.Set<Conversation>().AsNoTracking();
        if (query.Status is { } status)
        {
            all = all.Where(c => c.Status == status);
        }

        if (query.AssigneeId is { } assigneeId)
        {
            all = all.Where(c => c.AssigneeId == assigneeId);
        }
        else if (query.Assignee is "none")
        {
            all = all.Where(c => c.AssigneeId == null);
        }
        else if (query.Assignee is { Length: > 0 } assignee)
        {
            var normalized = assignee.ToUpperInvariant();
            all = all.Where(c => db.Set<Staff>().Any(s => s.Id == c.AssigneeId && s.NormalizedEmail == normalized));
        }

        if (query.Kind is { } kind)
        {
            all = all.Where(c => c.Kind == kind);
        }

        if (query.Due != DueFilter.Any)
        {
            var until = query.Due switch { DueFilter.Overdue => now, DueFilter.Today => now.AddDays(1), _ => now.AddDays(7) };
            all = all.Where(c => c.NextDueAt <= until && c.Status <= ConversationStatus.Waiting);
        }

        if (query.DueBy is { } dueBy)
        {
            all = all.Where(c => c.NextDueAt <= dueBy);
        }

        if (query.Query is { Length: > 0 } words)
        {
            var terms = TextAnalysis.QueryTerms(words, null);
            var found = SearchRows.Find(db, terms);
            all = all.Where(c => db.Set<Message>().Where(m => found.Contains(m.Id) && m.Delivery != Delivery.Undone).Select(m => m.ConversationId).Contains(c.Id));
        }

        return all;
    }

    private static class Cursor
    {
        public static string Of(DateTime due, long id) =>
            Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{due.Ticks}.{id}"))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        public static bool TryRead(string cursor, out DateTime due, out long id)
        {
            due = default;
            id = 0;
            Span<byte> bytes = stackalloc byte[64];
            var padded = cursor.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (cursor.Length % 4)) % 4);
            if (!Convert.TryFromBase64String(padded, bytes, out var written)
                || Encoding.ASCII.GetString(bytes[..written]).Split('.') is not [var ticks, var key]
                || !long.TryParse(ticks, CultureInfo.InvariantCulture, out var at)
                || at < DateTime.MinValue.Ticks || at > DateTime.MaxValue.Ticks
                || !long.TryParse(key, CultureInfo.InvariantCulture, out id))
            {
                return false;
            }

            due = new DateTime(at, DateTimeKind.Utc);
            return true;
        }
    }
}
