using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Svar.BusinessHours;
using Svar.Data;

namespace Svar.ServiceLevels;

/// <summary>What a brand promises: its hours with their changes, and its targets.</summary>
internal sealed record BrandServiceLevels(long BrandId, string Zone, HoursHistory Hours, IReadOnlyList<TargetRule> Rules)
{
    /// <summary>The targets of the most specific rule that fits; none when no rule fits. Of equally specific ones, kind counts before priority, and priority before group.</summary>
    public ResponseTargets TargetsFor(int kind, int priority, string? group)
    {
        var rule = Rules
            .Where(r => (r.Kind is null || r.Kind == kind) && (r.Priority is null || r.Priority == priority) && (r.CustomerGroup is null || r.CustomerGroup == group))
            .MaxBy(r => ((r.Kind is null ? 0 : 1) + (r.Priority is null ? 0 : 1) + (r.CustomerGroup is null ? 0 : 1), r.Kind is null ? 0 : 1, r.Priority is null ? 0 : 1));
        return rule is null
            ? new ResponseTargets(null, null, null)
            : new ResponseTargets(
                ResponseTarget.Of(rule.FirstWithin, rule.FirstCeiling),
                rule.NextWithin is null && rule.NextCeiling is null ? null : ResponseTarget.Of(rule.NextWithin, rule.NextCeiling),
                rule.ResolutionWithin is null && rule.ResolutionCeiling is null ? null : ResponseTarget.Of(rule.ResolutionWithin, rule.ResolutionCeiling));
    }
}

/// <summary>The service levels of each brand, held in memory and read again after some seconds or when settings change.</summary>
internal sealed class ServiceLevelDirectory(SvarDatabase database, TimeProvider time)
{
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, (long At, BrandServiceLevels Levels)> _held = new();

    public async ValueTask<BrandServiceLevels> OfAsync(long brandId, CancellationToken cancel)
    {
        if (_held.TryGetValue(brandId, out var held) && time.GetElapsedTime(held.At) < _fresh)
        {
            return held.Levels;
        }

        var at = time.GetTimestamp();
        await using var db = database.CreateDbContext();
        var calendars = await db.Set<Calendar>().IgnoreQueryFilters([SvarDb.BrandFilter]).AsNoTracking()
            .Where(c => c.BrandId == brandId && c.Purpose == CalendarPurpose.Mail).OrderBy(c => c.ValidFrom).ToListAsync(cancel);
        var rules = await db.Set<TargetRule>().IgnoreQueryFilters([SvarDb.BrandFilter]).AsNoTracking().Where(r => r.BrandId == brandId).ToListAsync(cancel);
        var hours = calendars is [var first, .. var changes]
            ? new HoursHistory(first.Open(), changes.Select(c => (c.ValidFrom, c.Open())))
            : new HoursHistory(new OpenHours("Etc/UTC", WeeklyHours.Closed));
        var levels = new BrandServiceLevels(brandId, calendars is [.., var last] ? last.Zone : "Etc/UTC", hours, rules);
        _held[brandId] = (at, levels);
        return levels;
    }

    public void Forget() => _held.Clear();
}
