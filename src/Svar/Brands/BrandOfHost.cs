using Microsoft.EntityFrameworkCore;
using Svar.Data;
using Svar.Web;

namespace Svar.Brands;

/// <summary>
/// Which brand's public pages a request is for: the one whose public host it came to; else the one of <c>/b/{slug}</c>;
/// else, where there is only one brand, that one.
/// </summary>
internal sealed class BrandOfHost(SvarDatabase database, TimeProvider time)
{
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(5);

    private volatile Held? _held;

    /// <param name="host">Without port.</param>
    /// <param name="slug">Of <c>/b/{slug}</c>; null when the address has none.</param>
    public async ValueTask<Brand?> FindAsync(string host, string? slug, CancellationToken cancel)
    {
        var brands = await BrandsAsync(cancel);
        return slug is not null
            ? brands.FirstOrDefault(b => b.Slug == slug)
            : brands.FirstOrDefault(b => string.Equals(b.PublicHost, host, StringComparison.OrdinalIgnoreCase)) ?? (brands is [var only] ? only : null);
    }

    public void Forget() => _held = null;

    private async ValueTask<IReadOnlyList<Brand>> BrandsAsync(CancellationToken cancel)
    {
        if (_held is { } held && time.GetElapsedTime(held.At) < _fresh)
        {
            return held.Brands;
        }

        var at = time.GetTimestamp();
        using var everything = BrandScope.Use(BrandScope.All);
        await using var db = database.CreateDbContext();
        var brands = await db.Set<Brand>().AsNoTracking().Include(b => b.Phones.OrderBy(p => p.Order)).OrderBy(b => b.Id).ToListAsync(cancel);
        _held = new Held(at, brands);
        return brands;
    }

    private sealed record Held(long At, IReadOnlyList<Brand> Brands);
}

/// <summary>The brand of a public request, and the path below which its pages stand ('' or '/b/slug').</summary>
internal sealed record RequestBrand(Brand Brand, string BasePath)
{
    /// <summary>How the brand looks to the shared layout.</summary>
    public PublicBrand Look => new(
        Brand.Name,
        BrandColours.From(Brand.PrimaryColour, Brand.AccentColour),
        Brand.LanguageList,
        BasePath,
        Brand.Logo,
        Brand.WebSite,
        Brand.PostAddress is { } address ? address.ReplaceLineEndings("\n").Split('\n') : null);
}

/// <summary>Finds the brand of each request, moves <c>/b/{slug}</c> out of the path, and offers the brand's languages.</summary>
internal sealed class BrandOfRequest(RequestDelegate next, BrandOfHost brands)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        string? slug = null;
        var basePath = "";
        if (path.StartsWith("/b/", StringComparison.Ordinal))
        {
            var end = path.IndexOf('/', 3);
            slug = end < 0 ? path[3..] : path[3..end];
            basePath = "/b/" + slug;
        }

        if (await brands.FindAsync(context.Request.Host.Host, slug, context.RequestAborted) is { } brand)
        {
            var request = new RequestBrand(brand, basePath);
            context.Features.Set(request);
            context.Features.Set(request.Look);
            context.Features.Set(new OfferedLanguages(brand.LanguageList));
        }

        await next(context);
    }
}
