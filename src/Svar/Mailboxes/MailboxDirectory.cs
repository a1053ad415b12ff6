using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Svar.Brands;
using Svar.Data;
using Svar.Mailboxes.Receiving;

namespace Svar.Mailboxes;

/// <summary>
/// Which mailbox an address leads to. Held in memory and read again after some seconds or when settings change, for
/// it is asked at every RCPT.
/// </summary>
internal sealed class MailboxDirectory(SvarDatabase database, MailHost host, TimeProvider time)
{
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(5);

    private volatile Reading? _reading;

    /// <summary>Null when the address is none of ours; those of the postmaster (RFC 5321 §4.5.1) and sub-addresses (RFC 5233) are.</summary>
    public async ValueTask<MailboxMatch?> FindAsync(string address, CancellationToken cancel)
    {
        var ours = (await KnownAsync(cancel)).Addresses;
        var key = AddressKey.Of(address);
        return ours.Find(key) ?? (ours.FindPostmaster(key, host.Name) is { } mailbox ? new MailboxMatch(mailbox, "") : null);
    }

    /// <summary>Mail to this domain is ours to take, whether or not there is such a mailbox.</summary>
    public async ValueTask<bool> IsOurDomainAsync(string domain, CancellationToken cancel)
    {
        var ours = (await KnownAsync(cancel)).Addresses;
        return ours.IsInOurDomain(AddressKey.Of("x@" + domain)) || string.Equals(domain, host.Name, StringComparison.OrdinalIgnoreCase);
    }

    public async ValueTask<Mailbox?> ByIdAsync(long id, CancellationToken cancel) => (await KnownAsync(cancel)).ById.GetValueOrDefault(id);

    public void Forget() => _reading = null;

    private async ValueTask<Reading> KnownAsync(CancellationToken cancel)
    {
        var reading = _reading;
        if (reading is not null && time.GetElapsedTime(reading.At) < _fresh)
        {
            return reading;
        }

        var at = time.GetTimestamp();
        await using var db = database.CreateDbContext();
        var all = await db.Set<Mailbox>().IgnoreQueryFilters([SvarDb.BrandFilter]).AsNoTracking().ToListAsync(cancel);
        return _reading = new Reading(at, new OwnAddresses(all), all.ToFrozenDictionary(m => m.Id));
    }

    private sealed record Reading(long At, OwnAddresses Addresses, FrozenDictionary<long, Mailbox> ById);
}
