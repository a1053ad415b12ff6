using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Data;

namespace Svar.Brands.Phones;

/// <param name="Number">As written; with or without the country's code.</param>
/// <param name="IsTollFree">Null: as the numbering plan says.</param>
/// <param name="Purpose">What it is for, by language; may be empty.</param>
/// <param name="Cost">What a call costs, by language; may be empty.</param>
internal sealed record PhoneDetails(string Number, bool? IsTollFree, Texts Purpose, Texts Cost);

/// <summary>Adds a telephone number to a company's contact page, changes it, takes it away, or puts it first.</summary>
internal sealed class SavePhone(IDbContextFactory<SvarDb> dbs, SaveBrand brands, TimeProvider time)
{
    /// <param name="phoneId">Null: a new one.</param>
    public Task<Outcome<long>> HandleAsync(Asker asker, string slug, long? phoneId, PhoneDetails details, CancellationToken cancel) => ChangeAsync(
        asker,
        slug,
        (db, brand) =>
        {
            var phone = brand.Phones.Find(p => p.Id == phoneId);
            if (phoneId is not null && phone is null)
            {
                return Refusal.NotFound("There is no such number.");
            }

            if (PhoneNumber.Read(details.Number, brand.Country) is not { } number)
            {
                return Refusal.Invalid("number", $"'{details.Number}' is no telephone number of {brand.Country}; write it with the country's code, as +47 800 00 123, where it is of another.");
            }

            if (brand.Phones.Exists(p => p.E164 == number.E164 && p != phone))
            {
                return Refusal.Invalid("number", "This number is there already.");
            }

            return Put(db, asker, brand, phone, number, details, time.UtcNow());
        },
        cancel);

    public Task<Outcome<long>> RemoveAsync(Asker asker, string slug, long phoneId, CancellationToken cancel) => ChangeAsync(
        asker,
        slug,
        (db, brand) =>
        {
            if (brand.Phones.Find(p => p.Id == phoneId) is not { } phone)
            {
                return Refusal.NotFound("There is no such number.");
            }

            db.Remove(phone);
            Audit.Add(db, asker, time.UtcNow(), brand.Id, "brand.phone-removed", phone.E164);
            return phoneId;
        },
        cancel);

    /// <summary>The first number is the one that stands large on the page.</summary>
    public Task<Outcome<long>> PutFirstAsync(Asker asker, string slug, long phoneId, CancellationToken cancel) => ChangeAsync(
        asker,
        slug,
        (db, brand) =>
        {
            if (brand.Phones.Find(p => p.Id == phoneId) is not { } phone)
            {
                return Refusal.NotFound("There is no such number.");
            }

            phone.Order = brand.Phones.Min(p => p.Order) - 1;
            Audit.Add(db, asker, time.UtcNow(), brand.Id, "brand.phone-first", phone.E164);
            return phoneId;
        },
        cancel);

    /// <summary>The step within the caller's save.</summary>
    public static long Put(SvarDb db, Asker asker, Brand brand, BrandPhone? phone, PhoneNumber number, PhoneDetails details, DateTime now)
    {
        if (phone is null)
        {
            phone = new BrandPhone { Id = db.NextKey(), BrandId = brand.Id, E164 = number.E164, Shown = number.National, Order = brand.Phones.Count == 0 ? 0 : brand.Phones.Max(p => p.Order) + 1 };
            db.Add(phone);
        }

        // A number of another country is written with its code: nobody at home could dial it without.
        var isHome = PhoneNumber.Read(number.National, brand.Country)?.E164 == number.E164;
        (phone.E164, phone.Shown) = (number.E164, isHome ? number.National : number.International);
        (phone.IsTollFree, phone.Purpose, phone.Cost) = (details.IsTollFree ?? number.IsTollFree, details.Purpose, details.Cost);
        Audit.Add(db, asker, now, brand.Id, "brand.phone", phone.E164);
        return phone.Id;
    }

    private async Task<Outcome<long>> ChangeAsync(Asker asker, string slug, Func<SvarDb, Brand, Outcome<long>> change, CancellationToken cancel)
    {
        var outcome = await dbs.WriteAsync<Outcome<long>>(
            async db =>
            {
                if (await db.Set<Brand>().FirstOrDefaultAsync(b => b.Slug == slug, cancel) is not { } brand)
                {
                    return Refusal.NotFound("There is no such company.");
                }

                if (!asker.May(Act.ManageSettings, brand.Id))
                {
                    return Refusal.NotAllowed("Your role in this brand does not let you change its telephone numbers.");
                }

                await db.LockAsync<Brand>(brand.Id, cancel);
                await db.Entry(brand).Collection(b => b.Phones).LoadAsync(cancel);
                return change(db, brand);
            },
            cancel);
        if (outcome.IsDone)
        {
            brands.Tell();
        }

        return outcome;
    }
}
