using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Accounts.People;
using Svar.Accounts.Tokens;
using Svar.Brands;
using Svar.BusinessHours;
using Svar.Data;
using Svar.Mailboxes;
using Svar.ServiceLevels;

namespace Svar.Demo.Playing;

/// <summary>What the example shop is before any mail: brand, mailbox, hours, targets, people.</summary>
internal sealed class DemoHouse(SvarDatabase database, DemoClock clock, AddStaff addStaff, CreateToken createToken, TimeProvider time)
{
    public const string Password = "fjord-og-fell-demo";

    private static readonly TimeSpan _hoursBefore = TimeSpan.FromDays(90);

    public async Task<bool> IsBuiltAsync(CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<Brand>().AnyAsync(cancel);
    }

    /// <summary>The brand with its mailbox, hours and targets: what its public pages need. Its key.</summary>
    public Task<long> OpenAsync(DateTime today, string publicUrl, CancellationToken cancel)
    {
        var shop = DemoShop.Open(Catalogue.Read(), [], []);
        return database.WriteAsync(db => Task.FromResult(AddBrand(db, shop, today, publicUrl)), cancel);
    }

    /// <summary>The people at the desk, as of <paramref name="since"/>. Passwords take long to hash, on purpose: they are hashed side by side.</summary>
    public async Task HireAsync(long brandId, DateTime since, CancellationToken cancel)
    {
        clock.PlayAt(since);
        await Task.WhenAll(DemoPeople.All.Select(person => Task.Run(() => HireAsync(brandId, person, cancel), cancel)));
    }

    private async Task HireAsync(long brandId, DemoPerson person, CancellationToken cancel)
    {
        var role = person.Role == "lead" ? Role.Lead : Role.Agent;
        var grants = new List<Grant> { new(brandId, role) };
        if (role == Role.Lead)
        {
            grants.Add(new Grant(null, Role.Admin));
        }

        if (await addStaff.HandleAsync(Asker.System, new NewStaff(person.Email, person.Name, "nb", grants, Password), cancel) is not AddStaffResult.Added)
        {
            throw new InvalidOperationException($"{person.Email} could not be added");
        }
    }

    /// <summary>A new token of Anna's for this start.</summary>
    public async Task<string> TokenAsync(long brandId, CancellationToken cancel)
    {
        var anna = await StaffList.FindAsync(database, DemoPeople.Anna.Email, cancel) ?? throw new InvalidOperationException("Anna is not here");
        return await createToken.HandleAsync(Asker.System, new NewToken(anna, "demo", [new Grant(brandId, Role.Agent)], time.UtcNow().AddDays(1)), cancel) is CreateTokenResult.Created created
            ? created.Secret
            : throw new InvalidOperationException("the demo's token was not made");
    }

    private static long AddBrand(SvarDb db, DemoShop shop, DateTime today, string publicUrl)
    {
        var brand = new Brand
        {
            Id = db.NextKey(),
            Slug = shop.Slug,
            Name = shop.Name,
            Sector = Sector.Shop,
            Country = shop.Country,
            Zone = shop.Zone,
            Languages = string.Join(',', shop.Languages),
            NumberPrefix = shop.NumberPrefix,
            PublicUrl = publicUrl,
            PostAddress = shop.PostAddress.Replace(", ", "\n", StringComparison.Ordinal),
            Tagline = new Texts { ["nb"] = shop.TaglineNb, ["en"] = shop.TaglineEn },
        };
        db.Add(brand);
        var order = 0;
        foreach (var phone in shop.Phones)
        {
            db.Add(new BrandPhone
            {
                Id = db.NextKey(),
                BrandId = brand.Id,
                E164 = phone.E164,
                Shown = phone.Shown,
                IsTollFree = phone.TollFree,
                Purpose = new Texts { ["nb"] = phone.PurposeNb, ["en"] = phone.PurposeEn },
                Order = order++,
            });
        }

        db.Add(new Mailbox
        {
            Id = db.NextKey(),
            BrandId = brand.Id,
            Address = shop.Mailbox,
            DisplayName = shop.Name,
            Signature = new Texts { ["nb"] = $"{shop.Name} kundeservice", ["en"] = $"{shop.Name} customer service" },
            IsDefault = true,
        });
        var from = (today - _hoursBefore).Date;
        db.Add(Hours(db, brand.Id, CalendarPurpose.Mail, from, shop, "mon-fri 08:00-16:00", "sat-sun 10:00-12:00"));
        db.Add(Hours(db, brand.Id, CalendarPurpose.Phone, from, shop, "mon-fri 08:00-11:30 12:00-16:00", ""));
        db.Add(new TargetRule { Id = db.NextKey(), BrandId = brand.Id, FirstWithin = "PT4H", FirstCeiling = "PT24H", NextWithin = "PT8H", ResolutionWithin = "P5D" });
        db.Add(new TargetRule { Id = db.NextKey(), BrandId = brand.Id, Priority = 4, FirstWithin = "PT1H", FirstCeiling = "PT24H", NextWithin = "PT2H", ResolutionWithin = "P1D" });
        return brand.Id;
    }

    private static Calendar Hours(SvarDb db, long brandId, CalendarPurpose purpose, DateTime from, DemoShop shop, string week, string watch) => new()
    {
        Id = db.NextKey(),
        BrandId = brandId,
        Purpose = purpose,
        ValidFrom = from,
        Zone = shop.Zone,
        Week = week,
        Watch = watch,
        HolidayCountry = shop.Country,
    };
}
