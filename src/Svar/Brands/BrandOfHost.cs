using Microsoft.EntityFrameworkCore;
using Svar.Data;
using Svar.Web;

namespace Svar.Brands;

/// <summary>
/// Which brand's public pages a request is for: the one whose public host it came to; else the one of <c>/b/{slug}</c>;
/// else, where there is only one brand, that one.
/// </summary>
internal sealed class BrandOfHost(SvarDatabase database, TimeProvider time, ILogger<BrandOfHost> log)
{
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(5);

    private volatile Held? _held;

    /// <param name="host">Without port.</param>
    /// <param name="slug">Of <c>/b/{slug}</c>; null when the address has none.</param>
    public async ValueTask<Brand?> FindAsync(string host, string? slug, CancellationToken cancel)
    {
        var brands = await ListAsync(cancel);
        return slug is not null
            ? brands.FirstOrDefault(b => b.Slug == slug)
            : brands.FirstOrDefault(b => string.Equals(b.PublicHost, host, StringComparison.OrdinalIgnoreCase)) ?? (brands is [var only] ? only : null);
    }

    /// <summary>Every brand, oldest first. When the database cannot be asked, as they were last read; throws when they never were.</summary>
    public async ValueTask<IReadOnlyList<Brand>> ListAsync(CancellationToken cancel)
    {
        if (_held is { } held && time.GetElapsedTime(held.At) < _fresh)
        {
            return held.Brands;
        }

        var at = time.GetTimestamp();
        try
        {
            using var everything = BrandScope.Use(BrandScope.All);
            await using var db = database.CreateDbContext();
            var brands = await db.Set<Brand>().AsNoTracking().Include(b => b.Phones.OrderBy(p => p.Order)).OrderBy(b => b.Id).ToListAsync(cancel);
            _held = new Held(at, brands);
            return brands;
        }
        catch (Exception e) when (_held is not null && Writing.IsUnavailable(e))
        {
            log.LogWarning(e, "The brands could not be read; the public pages go on with what was read before");
            _held = _held! with { At = at };
            return _held.Brands;
        }
    }

    public void Forget() => _held = null;

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
        Brand.PostAddress is { } address ? [.. address.ReplaceLineEndings("\n").Split('\n').Where(line => line != Brand.Name)] : null);
}

/// <summary>
/// Finds the brand of each request and offers the brand's languages. Stands before routing: <c>/b/{slug}</c> is moved
/// from the path to the path base, so that a brand's pages have the same routes wherever they stand.
/// </summary>
internal sealed class BrandOfRequest(RequestDelegate next, BrandOfHost brands, ILogger<BrandOfRequest> log)
{
    private static readonly PathString _prefix = "/b";

    /// <summary>What belongs to the house and not to a brand has one address.</summary>
    private static readonly PathString[] _ofTheHouse = ["/desk", "/accounts", "/api", "/openapi", "/health", "/metrics"];

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var (slug, path) = Split(request.Path);
        if (await FindAsync(context, slug) is not { } brand || (slug is not null && Array.Exists(_ofTheHouse, p => path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase))))
        {
            await next(context);
            return;
        }

        var found = new RequestBrand(brand, slug is null ? "" : $"/b/{slug}");
        context.Features.Set(found);
        context.Features.Set(found.Look);
        context.Features.Set(new OfferedLanguages(brand.LanguageList));
        var (formerBase, formerPath) = (request.PathBase, request.Path);
        request.PathBase = formerBase + found.BasePath;
        request.Path = path;
        try
        {
            await next(context);
        }
        finally
        {
            (request.PathBase, request.Path) = (formerBase, formerPath);
        }
    }

    private static (string? Slug, PathString Path) Split(PathString path)
    {
        if (!path.StartsWithSegments(_prefix, StringComparison.Ordinal, out var rest) || rest.Value is not ['/', _, ..])
        {
            return (null, path);
        }

        var end = rest.Value.IndexOf('/', 1);
        return end < 0 ? (rest.Value[1..], "/") : (rest.Value[1..end], rest.Value[end..]);
    }

    /// <summary>Pages without a brand, and files, do not fail because the brands cannot be read.</summary>
    private async ValueTask<Brand?> FindAsync(HttpContext context, string? slug)
    {
        try
        {
            return await brands.FindAsync(context.Request.Host.Host, slug, context.RequestAborted);
        }
        catch (Exception e) when (Writing.IsUnavailable(e))
        {
            log.LogError(e, "The brands could not be read, and never were");
            return null;
        }
    }
}
