using Svar.Data;

namespace Svar.Commands;

/// <summary>Holds the data folder against a second `serve` on the same SQLite file. The operating system lets go of it when the process ends, however it ends.</summary>
internal sealed class SoleServer : IDisposable
{
    private readonly FileStream? _held;

    private SoleServer(FileStream? held) => _held = held;

    public static SoleServer Claim(SvarDatabase database, string folder)
    {
        if (!database.IsSqlite)
        {
            return new SoleServer(null);
        }

        try
        {
            return new SoleServer(new FileStream(Path.Combine(folder, "svar.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new CommandFailedException($"another Svar serves the data folder '{folder}'. Several nodes need PostgreSQL (--database).", e);
        }
    }

    public void Dispose() => _held?.Dispose();
}
