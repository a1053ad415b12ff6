using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Svar.Conversations;
using Svar.Data;

namespace Svar.Transfer;

/// <summary>
/// Copies every row from one database to another that is empty and of the same version, whichever engine each is: what
/// was there at one moment, in one transaction. Search rows are made anew, for each engine keeps its own kind.
/// </summary>
internal static class CopyRows
{
    private const int MostTogether = 200;

    private static readonly MethodInfo _copy = typeof(CopyRows).GetMethod(nameof(CopyAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static async Task RunAsync(SvarDatabase source, SvarDatabase target, CancellationToken cancel)
    {
        await using var from = source.CreateDbContext();
        await using var to = target.CreateDbContext();
        await using var snapshot = await from.BeginSnapshotAsync(cancel);
        await using var transaction = await to.Database.BeginTransactionAsync(cancel);
        foreach (var entity in InOrder(from.Model))
        {
            await (Task)_copy.MakeGenericMethod(entity.ClrType).Invoke(null, [from, to, cancel])!;
        }

        await IndexAsync(from, to, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Rows of each table.</summary>
    public static async Task<SortedDictionary<string, long>> CountAsync(SvarDatabase database, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        await db.Database.OpenConnectionAsync(cancel);
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var entity in db.Model.GetEntityTypes())
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // names of our own tables
            command.CommandText = $"SELECT count(*) FROM \"{entity.GetTableName()}\"";
#pragma warning restore CA2100
            rows[entity.GetTableName()!] = Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
        }

        return rows;
    }

    /// <summary>Each table after those that its rows point to.</summary>
    private static List<IEntityType> InOrder(IModel model)
    {
        var ordered = new List<IEntityType>();
        var left = model.GetEntityTypes().ToList();
        while (left.Count > 0)
        {
            var ready = left.Where(e => e.GetForeignKeys().All(key => key.PrincipalEntityType == e || ordered.Contains(key.PrincipalEntityType))).ToList();
            if (ready.Count == 0)
            {
                throw new InvalidOperationException($"these tables point to each other in a circle: {string.Join(", ", left.Select(e => e.GetTableName()))}");
            }

            ordered.AddRange(ready);
            left.RemoveAll(ready.Contains);
        }

        return ordered;
    }

    private static async Task CopyAsync<T>(SvarDb from, SvarDb to, CancellationToken cancel)
        where T : class
    {
        await foreach (var rows in Batches(from.Set<T>().IgnoreQueryFilters().AsNoTracking(), cancel))
        {
            await to.InsertManyAsync(rows, cancel);
        }
    }

    private static async Task IndexAsync(SvarDb from, SvarDb to, CancellationToken cancel)
    {
        var messages = from.Set<Message>().IgnoreQueryFilters().AsNoTracking()
            .Join(from.Set<Conversation>().IgnoreQueryFilters(), m => m.ConversationId, c => c.Id, (m, c) => new { Message = m, c.Language });
        await foreach (var some in Batches(messages, cancel))
        {
            await SearchRows.InsertAsync(to, [.. some.Select(m => (m.Message.Id, SearchWords.Of(m.Message, m.Language)))], cancel);
        }
    }

    private static async IAsyncEnumerable<List<T>> Batches<T>(IQueryable<T> rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var some = new List<T>(MostTogether);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel))
        {
            some.Add(row);
            if (some.Count == MostTogether)
            {
                yield return some;
                some = new List<T>(MostTogether);
            }
        }

        if (some.Count > 0)
        {
            yield return some;
        }
    }
}
