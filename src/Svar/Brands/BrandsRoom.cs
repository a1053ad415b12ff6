using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands.Phones;
using Svar.Data;

namespace Svar.Brands;

/// <summary>Companies as their customers see them.</summary>
internal static class BrandsRoom
{
    public static IServiceCollection AddBrands(this IServiceCollection services) => services
        .AddSingleton<IBrandNames, BrandNames>()
        .AddSingleton<BrandOfHost>()
        .AddSingleton<SaveBrand>()
        .AddSingleton<SavePhone>()
        .AddSingleton<PhoneWaitEndpoint>();

    public static void MapBrands(this IEndpointRouteBuilder endpoints) => PhoneWaitEndpoint.Map(endpoints);

    /// <summary>Before routing, which matches the path without <c>/b/{slug}</c>, and before the language is chosen: the brand says which there are.</summary>
    public static IApplicationBuilder UseBrandOfHost(this IApplicationBuilder app) => app.UseMiddleware<BrandOfRequest>();

    private sealed class BrandNames : IBrandNames
    {
        public async Task<IReadOnlyList<BrandName>> ListAsync(SvarDb db, CancellationToken cancel) =>
            await db.Set<Brand>().OrderBy(b => b.Name).Select(b => new BrandName(b.Id, b.Name, b.Zone)).ToListAsync(cancel);
    }
}
