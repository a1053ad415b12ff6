using System.Globalization;
using System.Text;

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

    /// <summary>Takes @id and @words, which is what <see cref="Words"/> gives.</summary>
    public static string Insert(DatabaseEngine engine) => engine == DatabaseEngine.Sqlite
        ? $"INSERT INTO \"{Table}\" (rowid, \"Words\") VALUES (@id, @words)"
        : $"INSERT INTO \"{Table}\" (\"MessageId\", \"Words\") VALUES (@id, @words::tsvector)";

    /// <summary>The value of @words for <paramref name="words"/>, which are parted by single spaces.</summary>
    public static string Words(DatabaseEngine engine, string words)
    {
        if (engine == DatabaseEngine.Sqlite || words.Length == 0)
        {
            return words;
        }

        var vector = new StringBuilder(words.Length * 2);
        var position = 0;
        foreach (var range in words.AsSpan().Split(' '))
        {
            position = Math.Min(position + 1, LastPosition);
            vector.Append('\'').Append(words[range].Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal))
                .Append("':").Append(position.ToString(CultureInfo.InvariantCulture)).Append(' ');
        }

        return vector.ToString();
    }
}
