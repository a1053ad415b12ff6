using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.BusinessHours;
using Svar.Data;

namespace Svar.ServiceLevels;

/// <summary>Sets the hours of a brand; the clocks that run under its mail hours are computed anew.</summary>
internal sealed class SaveHours(IDbContextFactory<SvarDb> dbs, ServiceLevelDirectory levels, ChangedLevels changed, TimeProvider time)
{
    public Task<Outcome<Calendar>> HandleAsync(Asker asker, string slug, CalendarPurpose purpose, HoursDetails hours, CancellationToken cancel) =>
        ChangeAsync(slug, (db, brand, now) => SetHours.SetAsync(db, asker, brand, purpose, hours, now, cancel), cancel);

    public Task<Outcome<Calendar>> TakeBackAsync(Asker asker, string slug, long calendarId, CancellationToken cancel) =>
        ChangeAsync(slug, (db, brand, now) => SetHours.TakeBackAsync(db, asker, brand, calendarId, now, cancel), cancel);

    private async Task<Outcome<Calendar>> ChangeAsync(string slug, Func<SvarDb, Brand, DateTime, Task<Outcome<Calendar>>> change, CancellationToken cancel)
    {
        var outcome = await dbs.WriteAsync<Outcome<Calendar>>(
            async db =>
            {
                if (await db.Set<Brand>().FirstOrDefaultAsync(b => b.Slug == slug, cancel) is not { } brand)
                {
                    return Refusal.NotFound("There is no such company.");
                }

                var now = time.UtcNow();
                var done = await change(db, brand, now);
                if (done is { IsDone: true, Value.Purpose: CalendarPurpose.Mail })
                {
                    ChangedLevels.Note(db, brand.Id, now);
                }

                return done;
            },
            cancel);
        if (outcome.IsDone)
        {
            levels.Forget();
            changed.Tell();
        }

        return outcome;
    }
}
