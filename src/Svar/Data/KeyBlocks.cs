using System.Data.Common;
using System.Globalization;

namespace Svar.Data;

/// <summary>
/// Hands out the keys of all rows, from blocks reserved in the database: a batch knows its keys before it inserts.
/// Keys are unique over all tables, rise roughly with time, and have gaps (a block that was open when the process
/// ended is not used again).
/// </summary>
internal sealed class KeyBlocks(SvarDatabase database) : IDisposable
{
    public const string TableName = "KeyBlock";

    private const string RowKeys = "rows";
    private const int BlockSize = 4096;

    private const string ReserveSql =
        $"""
        INSERT INTO "{TableName}" ("Name", "Next") VALUES (@name, @count + 1)
        ON CONFLICT ("Name") DO UPDATE SET "Next" = "{TableName}"."Next" + @count
        RETURNING "Next"
        """;

    /// <summary>A write that enters the gate finds at least so many keys at hand, so that it hardly ever has to reserve while it holds the gate.</summary>
    private const int Reserve = 2048;

    private readonly Lock _lock = new();
    private readonly Queue<(long Next, long End)> _blocks = new();
    private readonly SemaphoreSlim _reserving = new(1, 1);
    private long _next;
    private long _end;

    /// <summary>The next key, when there is one at hand.</summary>
    public bool TryNext(out long key)
    {
        lock (_lock)
        {
            return TryTake(1, out key);
        }
    }

    /// <summary>
    /// A block of keys for the running transaction alone, reserved in it: should it be rolled back, the block and the
    /// rows that used it vanish together. For the rare transaction that needs more keys than were at hand.
    /// </summary>
    public static (long Next, long End) ReserveWithin(DbTransaction transaction)
    {
        using var command = transaction.Command(ReserveSql, ("@name", RowKeys), ("@count", (long)BlockSize));
        var next = Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        return (next - BlockSize, next);
    }

    /// <summary>A run of <paramref name="count"/> keys, first to first + count - 1.</summary>
    public async ValueTask<long> NextRangeAsync(int count, CancellationToken cancel)
    {
        if (count > BlockSize / 2)
        {
            return await ReserveAsync(RowKeys, count, cancel);
        }

        while (true)
        {
            lock (_lock)
            {
                if (TryTake(count, out var first))
                {
                    return first;
                }
            }

            await ReserveBlockAsync(RowKeys, BlockSize, cancel);
        }
    }

    /// <summary>Sees to it that a write which is about to begin has keys at hand.</summary>
    public async ValueTask EnsureAsync(CancellationToken cancel)
    {
        while (Left() < Reserve)
        {
            await ReserveBlockAsync(RowKeys, BlockSize, cancel);
        }
    }

    /// <summary>
    /// Takes <paramref name="count"/> numbers of a named counter (a brand's conversation numbers), in its own commit;
    /// call it outside the write gate. Returns the first.
    /// </summary>
    public async ValueTask<long> ReserveAsync(string counter, int count, CancellationToken cancel)
    {
        using var pass = await database.Gate.EnterAsync(cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = ReserveSql;
        Add(command, "@name", counter);
        Add(command, "@count", (long)count);
        var next = Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
        return next - count;
    }

    public void Dispose() => _reserving.Dispose();

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private async ValueTask ReserveBlockAsync(string counter, int count, CancellationToken cancel)
    {
        var before = Left();
        await _reserving.WaitAsync(cancel);
        try
        {
            if (Left() > before)
            {
                return; // somebody else has just brought a block
            }

            var first = await ReserveAsync(counter, count, cancel);
            lock (_lock)
            {
                _blocks.Enqueue((first, first + count));
            }
        }
        finally
        {
            _reserving.Release();
        }
    }

    private long Left()
    {
        lock (_lock)
        {
            return _end - _next + _blocks.Sum(b => b.End - b.Next);
        }
    }

    private bool TryTake(int count, out long first)
    {
        while (_end - _next < count)
        {
            if (!_blocks.TryDequeue(out var block))
            {
                first = 0;
                return false;
            }

            (_next, _end) = block;
        }

        first = _next;
        _next += count;
        return true;
    }
}
