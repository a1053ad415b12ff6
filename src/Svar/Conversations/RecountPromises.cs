using Microsoft.EntityFrameworkCore;
using Svar.Cluster;
using Svar.Data;
using Svar.ServiceLevels;

namespace Svar.Conversations;

/// <summary>
/// After a change of hours or targets: computes the clocks of every conversation of the brand that is not closed, some at a
/// time, so that writers are not kept waiting. Begun again from the start when it is cut off; a second count gives the same.
/// </summary>
internal sealed class RecountPromises(SvarDatabase database, ServiceLevelDirectory levels, Nudges nudges, TimeProvider time, ILogger<RecountPromises> log) : IDuty
{
    private const int AtOnce = 100;
    private static readonly TimeSpan _lookAgainAfter = TimeSpan.FromSeconds(30);

    /// <summary>So long other nodes, and writers under way, may still count by what they read before the change: what they write is counted once more.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(15);

    public string Name => "recount promises";

    public async Task RunAsync(DutyTerm term, CancellationToken cancel)
    {
        using var nudged = nudges.Subscribe(NudgeTopic.Settings);
        while (true)
        {
            var counted = await RunOnceAsync(cancel);
            await nudged.WaitAsync(counted > 0 ? Settled : _lookAgainAfter, time, cancel);
            cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>How many conversations were counted.</summary>
    public async Task<int> RunOnceAsync(CancellationToken cancel)
    {
        List<ChangedLevel> changes;
        var begun = time.UtcNow();
        await using (var db = database.CreateDbContext())
        {
            changes = await db.Set<ChangedLevel>().AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancel);
        }

        var counted = 0;
        foreach (var brand in changes.GroupBy(c => c.BrandId))
        {
            // Another node may have made the change: what this one remembers of the brand is older.
            levels.Forget();
            try
            {
                counted += await CountAsync(brand.Key, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException && !Writing.IsUnavailable(e))
            {
                // One brand whose hours cannot be read, say, keeps no other waiting; its note stays.
                log.LogError(e, "The promises of brand {Brand} could not be counted anew", brand.Key);
                continue;
            }

            var done = brand.Where(c => c.At <= begun - Settled).Select(c => c.Id).ToList();
            await database.WriteAsync(db => db.Set<ChangedLevel>().Where(c => done.Contains(c.Id)).ExecuteDeleteAsync(cancel), cancel);
        }

        return counted;
    }

    private async Task<int> CountAsync(long brandId, CancellationToken cancel)
    {
        var (counted, after) = (0, 0L);
        while (true)
        {
            var last = after;
            var ids = await database.WriteAsync(
                async db =>
                {
                    var some = await db.Set<Conversation>()
                        .Where(c => c.BrandId == brandId && c.Id > last && (c.Status == ConversationStatus.Open || c.Status == ConversationStatus.Waiting))
                        .OrderBy(c => c.Id).Take(AtOnce).Select(c => c.Id).ToListAsync(cancel);
                    foreach (var record in await ConversationRecord.OpenManyAsync(db, levels, some, row => db.Add(row), cancel))
                    {
                        await record.CountAnewAsync(time.UtcNow(), cancel);
                    }

                    return some;
                },
                cancel);
            if (ids.Count == 0)
            {
                return counted;
            }

            counted += ids.Count;
            after = ids[^1];
            nudges.Publish(new Nudge(NudgeTopic.Conversation, brandId, 0));
        }
    }
}
