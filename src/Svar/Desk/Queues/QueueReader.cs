using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Svar.Accounts;
using Svar.Conversations;
using Svar.Data;

namespace Svar.Desk.Queues;

/// <summary>Reads what stands in the first two columns of the desk.</summary>
internal sealed class QueueReader(IDbContextFactory<SvarDb> dbs, ConversationList list, IStringLocalizer<DeskTexts> texts)
{
    private const int RowsAtOnce = 50;
    private const int MostCounted = 100;

    /// <summary>A refusal is a cursor that is none.</summary>
    public async Task<Outcome<QueueModel>> ReadAsync(DeskFrame frame, ListAddress at, string? after, string? openNumber, CancellationToken cancel)
    {
        var query = at.Search is { } words ? new ConversationListQuery(Query: words, Order: ListOrder.NewestFirst) : at.Queue.Query(frame.Me, frame.Now);
        var page = await list.ReadAsync(query with { After = after, Limit = RowsAtOnce }, cancel);
        if (!page.IsDone)
        {
            return page.Refusal!;
        }

        var rows = page.Value.Items;
        var (counts, withFiles, brands) = await MarksAsync(rows.Select(r => r.Id).ToList(), cancel);
        return new QueueModel(
            at.Search is { } search ? texts["Queue.Search", search] : Name(at.Queue),
            at.Url,
            frame.Now,
            [.. rows.Select(r => new QueueRow(
                r.Reference,
                at.Conversation(r.Reference),
                r.CustomerName.Length > 0 ? r.CustomerName : r.CustomerAddress ?? "",
                r.Subject.Length > 0 ? r.Subject : null,
                r.Snippet,
                r.Kind.ToString().ToLowerInvariant(),
                r.Status is ConversationStatus.Open or ConversationStatus.Waiting ? r.DueAt : null,
                r.LastMessageAt,
                r.AssigneeName,
                HasAttachments: withFiles.Contains(r.Id),
                Messages: counts.GetValueOrDefault(r.Id, 1),
                Version: r.Version,
                CanWrite: frame.Asker.May(Act.AnswerConversations, brands[r.Id])))],
            openNumber,
            page.Value.Next is { } next ? at.More(next) : null,
            EmptyText: at.Search is null ? null : texts["Queue.NothingFound"].Value,
            Me: frame.Email);
    }

    /// <summary>The queues with their counts; none is current while a search is shown.</summary>
    public async Task<IReadOnlyList<QueueLink>> LinksAsync(DeskFrame frame, ListAddress? at, CancellationToken cancel)
    {
        var counted = QueueRules.All.Where(q => q.IsCounted()).ToList();
        var counts = await list.CountAsync(counted.ConvertAll(q => q.Query(frame.Me, frame.Now)), MostCounted, cancel);
        return [.. QueueRules.All.Select(q => new QueueLink(
            Name(q), new ListAddress(q).Url, q.IsCounted() ? Shown(counts[counted.IndexOf(q)]) : null, at is { Search: null } && at.Queue == q))];
    }

    private static string? Shown(int count) => count switch
    {
        0 => null,
        >= MostCounted => "99+",
        _ => count.ToString(CultureInfo.InvariantCulture),
    };

    private string Name(Queue queue) => texts["Queue." + queue.Slug()];

    /// <summary>How many mails each has (notes are none), which have files, and the brand of each.</summary>
    private async Task<(Dictionary<long, int> Counts, HashSet<long> WithFiles, Dictionary<long, long> Brands)> MarksAsync(List<long> ids, CancellationToken cancel)
    {
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var messages = db.Set<Message>().Where(m => ids.Contains(m.ConversationId) && m.Direction != Direction.Note && m.Delivery != Delivery.Undone);
        var counts = await messages.GroupBy(m => m.ConversationId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var files = await messages.Join(db.Set<MessageAttachment>().Where(a => !a.IsInline), m => m.Id, a => a.MessageId, (m, _) => m.ConversationId)
            .Distinct().ToListAsync(cancel);
        var brands = await db.Set<Conversation>().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.BrandId }).ToDictionaryAsync(c => c.Id, c => c.BrandId, cancel);
        return (counts, [.. files], brands);
    }
}
