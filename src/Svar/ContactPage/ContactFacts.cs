using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Svar.BusinessHours;
using Svar.Data;
using Svar.Mailboxes;
using Svar.Reports;
using Svar.ServiceLevels;

namespace Svar.ContactPage;

/// <summary>What the public pages of a brand tell besides what stands in the brand itself.</summary>
/// <param name="PhoneHours">When the telephone is answered, with its changes; null when the brand gives no hours.</param>
/// <param name="Mailbox">Where letters go; null when the brand has none.</param>
internal sealed record ContactFacts(HoursHistory? PhoneHours, Mailbox? Mailbox, BrandServiceLevels Levels, MeasuredPromise? Measured);

/// <summary>
/// The facts of each brand, read again after some seconds. When the database cannot be asked, the page goes on with
/// what was read before: the telephone number matters most just then.
/// </summary>
internal sealed class ContactFactsDirectory(
    SvarDatabase database, ServiceLevelDirectory levels, PromiseMeasure measure, TimeProvider time, ILogger<ContactFactsDirectory> log)
{
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, (long At, ContactFacts Facts)> _held = new();

    public async ValueTask<ContactFacts> OfAsync(long brandId, CancellationToken cancel)
    {
        if (_held.TryGetValue(brandId, out var held) && time.GetElapsedTime(held.At) < _fresh)
        {
            return held.Facts;
        }

        var at = time.GetTimestamp();
        try
        {
            var facts = await ReadAsync(brandId, cancel);
            _held[brandId] = (at, facts);
            return facts;
        }
        catch (Exception e) when (held.Facts is not null && Writing.IsUnavailable(e))
        {
            log.LogWarning(e, "The facts of a contact page could not be read; it shows what was read before");
            _held[brandId] = (at, held.Facts);
            return held.Facts;
        }
    }

    public void Forget() => _held.Clear();

    private async Task<ContactFacts> ReadAsync(long brandId, CancellationToken cancel)
    {
        using var brand = BrandScope.Use(BrandScope.Of(brandId));
        await using var db = database.CreateDbContext();
        var calendars = await db.Set<Calendar>().AsNoTracking().Where(c => c.Purpose == CalendarPurpose.Phone).OrderBy(c => c.ValidFrom).ToListAsync(cancel);
        var mailbox = await db.Set<Mailbox>().AsNoTracking().OrderByDescending(m => m.IsDefault).ThenBy(m => m.Id).FirstOrDefaultAsync(cancel);
        return new ContactFacts(
            PhoneHours(calendars, brandId),
            mailbox,
            await levels.OfAsync(brandId, cancel),
            await measure.OfAsync(brandId, cancel));
    }

    private HoursHistory? PhoneHours(List<Calendar> calendars, long brandId)
    {
        try
        {
            return calendars is [var first, .. var changes] ? new HoursHistory(first.Open(), changes.Select(c => (c.ValidFrom, c.Open()))) : null;
        }
        catch (InvalidHoursException e)
        {
            log.LogError(e, "The telephone hours of brand {Brand} cannot be read; its contact page shows none", brandId);
            return null;
        }
    }
}
