using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Cluster;
using Svar.Data;

namespace Svar.Brands;

/// <summary>Makes a company, and changes what is said of it: steps within the caller's save, who tells of it afterwards.</summary>
internal sealed class SaveBrand(BrandOfHost brands, Nudges nudges)
{
    /// <param name="version">Of the brand as it was read for the form; another since then is told, and nothing is overwritten.</param>
    public static async Task<Outcome<Brand>> ChangeAsync(SvarDb db, Asker asker, string slug, int version, BrandDetails details, DateTime now, CancellationToken cancel)
    {
        if (await db.Set<Brand>().FirstOrDefaultAsync(b => b.Slug == slug, cancel) is not { } brand)
        {
            return Refusal.NotFound("There is no such company.");
        }

        if (!asker.May(Act.ManageSettings, brand.Id))
        {
            return Refusal.NotAllowed("Your role in this brand does not let you change it.");
        }

        if (brand.Version != version)
        {
            return Refusal.Conflict("Somebody changed this company meanwhile.");
        }

        if (await WrongAsync(db, brand.Id, details, cancel) is { } wrong)
        {
            return wrong;
        }

        if (details.PublicHost?.ToLowerInvariant() != brand.PublicHost && details.PublicHost is not null && !asker.MayEverywhere(Act.ManageSettings))
        {
            // The desk and other companies have hosts too.
            return Refusal.Invalid("host-lead", "Only who may change the settings of every company gives one a host name.");
        }

        details.PutInto(brand);
        Audit.Add(db, asker, now, brand.Id, "brand.changed", brand.Name, Changed(db, brand));
        return brand;
    }

    public static async Task<Outcome<Brand>> AddAsync(SvarDb db, Asker asker, BrandDetails details, DateTime now, CancellationToken cancel)
    {
        if (!asker.MayEverywhere(Act.ManageSettings))
        {
            return Refusal.NotAllowed("Only who may change the settings of every brand adds one.");
        }

        if (await WrongAsync(db, 0, details, cancel) is { } wrong)
        {
            return wrong;
        }

        var brand = new Brand { Id = db.NextKey(), Slug = details.Slug, Name = details.Name, NumberPrefix = details.NumberPrefix };
        details.PutInto(brand);
        db.Add(brand);
        Audit.Add(db, asker, now, brand.Id, "brand.added", brand.Name);
        return brand;
    }

    /// <summary>A slug and a prefix that no other brand has: the wished ones, or those with something behind them.</summary>
    public static async Task<BrandDetails> MadeUniqueAsync(SvarDb db, BrandDetails details, CancellationToken cancel)
    {
        var taken = await db.Set<Brand>().IgnoreQueryFilters([SvarDb.BrandFilter]).Select(b => new { b.Slug, b.NumberPrefix }).ToListAsync(cancel);
        var slug = details.Slug;
        for (var n = 2; taken.Exists(t => t.Slug == slug); n++)
        {
            slug = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{details.Slug[..Math.Min(details.Slug.Length, BrandDetails.LongestSlug - 4)]}-{n}");
        }

        var prefix = details.NumberPrefix;
        for (var last = 'A'; taken.Exists(t => t.NumberPrefix == prefix) && last <= 'Z'; last++)
        {
            prefix = details.NumberPrefix[..Math.Min(details.NumberPrefix.Length, 4)] + last;
        }

        return details with { Slug = slug, NumberPrefix = prefix };
    }

    public void Tell()
    {
        brands.Forget();
        nudges.Publish(new Nudge(NudgeTopic.Settings, 0, 0));
    }

    private static async Task<Refusal?> WrongAsync(SvarDb db, long own, BrandDetails details, CancellationToken cancel)
    {
        if (details.Wrong().FirstOrDefault() is { Field: not null } fault)
        {
            return Refusal.Invalid(fault.Field, fault.Why);
        }

        var host = details.PublicHost?.ToLowerInvariant();
        var others = db.Set<Brand>().IgnoreQueryFilters([SvarDb.BrandFilter]).Where(b => b.Id != own);
        return await others.AnyAsync(b => b.Slug == details.Slug, cancel) ? Refusal.Invalid("slug", "Another company has this short name.")
            : await others.AnyAsync(b => b.NumberPrefix == details.NumberPrefix, cancel) ? Refusal.Invalid("prefix", "Another company has these letters.")
            : host is not null && await others.AnyAsync(b => b.PublicHost == host, cancel) ? Refusal.Invalid("host", "Another company has this host name.")
            : null;
    }

    private static Dictionary<string, string?> Changed(SvarDb db, Brand brand) => db.Entry(brand).Properties
        .Where(p => p.IsModified && p.Metadata.Name is not (nameof(Brand.Version) or nameof(Brand.Logo) or nameof(Brand.Tagline)))
        .ToDictionary(p => p.Metadata.Name, p => p.CurrentValue?.ToString(), StringComparer.Ordinal);
}
