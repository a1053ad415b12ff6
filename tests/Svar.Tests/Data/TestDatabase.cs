using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Svar.Data;

namespace Svar.Tests.Data;

/// <summary>A fresh migrated database of one test; its file is gone when the test is.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<byte[]>> _sqliteTemplate = new(MigratedSqliteAsync);

    private readonly string _folder;

    private TestDatabase(SvarDatabase database, string folder)
    {
        Database = database;
        _folder = folder;
    }

    public SvarDatabase Database { get; }

    /// <summary>A folder of the test's own.</summary>
    public string Folder => _folder;

    /// <param name="engine">Which.</param>
    /// <param name="busySeconds">How long SQLite waits for another writer; null: as the program does.</param>
    public static async Task<TestDatabase> CreateAsync(DatabaseEngine engine, int? busySeconds = null)
    {
        var folder = Directory.CreateTempSubdirectory("svar-test-").FullName;
        if (engine == DatabaseEngine.Sqlite)
        {
            var file = Path.Combine(folder, "svar.db");
            await File.WriteAllBytesAsync(file, await _sqliteTemplate.Value, TestContext.Current.CancellationToken);
            var database = busySeconds is { } seconds
                ? new SvarDatabase(DatabaseEngine.Sqlite, new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = seconds, ForeignKeys = true }.ConnectionString)
                : SvarDatabase.Sqlite(file);
            return new TestDatabase(database, folder);
        }

        var connection = await PostgreSqlCluster.NewDatabaseAsync(async template =>
        {
            using var database = new SvarDatabase(DatabaseEngine.PostgreSql, template);
            await MigrateAsync(database);
        });
        return new TestDatabase(new SvarDatabase(DatabaseEngine.PostgreSql, connection), folder);
    }

    /// <summary>A database with nothing in it, not even tables.</summary>
    public static async Task<TestDatabase> EmptyAsync(DatabaseEngine engine)
    {
        var folder = Directory.CreateTempSubdirectory("svar-test-").FullName;
        return new TestDatabase(
            engine == DatabaseEngine.Sqlite ? SvarDatabase.Sqlite(Path.Combine(folder, "svar.db")) : new SvarDatabase(engine, await PostgreSqlCluster.EmptyDatabaseAsync()), folder);
    }

    public async ValueTask DisposeAsync()
    {
        Database.Dispose();
        await Task.Yield();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Migrated once; each test gets a copy.</summary>
    private static async Task<byte[]> MigratedSqliteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("svar-test-").FullName;
        var file = Path.Combine(folder, "svar.db");
        using (var sqlite = SvarDatabase.Sqlite(file))
        {
            await using var db = sqlite.CreateDbContext();
            await db.Database.MigrateAsync(CancellationToken.None);
            await db.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", CancellationToken.None);
        }

        var bytes = await File.ReadAllBytesAsync(file, CancellationToken.None);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }

    private static async Task MigrateAsync(SvarDatabase database)
    {
        await using var db = database.CreateDbContext();
        await db.Database.MigrateAsync(TestContext.Current.CancellationToken);
    }
}
