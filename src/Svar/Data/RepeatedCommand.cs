using System.Data.Common;
using Npgsql;

namespace Svar.Data;

/// <summary>The same statement for many rows: on SQLite one prepared command, on PostgreSQL one round trip.</summary>
internal static class RepeatedCommand
{
    /// <param name="names">Of the parameters as they stand in <paramref name="sql"/>.</param>
    /// <param name="values">A row's values in the order of the names.</param>
    public static async Task ExecuteManyAsync<T>(
        this DbTransaction transaction, string sql, string[] names, IReadOnlyList<T> rows, Func<T, object?[]> values, CancellationToken cancel)
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (transaction is NpgsqlTransaction npgsql)
        {
            await using var batch = new NpgsqlBatch(npgsql.Connection, npgsql);
            foreach (var row in rows)
            {
                var each = new NpgsqlBatchCommand(sql);
                foreach (var (name, value) in names.Zip(values(row)))
                {
                    each.Parameters.Add(new NpgsqlParameter(name, value ?? DBNull.Value));
                }

                batch.BatchCommands.Add(each);
            }

            await batch.ExecuteNonQueryAsync(cancel);
            return;
        }

        await using var command = transaction.Command(sql, [.. names.Select(n => (n, (object?)null))]);
        foreach (var row in rows)
        {
            var given = values(row);
            for (var i = 0; i < given.Length; i++)
            {
                command.Parameters[i].Value = given[i] ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
