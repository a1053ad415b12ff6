using Microsoft.EntityFrameworkCore;
using Svar.Accounts.Asking;
using Svar.Data;

namespace Svar.Accounts;

/// <summary>What every page of this room shows of its reader.</summary>
/// <param name="Path">Of the page itself, which is marked in the links.</param>
/// <param name="Brands">Every brand in which the reader is something.</param>
/// <param name="Zone">The reader's clock: that of their first brand.</param>
public sealed record AccountsFrame(Asker Asker, string Path, IReadOnlyList<BrandName> Brands, TimeZoneInfo Zone)
{
    internal static async Task<AccountsFrame> OfAsync(HttpContext context, string path, CancellationToken cancel)
    {
        var services = context.RequestServices;
        await using var db = await services.GetRequiredService<IDbContextFactory<SvarDb>>().CreateDbContextAsync(cancel);
        var asker = context.AskerOf();
        var brands = (await services.GetRequiredService<IBrandNames>().ListAsync(db, cancel)).Where(b => asker.RoleIn(b.Id) is not null).ToList();
        var zone = brands is [var first, ..] && TimeZoneInfo.TryFindSystemTimeZoneById(first.Zone, out var found) ? found : TimeZoneInfo.Utc;
        return new AccountsFrame(asker, path, brands, zone);
    }

    /// <summary>The brand's name; null for one that is not the reader's.</summary>
    public string? NameOf(long brandId) => Brands.FirstOrDefault(b => b.Id == brandId)?.Name;
}
