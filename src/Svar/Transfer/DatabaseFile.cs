using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Svar.Transfer;

/// <summary>A SQLite file that no one serves: copied, counted, checked.</summary>
internal static class DatabaseFile
{
    /// <summary>
    /// Copies the database of a running Svar as it is at one moment. It is done in one step: between several, a writer
    /// of another process would make it begin again, for ever on a busy day. In write-ahead mode no writer waits for it.
    /// </summary>
    public static async Task CopyAsync(string connectionString, string target, CancellationToken cancel)
    {
        await using var source = new SqliteConnection(new SqliteConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await source.OpenAsync(cancel);
        await using var copy = Open(target);
        await copy.OpenAsync(cancel);
        await Task.Run(() => source.BackupDatabase(copy), cancel);
    }

    /// <summary>What still lies in the write-ahead log goes into the file.</summary>
    public static async Task CloseAsync(string file, CancellationToken cancel)
    {
        await using var database = Open(file);
        await database.OpenAsync(cancel);
        await ReadAsync(database, "PRAGMA journal_mode=DELETE", _ => { }, cancel);
    }

    /// <summary>Rows of each table.</summary>
    /// <exception cref="TransferException">SQLite finds the file damaged.</exception>
    public static async Task<SortedDictionary<string, long>> CheckAsync(string file, CancellationToken cancel)
    {
        await using var database = Open(file);
        await database.OpenAsync(cancel);
        var faults = new List<string>();
        var tables = new List<string>();
        try
        {
            await ReadAsync(database, "PRAGMA integrity_check(3)", row => faults.Add(row.GetString(0)), cancel);
            await ReadAsync(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'", row => tables.Add(row.GetString(0)), cancel);
        }
        catch (SqliteException e)
        {
            throw new TransferException($"'{file}' is no sound SQLite database: {e.Message}", e);
        }

        if (faults is not ["ok"])
        {
            throw new TransferException($"'{file}' is damaged: {string.Join("; ", faults)}");
        }

        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            await ReadAsync(database, $"SELECT count(*) FROM \"{table.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", row => rows[table] = row.GetInt64(0), cancel);
        }

        return rows;
    }

    /// <summary>The last migration that the file has had.</summary>
    public static async Task<string> MigrationAsync(string file, CancellationToken cancel)
    {
        await using var database = Open(file);
        await database.OpenAsync(cancel);
        var last = "";
        await ReadAsync(database, "SELECT max(\"MigrationId\") FROM \"__EFMigrationsHistory\"", row => last = Convert.ToString(row.GetValue(0), CultureInfo.InvariantCulture) ?? "", cancel);
        return last;
    }

    private static SqliteConnection Open(string file) => new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);

    private static async Task ReadAsync(SqliteConnection database, string sql, Action<SqliteDataReader> row, CancellationToken cancel)
    {
        await using var command = database.CreateCommand();
#pragma warning disable CA2100 // names of tables, quoted
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            row(reader);
        }
    }
}
