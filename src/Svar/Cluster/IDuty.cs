using System.Data.Common;
using Svar.Data;

namespace Svar.Cluster;

/// <summary>Work that one node at a time does for all.</summary>
internal interface IDuty
{
    /// <summary>Unique; also the name of its lock.</summary>
    string Name { get; }

    /// <summary>Works until <paramref name="cancel"/>. It may be cut off at any moment and be begun on another node: each of its writes must be harmless when done twice.</summary>
    Task RunAsync(DutyTerm term, CancellationToken cancel);
}

/// <summary>
/// The term in which a node holds a duty. Its number rises with each change of node; a write that checks it fails on
/// a node that has lost the duty without noticing.
/// </summary>
internal sealed class DutyTerm(string duty, long epoch, DatabaseEngine engine)
{
    public long Epoch => epoch;

    /// <summary>Throws when another node has taken the duty over; keeps it from doing so until the transaction ends.</summary>
    public async Task CheckAsync(DbTransaction transaction, CancellationToken cancel)
    {
        if (engine == DatabaseEngine.Sqlite)
        {
            return;
        }

        await using var command = transaction.Command(
            """SELECT 1 FROM "DutyOwner" WHERE "Name" = @name AND "Epoch" = @epoch FOR SHARE""", ("@name", duty), ("@epoch", epoch));
        if (await command.ExecuteScalarAsync(cancel) is null)
        {
            throw new DutyLostException(duty);
        }
    }
}

/// <summary>Another node does this duty now: stop, write nothing.</summary>
internal sealed class DutyLostException(string duty) : Exception($"the duty '{duty}' has been taken over by another node");
