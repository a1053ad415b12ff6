using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Svar.Brands;
using Svar.Data;

namespace Svar.Mailboxes;

/// <summary>A mailbox that an address leads to, and what stood behind the plus sign of it.</summary>
internal readonly record struct MailboxMatch(Mailbox Mailbox, string Detail);

/// <summary>
/// Which mailbox an address leads to. Held in memory and read again after some seconds or when settings change, for
/// it is asked at every RCPT.
/// </summary>
internal sealed class MailboxDirectory(SvarDatabase database, TimeProvider time)
{
    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(5);

    private volatile Reading? _reading;

    /// <summary>
    /// Null when the address is none of ours. A sub-address is recognised: <c>kundeservice+token@…</c> leads to
    /// <c>kundeservice@…</c> (RFC 5233).
    /// </summary>
    public async ValueTask<MailboxMatch?> FindAsync(string address, CancellationToken cancel)
    {
        var known = await KnownAsync(cancel);
        var key = AddressKey.Of(address);
        if (known.ByAddress.TryGetValue(key, out var mailbox))
        {
            return new MailboxMatch(mailbox, "");
        }

        var at = key.LastIndexOf('@');
        var plus = key.IndexOf('+', StringComparison.Ordinal);
        return plus > 0 && plus < at && known.ByAddress.TryGetValue(string.Concat(key.AsSpan(0, plus), key.AsSpan(at)), out mailbox)
            ? new MailboxMatch(mailbox, key[(plus + 1)..at])
            : null;
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
        return _reading = new Reading(at, all.ToFrozenDictionary(m => m.Address, StringComparer.Ordinal), all.ToFrozenDictionary(m => m.Id));
    }

    private sealed record Reading(long At, FrozenDictionary<string, Mailbox> ByAddress, FrozenDictionary<long, Mailbox> ById);
}
