namespace Svar.Data;

/// <summary>
/// Orders the writers of this process on SQLite, which allows one at a time: they wait here, first come first
/// served, rather than in SQLite's busy loop. On PostgreSQL it is always open.
/// </summary>
internal sealed class WriteGate(DatabaseEngine engine) : IDisposable
{
    private readonly SemaphoreSlim? _one = engine == DatabaseEngine.Sqlite ? new(1, 1) : null;

    public async ValueTask<Pass> EnterAsync(CancellationToken cancel)
    {
        if (_one is not null)
        {
            await _one.WaitAsync(cancel);
        }

        return new Pass(_one);
    }

    public Pass Enter()
    {
        _one?.Wait();
        return new Pass(_one);
    }

    public void Dispose() => _one?.Dispose();

    public readonly struct Pass(SemaphoreSlim? one) : IDisposable
    {
        public void Dispose() => one?.Release();
    }
}
