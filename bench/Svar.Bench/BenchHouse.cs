using Svar.Accounts;
using Svar.Brands;
using Svar.BusinessHours;
using Svar.Data;
using Svar.Mailboxes;
using Svar.ServiceLevels;

namespace Svar.Bench;

/// <summary>A brand with hours, targets, a mailbox and staff.</summary>
internal static class BenchHouse
{
    public const string Address = "support@bench.example";

    /// <summary>Brings the database to this version and adds the brand; its key, the mailbox's, and those of the staff.</summary>
    public static async Task<(long BrandId, long MailboxId, IReadOnlyList<long> Staff)> BuildAsync(SvarDatabase database, int staff)
    {
        await Versions.MigrateAsync(database, CancellationToken.None);
        return await database.WriteAsync(
            db =>
            {
                var brand = new Brand { Id = db.NextKey(), Slug = "bench", Name = "Bench", NumberPrefix = "BE" };
                var mailbox = new Mailbox { Id = db.NextKey(), BrandId = brand.Id, Address = Address, DisplayName = "Bench", IsDefault = true };
                db.Add(brand);
                db.Add(mailbox);
                db.Add(new Calendar
                {
                    Id = db.NextKey(),
                    BrandId = brand.Id,
                    Purpose = CalendarPurpose.Mail,
                    ValidFrom = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                    Zone = "Europe/Oslo",
                    Week = "mon-fri 08:00-16:00",
                    Watch = "sat-sun 10:00-12:00",
                    HolidayCountry = "NO",
                });
                db.Add(new TargetRule { Id = db.NextKey(), BrandId = brand.Id, FirstWithin = "PT4H", NextWithin = "PT8H", ResolutionWithin = "P5D" });
                var people = new List<long>();
                for (var i = 0; i < staff; i++)
                {
                    var person = Staff.New(db.NextKey(), $"agent{i}@bench.example", $"Agent {i}", "en", DateTime.UtcNow);
                    db.Add(person);
                    db.Add(new StaffRole { Id = db.NextKey(), StaffId = person.Id, BrandId = brand.Id, Role = Role.Agent });
                    people.Add(person.Id);
                }

                return Task.FromResult((brand.Id, mailbox.Id, (IReadOnlyList<long>)people));
            },
            CancellationToken.None);
    }
}
