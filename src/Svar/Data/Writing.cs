using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Svar.Data;

/// <summary>How a use case reads, decides and saves in one transaction.</summary>
internal static class Writing
{
    private const int Tries = 10;

    /// <summary>
    /// Runs <paramref name="decide"/> in one transaction, saves what it changed and commits. On SQLite the writer
    /// holds the gate from its first read on; on PostgreSQL two writers may meet on a row (its version, a unique
    /// key, a deadlock): then the later one is run again on a fresh context, so <paramref name="decide"/> must do
    /// nothing that cannot be done twice. An <see cref="Outcome{T}"/> that is a refusal leaves nothing behind.
    /// </summary>
    public static async Task<T> WriteAsync<T>(this IDbContextFactory<SvarDb> dbs, Func<SvarDb, Task<T>> decide, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (attempt > 1)
            {
                // Writers that met once would meet again: each waits for a while of its own.
                await Task.Delay(Random.Shared.Next(1, 8 << Math.Min(attempt, 5)), cancel);
            }

            await using var db = await dbs.CreateDbContextAsync(cancel);
            await db.Home.Keys.EnsureAsync(cancel);
            using var pass = await db.Home.Gate.EnterAsync(cancel);
            try
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancel);
                var result = await decide(db);
                if (result is IOutcome { IsDone: false })
                {
                    return result;
                }

                await db.SaveChangesAsync(cancel);
                await transaction.CommitAsync(cancel);
                return result;
            }
            catch (Exception e) when (attempt < Tries && IsClash(e))
            {
            }
        }
    }

    public static Task WriteAsync(this IDbContextFactory<SvarDb> dbs, Func<SvarDb, Task> decide, CancellationToken cancel) =>
        dbs.WriteAsync(
            async db =>
            {
                await decide(db);
                return true;
            },
            cancel);

    /// <summary>The database cannot take a write now (disk full, locked by another process, server gone): the caller says 'later', and nothing is lost.</summary>
    public static bool IsUnavailable(Exception e) => Innermost<SqliteException>(e) is { SqliteErrorCode: SqliteFull or SqliteBusy or SqliteLocked or SqliteIoError or SqliteReadOnly or SqliteCantOpen }
        || Innermost<NpgsqlException>(e) is { } n && (n is not PostgresException p || IsUnavailable(p.SqlState))
        || Innermost<IOException>(e) is not null;

    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const int SqliteCantOpen = 14;

    private static bool IsUnavailable(string state) =>
        state.StartsWith("53", StringComparison.Ordinal) || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal);

    /// <summary>Two writers met on PostgreSQL: trying once more is all it takes.</summary>
    public static bool IsClash(Exception e) => e is DbUpdateConcurrencyException
        || Innermost<PostgresException>(e) is { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation };

    private static T? Innermost<T>(Exception? e)
        where T : Exception
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is T found)
            {
                return found;
            }
        }

        return null;
    }
}
