using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Svar.Brands;
using Svar.Conversations;
using Svar.Data;
using Svar.Mailboxes;

namespace Svar.Intake.Reading;

/// <summary>What Intake has to know of a brand to read its mail and to send its receipts.</summary>
/// <param name="Own">The addresses of the whole house: a mail from another brand's mailbox is from ourselves too.</param>
internal sealed record BrandFacts(Brand Brand, IReadOnlyDictionary<long, Mailbox> Mailboxes, OwnAddresses Own)
{
    public string NumberPrefix => Brand.NumberPrefix;
    public string DefaultLanguage => ConversationsTexts.For("und", Brand.LanguageList);

    /// <summary>A mailbox of the house, with or without a detail (<c>kundeservice+token@…</c>). Takes the spelling of <see cref="AddressKey"/>.</summary>
    public bool IsOwn(string address) => Own.Contains(address);

    public bool IsOwnDomain(string address) => Own.IsInOurDomain(address);

    /// <summary>ISO 639-1; the brand's main language when the words do not tell.</summary>
    public string LanguageOf(string text) => Svar.Language.Detection.LanguageDetector.Detect(text).Or(Brand.DefaultLanguage);
}

/// <summary>The facts of each brand, held for some seconds.</summary>
internal sealed class BrandFactsDirectory(SvarDatabase database, TimeProvider time)
{
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, (long At, BrandFacts Facts)> _held = new();

    /// <summary>With this mailbox among them, be it made a moment ago.</summary>
    public async ValueTask<BrandFacts> OfAsync(long brandId, long mailboxId, CancellationToken cancel)
    {
        if (_held.TryGetValue(brandId, out var held) && !held.Facts.Mailboxes.ContainsKey(mailboxId))
        {
            _held.TryRemove(brandId, out _);
        }

        return await OfAsync(brandId, cancel);
    }

    public async ValueTask<BrandFacts> OfAsync(long brandId, CancellationToken cancel)
    {
        if (_held.TryGetValue(brandId, out var held) && time.GetElapsedTime(held.At) < _fresh)
        {
            return held.Facts;
        }

        var at = time.GetTimestamp();
        await using var db = database.CreateDbContext();
        var brand = await db.Set<Brand>().AsNoTracking().Include(b => b.Phones).FirstAsync(b => b.Id == brandId, cancel);
        var mailboxes = await db.Set<Mailbox>().AsNoTracking().ToListAsync(cancel);
        var facts = new BrandFacts(
            brand,
            mailboxes.Where(m => m.BrandId == brandId).ToDictionary(m => m.Id),
            new OwnAddresses(mailboxes));
        _held[brandId] = (at, facts);
        return facts;
    }
}
