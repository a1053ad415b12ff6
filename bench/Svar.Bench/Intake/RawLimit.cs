using System.Data.Common;
using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Svar.Bench.Intake;

/// <summary>The most that the disk and the engine allow: the same bytes, one prepared insert and one commit a row.</summary>
internal static class RawLimit
{
    public static async Task<double> SqliteAsync(string file, IReadOnlyList<BenchMail> mails)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE raw (id INTEGER PRIMARY KEY, hash BLOB NOT NULL, bytes BLOB NOT NULL)");
        return await InsertAsync(connection, mails);
    }

    /// <summary>Over so many connections at once.</summary>
    public static async Task<double> PostgreSqlAsync(string connectionString, IReadOnlyList<BenchMail> mails, int connections)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using (var first = await source.OpenConnectionAsync())
        {
            await ExecuteAsync(first, "DROP TABLE IF EXISTS raw; CREATE TABLE raw (id bigint PRIMARY KEY, hash bytea NOT NULL, bytes bytea NOT NULL)");
        }

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async n =>
        {
            await using var connection = await source.OpenConnectionAsync();
            await InsertAsync(connection, [.. mails.Where((_, i) => i % connections == n)], n * 1_000_000L);
        }));
        return mails.Count / watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> InsertAsync(DbConnection connection, IReadOnlyList<BenchMail> mails, long from = 0)
    {
        await using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO raw (id, hash, bytes) VALUES (@id, @hash, @bytes)";
        foreach (var (name, value) in new (string, object)[] { ("@id", 0L), ("@hash", Array.Empty<byte>()), ("@bytes", Array.Empty<byte>()) })
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            insert.Parameters.Add(parameter);
        }

        await insert.PrepareAsync();
        var watch = Stopwatch.StartNew();
        foreach (var mail in mails)
        {
            insert.Parameters[0].Value = ++from;
            insert.Parameters[1].Value = SHA256.HashData(mail.Raw);
            insert.Parameters[2].Value = mail.Raw;
            await insert.ExecuteNonQueryAsync();
        }

        return mails.Count / watch.Elapsed.TotalSeconds;
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
