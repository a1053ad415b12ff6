using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Data;

namespace Svar.BusinessHours;

/// <summary>
/// Sets the hours of a brand from an instant on: what was counted before it under the former hours stays counted so.
/// Hours that were planned for the same instant are replaced.
/// </summary>
internal static class SetHours
{
    /// <summary>The step within the caller's save, which also sees to it that running clocks are computed anew.</summary>
    public static async Task<Outcome<Calendar>> SetAsync(SvarDb db, Asker asker, Brand brand, CalendarPurpose purpose, HoursDetails hours, DateTime now, CancellationToken cancel)
    {
        if (!asker.May(Act.ManageSettings, brand.Id))
        {
            return Refusal.NotAllowed("Your role in this brand does not let you change its hours.");
        }

        if (hours.Wrong().FirstOrDefault() is { Field: not null } fault)
        {
            return Refusal.Invalid(fault.Field, fault.Why);
        }

        if (purpose == CalendarPurpose.Mail && hours.IsNever)
        {
            return Refusal.Invalid("never", "Without any hours nobody could be promised an answer: write those of one day at least, or a watch.");
        }

        var calendar = hours.Calendar(db.NextKey(), brand.Id, purpose, brand.Zone, now);
        if (calendar.ValidFrom < now && hours.From is not null)
        {
            return Refusal.Invalid("from", "What has been promised until now was counted under the hours of then: new hours begin today or later.");
        }

        if (await db.Set<Calendar>().FirstOrDefaultAsync(c => c.BrandId == brand.Id && c.Purpose == purpose && c.ValidFrom == calendar.ValidFrom, cancel) is { } former)
        {
            db.Remove(former);
            await db.SaveChangesAsync(cancel);
        }

        db.Add(calendar);
        Audit.Add(db, asker, now, brand.Id, purpose == CalendarPurpose.Mail ? "hours.mail" : "hours.phone", brand.Name, new { calendar.ValidFrom, calendar.Week, calendar.Watch, calendar.HolidayWatch, calendar.HolidayCountry, calendar.ClosedOn, calendar.OpenOn });
        return calendar;
    }

    /// <summary>The company's clock is that of another zone from now on: its hours are the same by the clock there.</summary>
    /// <returns>Whether any hours moved.</returns>
    public static async Task<bool> MoveToZoneAsync(SvarDb db, Brand brand, DateTime now, CancellationToken cancel)
    {
        var all = await db.Set<Calendar>().Where(c => c.BrandId == brand.Id).OrderBy(c => c.ValidFrom).ToListAsync(cancel);
        foreach (var purpose in all.GroupBy(c => c.Purpose))
        {
            // What holds now is begun anew from now on; what is planned keeps its instant.
            foreach (var calendar in purpose.Where(c => c.ValidFrom > now).Prepend(purpose.LastOrDefault(c => c.ValidFrom <= now)).OfType<Calendar>())
            {
                if (calendar.ValidFrom >= now)
                {
                    db.Remove(calendar);
                    await db.SaveChangesAsync(cancel);
                }

                db.Add(calendar.In(brand.Zone, db.NextKey(), calendar.ValidFrom > now ? calendar.ValidFrom : now));
            }
        }

        return all.Count > 0;
    }

    /// <summary>Takes back hours that were planned and do not hold yet.</summary>
    public static async Task<Outcome<Calendar>> TakeBackAsync(SvarDb db, Asker asker, Brand brand, long calendarId, DateTime now, CancellationToken cancel)
    {
        if (await db.Set<Calendar>().FirstOrDefaultAsync(c => c.Id == calendarId && c.BrandId == brand.Id, cancel) is not { } calendar)
        {
            return Refusal.NotFound("There are no such hours.");
        }

        if (!asker.May(Act.ManageSettings, brand.Id))
        {
            return Refusal.NotAllowed("Your role in this brand does not let you change its hours.");
        }

        if (calendar.ValidFrom <= now)
        {
            return Refusal.Conflict("These hours hold already; set others from now on instead.");
        }

        db.Remove(calendar);
        Audit.Add(db, asker, now, brand.Id, "hours.taken-back", brand.Name, new { calendar.ValidFrom, calendar.Week });
        return calendar;
    }
}
