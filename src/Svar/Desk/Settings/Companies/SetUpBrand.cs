using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Brands.Phones;
using Svar.BusinessHours;
using Svar.Data;
using Svar.Mailboxes;
using Svar.ServiceLevels;

namespace Svar.Desk.Settings.Companies;

/// <summary>The least that a company has to say before it can be written to.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Languages">ISO 639-1, the first one first.</param>
/// <param name="Address">To which customers write.</param>
/// <param name="Phone">Empty: none, for now.</param>
internal sealed record CompanyBasics(string Name, string Country, IReadOnlyList<string> Languages, string Address, string Phone)
{
    /// <summary>What is wrong, field by field; empty when all is well.</summary>
    public IEnumerable<(string Field, string Why)> Wrong() =>
    [
        .. Brand.Wrong().Where(w => w.Field is "name" or "country" or "language"),
        .. Mailbox.Wrong().Where(w => w.Field is "address"),
        .. Phone.Trim().Length > 0 && PhoneNumber.Read(Phone, Country) is null ? [("phone", $"'{Phone}' is no telephone number of {Country}.")] : Array.Empty<(string, string)>(),
    ];

    public BrandDetails Brand => BrandDetails.Of(Name, Country, Languages);

    public MailboxDetails Mailbox => new(Address, Name, [], IsDefault: true);
}

/// <summary>
/// Makes a company that can be written to: with its address, the hours and targets that many have (working days of eight
/// hours, a short watch at weekends and on holidays, four hours to a first answer), in one save. All of it can be changed afterwards.
/// </summary>
internal sealed class SetUpBrand(IDbContextFactory<SvarDb> dbs, SaveBrand brands, MailboxDirectory mailboxes, ServiceLevelDirectory levels, TimeProvider time)
{
    private static readonly string[] _workingDays = ["08:00-16:00", "08:00-16:00", "08:00-16:00", "08:00-16:00", "08:00-16:00", "", ""];
    private static readonly string[] _weekend = ["", "", "", "", "", "10:00-12:00", "10:00-12:00"];
    private static readonly string[] _never = ["", "", "", "", "", "", ""];

    /// <summary>Four hours to a first answer, eight to the next, five days until it is put right; the urgent within an hour.</summary>
    private static readonly TargetDetails[] _targets =
    [
        new(null, null, null, "PT4H", "PT24H", "PT8H", "", "P5D", "", ""),
        new(null, 4, null, "PT1H", "PT24H", "PT2H", "", "P1D", "", ""),
    ];

    public async Task<Outcome<Brand>> HandleAsync(Asker asker, CompanyBasics basics, CancellationToken cancel)
    {
        if (basics.Wrong().FirstOrDefault() is { Field: not null } fault)
        {
            return Refusal.Invalid(fault.Field, fault.Why);
        }

        var outcome = await dbs.WriteAsync(db => MakeAsync(db, asker, basics, cancel), cancel);
        if (outcome.IsDone)
        {
            mailboxes.Forget();
            levels.Forget();
            brands.Tell();
        }

        return outcome;
    }

    private async Task<Outcome<Brand>> MakeAsync(SvarDb db, Asker asker, CompanyBasics basics, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var made = await SaveBrand.AddAsync(db, asker, await SaveBrand.MadeUniqueAsync(db, basics.Brand, cancel), now, cancel);
        if (!made.IsDone)
        {
            return made;
        }

        var brand = made.Value;
        if (basics.Phone.Trim().Length > 0 && PhoneNumber.Read(basics.Phone, basics.Country) is { } number)
        {
            SavePhone.Put(db, asker, brand, null, number, new PhoneDetails(basics.Phone, null, [], []), now);
        }

        var mailbox = await SaveMailbox.PutAsync(db, asker, brand, null, basics.Mailbox, now, cancel);
        if (!mailbox.IsDone)
        {
            return mailbox.Refusal!;
        }

        var holidays = HolidayRules.Countries.Contains(brand.Country, StringComparer.Ordinal) ? brand.Country : null;
        foreach (var (purpose, watch, onHolidays) in new[] { (CalendarPurpose.Mail, _weekend, "10:00-12:00"), (CalendarPurpose.Phone, _never, "") })
        {
            var set = await SetHours.SetAsync(db, asker, brand, purpose, new HoursDetails(_workingDays, watch, onHolidays, holidays, "", "", null), now, cancel);
            if (!set.IsDone)
            {
                return set.Refusal!;
            }
        }

        foreach (var target in _targets)
        {
            var put = await SaveTarget.PutAsync(db, asker, brand, null, target, now, cancel);
            if (!put.IsDone)
            {
                return put.Refusal!;
            }
        }

        return brand;
    }
}
