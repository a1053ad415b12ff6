using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Svar.Data;

internal static class Reading
{
    /// <summary>A transaction in which all queries see one moment of the database; no writer waits for it.</summary>
    public static async Task<IDbContextTransaction> BeginSnapshotAsync(this SvarDb db, CancellationToken cancel)
    {
        if (!db.Home.IsSqlite)
        {
            return await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        }

        // Any isolation level that EF can name would take SQLite's write lock at once.
        await db.Database.OpenConnectionAsync(cancel);
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        return (await db.Database.UseTransactionAsync(connection.BeginTransaction(deferred: true), cancel))!;
    }
}
