using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Svar.Data;

internal enum DatabaseEngine
{
    Sqlite,
    PostgreSql,
}

/// <summary>
/// The database this process works on: which engine, where, its write gate and its key blocks. One a process.
/// </summary>
internal sealed class SvarDatabase : IDbContextFactory<SvarDb>, IDisposable
{
    /// <summary>How long SQLite waits for another process (a verb beside `serve`) that is writing.</summary>
    private const int BusySeconds = 15;

    private readonly PooledDbContextFactory<SvarDb> _contexts;

    public SvarDatabase(DatabaseEngine engine, string connectionString)
    {
        Engine = engine;
        ConnectionString = connectionString;
        _contexts = new PooledDbContextFactory<SvarDb>(Options(engine, connectionString, () => IsFilling));
        Gate = new WriteGate(engine);
        Keys = new KeyBlocks(this);
    }

    public DatabaseEngine Engine { get; }
    public string ConnectionString { get; }
    public WriteGate Gate { get; }
    public KeyBlocks Keys { get; }
    public bool IsSqlite => Engine == DatabaseEngine.Sqlite;

    /// <summary>Commits do not wait for the disk: for data that can be made again, such as the example shop's.</summary>
    public bool IsFilling { get; set; }

    /// <summary>The SQLite file; null on PostgreSQL.</summary>
    public string? File => IsSqlite ? new SqliteConnectionStringBuilder(ConnectionString).DataSource : null;

    /// <summary>
    /// <paramref name="database"/> is what `--database` says: a PostgreSQL connection string (<c>Host=…</c>), or
    /// nothing for the SQLite file <c>svar.db</c> in the data folder.
    /// </summary>
    public static SvarDatabase Open(string? database, string dataFolder)
    {
        if (string.IsNullOrWhiteSpace(database))
        {
            Directory.CreateDirectory(dataFolder);
            return Sqlite(Path.Combine(dataFolder, "svar.db"));
        }

        try
        {
            var npgsql = new NpgsqlConnectionStringBuilder(database);
            if (string.IsNullOrEmpty(npgsql.Host))
            {
                throw new BadSettingException("database", "(not shown, it may hold a password)", "a PostgreSQL connection string such as 'Host=127.0.0.1;Database=svar;Username=svar', or nothing for SQLite in the data folder");
            }

            return new SvarDatabase(DatabaseEngine.PostgreSql, npgsql.ConnectionString);
        }
        catch (ArgumentException e)
        {
            throw new BadSettingException("database", "(not shown, it may hold a password)", "a PostgreSQL connection string such as 'Host=127.0.0.1;Database=svar;Username=svar'", e);
        }
    }

    public static SvarDatabase Sqlite(string file) => new(
        DatabaseEngine.Sqlite,
        new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = BusySeconds, ForeignKeys = true, Pooling = true }.ConnectionString);

    public SvarDb CreateDbContext() => _contexts.CreateDbContext().BeginAt(this);

    /// <summary>A bare open connection for prepared commands, with the engine's settings made.</summary>
    public async Task<DbConnection> OpenConnectionAsync(CancellationToken cancel)
    {
        DbConnection connection = IsSqlite ? new SqliteConnection(ConnectionString) : new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancel);
        if (connection is SqliteConnection sqlite)
        {
            SqliteSettings.Apply(sqlite, IsFilling);
        }

        return connection;
    }

    /// <summary>Gives pooled connections back to the system: the file can then be moved or deleted.</summary>
    public void Dispose()
    {
        Gate.Dispose();
        Keys.Dispose();
        if (IsSqlite)
        {
            using var connection = new SqliteConnection(ConnectionString);
            SqliteConnection.ClearPool(connection);
        }
        else
        {
            using var connection = new NpgsqlConnection(ConnectionString);
            NpgsqlConnection.ClearPool(connection);
        }
    }

    private static DbContextOptions<SvarDb> Options(DatabaseEngine engine, string connectionString, Func<bool> isFilling)
    {
        var builder = new DbContextOptionsBuilder<SvarDb>();
        if (engine == DatabaseEngine.Sqlite)
        {
            builder.UseSqlite(connectionString).AddInterceptors(new SqliteSettings(isFilling));
        }
        else
        {
            builder.UseNpgsql(connectionString);
        }

        return builder
            .ConfigureWarnings(w => w.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.PendingModelChangesWarning))
            .Options;
    }
}
