using Microsoft.Data.Sqlite;
using Svar.Data;

namespace Svar.Tests.ContactPage;

/// <summary>As long as it lasts no connection to a SQLite database can be opened.</summary>
internal sealed class Outage : IDisposable
{
    private static readonly string[] _endings = ["", "-wal", "-shm"];

    private readonly string _file;

    public Outage(SvarDatabase database)
    {
        _file = database.File!;
        Part(database);
        foreach (var ending in _endings.Where(e => File.Exists(_file + e)))
        {
            File.Move(_file + ending, _file + ".away" + ending);
        }

        Directory.CreateDirectory(_file);
        Part(database);
    }

    public void Dispose()
    {
        Directory.Delete(_file);
        foreach (var ending in _endings.Where(e => File.Exists(_file + ".away" + e)))
        {
            File.Move(_file + ".away" + ending, _file + ending);
        }
    }

    private static void Part(SvarDatabase database)
    {
        using var connection = new SqliteConnection(database.ConnectionString);
        SqliteConnection.ClearPool(connection);
    }
}
