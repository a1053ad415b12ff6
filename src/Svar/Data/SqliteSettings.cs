using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Svar.Data;

/// <summary>
/// What every SQLite connection is told: write-ahead log, and <c>synchronous=FULL</c> so that a commit is on disk
/// before anybody is told that it is (with WAL, NORMAL may lose the last commits when the power goes).
/// </summary>
internal sealed class SqliteSettings(Func<bool> isFilling) : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;";

    /// <summary>A pooled connection comes back with its handle, and the handle keeps what it was told.</summary>
    private static readonly ConditionalWeakTable<sqlite3, StrongBox<bool?>> _told = [];

    public static void Apply(SqliteConnection connection, bool isFilling)
    {
        var told = _told.GetOrCreateValue(connection.Handle!);
        if (told.Value == isFilling)
        {
            return;
        }

        if (new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly)
        {
            return; // it writes nothing, and could not set the journal's mode
        }

        using var command = connection.CreateCommand();
        command.CommandText = Pragmas + (isFilling ? "PRAGMA synchronous=OFF;" : "PRAGMA synchronous=FULL;");
        command.ExecuteNonQuery();
        told.Value = isFilling;
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply((SqliteConnection)connection, isFilling());

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply((SqliteConnection)connection, isFilling());
        return Task.CompletedTask;
    }
}
