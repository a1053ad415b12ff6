using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Svar.Language.Search;

namespace Svar.Data;

/// <summary>
/// The full-text rows of messages. Both engines are fed the same words of one analysis, so that both find the same
/// messages: SQLite's FTS5 as text, PostgreSQL's tsvector with the same positions.
/// </summary>
internal static class SearchRows
{
    public const string Table = "MessageSearch";

    /// <summary>PostgreSQL keeps no position past this one.</summary>
    private const int LastPosition = 16_383;

    /// <summary>PostgreSQL refuses a vector of more than 1 MiB; what lies behind is not found on either engine.</summary>
    private const int MostBytes = 1_000_000;

    /// <summary>Of a lexeme, in PostgreSQL; a longer word is no word that anybody looks for.</summary>
    private const int LongestWord = 2046;

    /// <summary>Inserts the rows in the transaction under way: the key of a message and its words, parted by single spaces.</summary>
    public static async Task InsertAsync(SvarDb db, IReadOnlyList<(long Id, string Words)> rows, CancellationToken cancel)
    {
        var engine = db.Home.Engine;
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("search rows are written in the save of their messages");
        await transaction.ExecuteManyAsync(Insert(engine), ["@id", "@words"], rows, row => [row.Id, StorableText.Of(Words(engine, row.Words))], cancel);
    }

    /// <summary>Keys of the messages that have all the terms, as a query to compose with.</summary>
    public static IQueryable<long> Find(SvarDb db, IReadOnlyList<QueryTerm> terms)
    {
        if (terms.Count == 0)
        {
            return db.Database.SqlQuery<long>($"SELECT 0 AS \"Value\" WHERE 1 = 0");
        }

        if (db.Home.IsSqlite)
        {
            var match = string.Join(" AND ", terms.Select(t => t.ToFts5()));
            return db.Database.SqlQuery<long>($"SELECT rowid AS \"Value\" FROM \"MessageSearch\" WHERE \"MessageSearch\" MATCH {match}");
        }

        var query = string.Join(" & ", terms.Select(t => t.ToTsQuery()));
        return db.Database.SqlQuery<long>($"SELECT \"MessageId\" AS \"Value\" FROM \"MessageSearch\" WHERE \"Words\" @@ {query}::tsquery");
    }

    private static string Insert(DatabaseEngine engine) => engine == DatabaseEngine.Sqlite
        ? $"INSERT INTO \"{Table}\" (rowid, \"Words\") VALUES (@id, @words)"
        : $"INSERT INTO \"{Table}\" (\"MessageId\", \"Words\") VALUES (@id, @words::tsvector)";

    private static string Words(DatabaseEngine engine, string words)
    {
        var vector = new StringBuilder(words.Length * 2);
        var position = 0;
        var bytes = 0;
        foreach (var range in words.AsSpan().Split(' '))
        {
            var word = words.AsSpan(range);
            var length = Encoding.UTF8.GetByteCount(word);
            if (length is 0 or > LongestWord)
            {
                continue;
            }

            // What an entry of the vector takes: its text, aligned, and its position.
            bytes += length + 6;
            if (bytes > MostBytes)
            {
                break;
            }

            if (engine == DatabaseEngine.Sqlite)
            {
                vector.Append(word).Append(' ');
                continue;
            }

            position = Math.Min(position + 1, LastPosition);
            vector.Append('\'').Append(words[range].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal))
                .Append("':").Append(position.ToString(CultureInfo.InvariantCulture)).Append(' ');
        }

        return vector.ToString();
    }
}
