using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Svar.Data;

namespace Svar.Tests.Data;

public class MigrationTests
{
    [Fact]
    public async Task Migrations_build_exactly_the_model_on_sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("svar-model-");
        using var migrated = SvarDatabase.Sqlite(Path.Combine(folder.FullName, "migrated.db"));
        using var modelled = SvarDatabase.Sqlite(Path.Combine(folder.FullName, "modelled.db"));

        await CompareAsync(migrated, modelled, SqliteSchemaAsync);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Migrations_build_exactly_the_model_on_postgresql()
    {
        using var migrated = new SvarDatabase(DatabaseEngine.PostgreSql, await PostgreSqlCluster.EmptyDatabaseAsync());
        using var modelled = new SvarDatabase(DatabaseEngine.PostgreSql, await PostgreSqlCluster.EmptyDatabaseAsync());

        await CompareAsync(migrated, modelled, PostgreSqlSchemaAsync);
    }

    private static async Task CompareAsync(SvarDatabase migrated, SvarDatabase modelled, Func<DbConnection, Task<List<string>>> schemaOf)
    {
        await using var byMigrations = migrated.CreateDbContext();
        await byMigrations.Database.MigrateAsync(TestContext.Current.CancellationToken);
        await using var byModel = modelled.CreateDbContext();
        await byModel.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(TestContext.Current.CancellationToken);

        await byMigrations.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await byModel.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var have = await schemaOf(byMigrations.Database.GetDbConnection());
        var want = await schemaOf(byModel.Database.GetDbConnection());
        var missing = want.Except(have, StringComparer.Ordinal).ToList();
        var tooMuch = have.Except(want, StringComparer.Ordinal).ToList();
        if (missing.Count + tooMuch.Count > 0)
        {
            var tables = have.Where(l => l.StartsWith("table ", StringComparison.Ordinal)).Select(l => l["table ".Length..]).ToHashSet(StringComparer.Ordinal);
            Assert.Fail(
                $"The migrations do not build the model.\nMissing:\n{string.Join('\n', missing)}\nToo much:\n{string.Join('\n', tooMuch)}\n" +
                $"Tables still to be written into a migration:\n{MigrationCode.MissingTables(byMigrations, tables)}");
        }
    }

    private static async Task<List<string>> SqliteSchemaAsync(DbConnection connection)
    {
        var lines = new List<string>();
        var tables = await ReadAsync(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_EF%' ESCAPE '\\' AND name NOT LIKE 'MessageSearch%' ORDER BY 1");
        foreach (var table in tables)
        {
            lines.Add("table " + table);
            lines.AddRange(await ReadAsync(connection, $"SELECT '{table}.' || name || ' ' || type || ' notnull=' || \"notnull\" || ' default=' || coalesce(dflt_value, '-') || ' pk=' || pk FROM pragma_table_info('{table}')"));
            lines.AddRange(await ReadAsync(connection, $"SELECT '{table} references ' || \"table\" || '(' || coalesce(\"to\", '-') || ') by ' || \"from\" || ' on delete ' || on_delete FROM pragma_foreign_key_list('{table}')"));
            lines.AddRange(await ReadAsync(connection, $"SELECT '{table} index ' || CASE WHEN l.name LIKE 'sqlite%' THEN '' ELSE l.name END || ' unique=' || l.\"unique\" || ' on ' || (SELECT group_concat(name) FROM (SELECT name FROM pragma_index_info(l.name) ORDER BY seqno)) || coalesce((SELECT ' ' || substr(sql, instr(sql, 'WHERE')) FROM sqlite_master m WHERE m.name = l.name AND instr(sql, 'WHERE') > 0), '') FROM pragma_index_list('{table}') l"));
        }

        return lines;
    }

    private static async Task<List<string>> PostgreSqlSchemaAsync(DbConnection connection)
    {
        const string Ours = "NOT LIKE '\\_\\_EF%'";
        List<string> lines =
        [
            .. await ReadAsync(connection, $"SELECT 'table ' || table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name {Ours} AND table_name <> 'MessageSearch'"),
            .. await ReadAsync(connection, $"SELECT table_name || '.' || column_name || ' ' || data_type || ' nullable=' || is_nullable || ' default=' || coalesce(column_default, '-') || ' identity=' || is_identity || ' length=' || coalesce(character_maximum_length, 0) FROM information_schema.columns WHERE table_schema = 'public' AND table_name {Ours} AND table_name <> 'MessageSearch'"),
            .. await ReadAsync(connection, $"SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text {Ours.Replace("'\\_", "'\"\\_", StringComparison.Ordinal)} AND conrelid::regclass::text <> '\"MessageSearch\"'"),
            .. await ReadAsync(connection, $"SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename {Ours} AND tablename <> 'MessageSearch'"),
        ];
        return lines;
    }

    private static async Task<List<string>> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
