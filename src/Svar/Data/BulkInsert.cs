using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Svar.Data;

/// <summary>
/// Inserts many rows of one entity with one prepared command, without change tracking, in the transaction under way.
/// Columns and conversions are those of the entity's map. On PostgreSQL the rows travel in one round trip.
/// </summary>
internal static class BulkInsert
{
    private static readonly ConcurrentDictionary<(IModel Model, Type Entity), Plan> _plans = new();

    public static async Task InsertManyAsync<T>(this SvarDb db, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("many rows are inserted within a transaction");
        var plan = _plans.GetOrAdd((db.Model, typeof(T)), key => new Plan(key.Model.FindEntityType(key.Entity)!));
        if (transaction is NpgsqlTransaction npgsql)
        {
            await using var batch = new NpgsqlBatch(npgsql.Connection, npgsql);
            foreach (var row in rows)
            {
                var command = new NpgsqlBatchCommand(plan.NumberedSql);
                for (var i = 0; i < plan.Columns.Length; i++)
                {
                    command.Parameters.Add(new NpgsqlParameter { Value = plan.Columns[i].Value(row) });
                }

                batch.BatchCommands.Add(command);
            }

            await batch.PrepareAsync(cancel);
            await batch.ExecuteNonQueryAsync(cancel);
            return;
        }

        await using var insert = transaction.Command(plan.Sql);
        foreach (var column in plan.Columns)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = column.Parameter;
            insert.Parameters.Add(parameter);
        }

        await insert.PrepareAsync(cancel);
        foreach (var row in rows)
        {
            for (var i = 0; i < plan.Columns.Length; i++)
            {
                insert.Parameters[i].Value = plan.Columns[i].Value(row);
            }

            await insert.ExecuteNonQueryAsync(cancel);
        }
    }

    private sealed class Plan
    {
        public Plan(IEntityType entity)
        {
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!);
            Columns = entity.GetProperties().Select((p, i) => new Column(p, p.GetColumnName(table)!, "@p" + i.ToString(System.Globalization.CultureInfo.InvariantCulture))).ToArray();
            var names = string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));
            Sql = $"INSERT INTO \"{table.Name}\" ({names}) VALUES ({string.Join(", ", Columns.Select(c => c.Parameter))})";
            NumberedSql = $"INSERT INTO \"{table.Name}\" ({names}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"${i + 1}"))})";
        }

        public Column[] Columns { get; }
        public string Sql { get; }
        public string NumberedSql { get; }
    }

    private sealed class Column(IProperty property, string name, string parameter)
    {
        private readonly IClrPropertyGetter _getter = property.GetGetter();
        private readonly Func<object?, object?>? _convert = Conversion(property);

        public string Name => name;
        public string Parameter => parameter;

        public object Value(object row)
        {
            var value = _getter.GetClrValue(row);
            return value switch
            {
                null => DBNull.Value,
                string text when _convert is null => StorableText.Of(text),
                _ => _convert is null ? value : _convert(value) ?? DBNull.Value,
            };
        }

        private static Func<object?, object?>? Conversion(IProperty property) =>
            property.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider
            : property.ClrType.IsEnum || Nullable.GetUnderlyingType(property.ClrType)?.IsEnum == true ? value => (int)value!
            : null;
    }
}
