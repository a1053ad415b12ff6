using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Data;
using Svar.ServiceLevels;

namespace Svar.Reports;

/// <summary>How fast written messages were answered in the last <see cref="PromiseMeasure.Days"/> days.</summary>
/// <param name="Answers">First answers given.</param>
/// <param name="Median">From the customer's first message to the first answer, by the wall clock.</param>
/// <param name="Within24H">Share 0…1. A message that has waited for more than 24 hours and has no answer yet counts as not answered within 24 hours.</param>
internal sealed record MeasuredPromise(int Answers, TimeSpan Median, double Within24H);

/// <summary>
/// The measured promise of each brand, remembered for some minutes: it is shown on every contact page. Letters by post,
/// logged calls, spam and what a test sent are left out.
/// </summary>
internal sealed class PromiseMeasure(SvarDatabase database, TimeProvider time) : IDisposable
{
    public const int Days = 30;

    /// <summary>Below this a figure says more about chance than about the desk, and none is given.</summary>
    public const int FewestAnswers = 20;

    private static readonly TimeSpan _fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _day = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<long, (long At, MeasuredPromise? Measured)> _held = new();
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Null with fewer than <see cref="FewestAnswers"/> answers.</summary>
    public async ValueTask<MeasuredPromise?> OfAsync(long brandId, CancellationToken cancel)
    {
        if (Held(brandId, out var measured))
        {
            return measured;
        }

        await _turn.WaitAsync(cancel);
        try
        {
            if (Held(brandId, out measured))
            {
                return measured;
            }

            var at = time.GetTimestamp();
            measured = await MeasureAsync(brandId, cancel);
            _held[brandId] = (at, measured);
            return measured;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Forget() => _held.Clear();

    public void Dispose() => _turn.Dispose();

    private bool Held(long brandId, out MeasuredPromise? measured)
    {
        var isHeld = _held.TryGetValue(brandId, out var held) && time.GetElapsedTime(held.At) < _fresh;
        measured = held.Measured;
        return isHeld;
    }

    private async Task<MeasuredPromise?> MeasureAsync(long brandId, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var since = now.AddDays(-Days);
        var dayAgo = now - _day;
        await using var db = database.CreateDbContext();
        var conversations = db.Set<Conversation>()
            .Where(c => !c.IsTest && c.Status != ConversationStatus.Spam && (c.Channel == Channel.Email || c.Channel == Channel.Form));
        var firsts = await db.Set<Promise>().IgnoreQueryFilters([SvarDb.BrandFilter])
            .Where(p => p.BrandId == brandId && p.Clock == ClockKind.First)
            .Where(p => p.MetAt >= since || (p.MetAt == null && p.StartedAt >= since && p.StartedAt < dayAgo))
            .Join(conversations, p => p.ConversationId, c => c.Id, (p, c) => new { p.StartedAt, p.MetAt })
            .ToListAsync(cancel);
        var lengths = firsts.Where(f => f.MetAt is not null).Select(f => f.MetAt!.Value - f.StartedAt).Order().ToList();
        return lengths.Count < FewestAnswers
            ? null
            : new MeasuredPromise(lengths.Count, Middle(lengths), (double)lengths.Count(l => l <= _day) / firsts.Count);
    }

    private static TimeSpan Middle(List<TimeSpan> sorted) => (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
