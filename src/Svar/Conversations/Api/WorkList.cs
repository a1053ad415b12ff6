using System.Globalization;
using Svar.Data;
using Svar.Web.Api;

namespace Svar.Conversations.Api;

/// <summary>
/// Conversations of every status, what is to be done first: the open ones by what is due next, then the waiting ones,
/// then the resolved ones and spam, each by its latest word. Each status is a list with an index of its own; a page goes
/// on in the next one where one ends. The cursor says in which it stopped: <c>1.CURSOR</c>, and <c>2.</c> for the
/// beginning of the second.
/// </summary>
internal static class WorkList
{
    private static readonly (ConversationStatus Status, ListOrder Order)[] _parts =
    [
        (ConversationStatus.Open, ListOrder.DueFirst),
        (ConversationStatus.Waiting, ListOrder.DueFirst),
        (ConversationStatus.Resolved, ListOrder.NewestFirst),
        (ConversationStatus.Spam, ListOrder.NewestFirst),
    ];

    public static async Task<Outcome<ConversationPageOfRows>> ReadAsync(ConversationList list, ConversationListQuery query, CancellationToken cancel)
    {
        if (!TryRead(query.After, out var part, out var after))
        {
            return Refusal.Invalid("after", Paging.NoCursor);
        }

        var rows = new List<ConversationRow>();
        for (; part < _parts.Length; part++, after = null)
        {
            // Once the page is full one more row of a later part tells whether anything follows.
            var left = query.Limit - rows.Count;
            var (status, order) = _parts[part];
            var page = await list.ReadAsync(query with { Status = status, Order = order, After = after, Limit = Math.Max(left, 1) }, cancel);
            if (!page.IsDone)
            {
                return page;
            }

            if (left == 0)
            {
                if (page.Value.Items.Count > 0)
                {
                    return new ConversationPageOfRows(rows, Cursor(part, ""));
                }

                continue;
            }

            rows.AddRange(page.Value.Items);
            if (page.Value.Next is { } next)
            {
                return new ConversationPageOfRows(rows, Cursor(part, next));
            }
        }

        return new ConversationPageOfRows(rows, null);
    }

    private static string Cursor(int part, string after) => string.Create(CultureInfo.InvariantCulture, $"{part + 1}.{after}");

    private static bool TryRead(string? cursor, out int part, out string? after)
    {
        (part, after) = (0, null);
        if (cursor is null)
        {
            return true;
        }

        if (cursor.Length < 2 || cursor[1] != '.' || cursor[0] - '1' is not (>= 0 and var read) || read >= _parts.Length)
        {
            return false;
        }

        (part, after) = (read, cursor.Length == 2 ? null : cursor[2..]);
        return true;
    }
}
