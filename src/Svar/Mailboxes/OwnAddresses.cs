using System.Collections.Frozen;
using Svar.Brands;

namespace Svar.Mailboxes;

/// <summary>A mailbox that an address leads to, and what stood behind the plus sign of it.</summary>
internal readonly record struct MailboxMatch(Mailbox Mailbox, string Detail);

/// <summary>Which addresses are ours: the one answer to that question, for the door, for Intake and for answers.</summary>
internal sealed class OwnAddresses
{
    private readonly FrozenDictionary<string, Mailbox> _byAddress;
    private readonly FrozenDictionary<string, Mailbox> _defaultOfDomain;
    private readonly Mailbox? _default;

    public OwnAddresses(IEnumerable<Mailbox> mailboxes)
    {
        var all = mailboxes.OrderByDescending(m => m.IsDefault).ThenBy(m => m.Id).ToList();
        _byAddress = all.ToFrozenDictionary(m => m.Address, StringComparer.Ordinal);
        _defaultOfDomain = all.DistinctBy(m => DomainOf(m.Address), StringComparer.Ordinal).ToFrozenDictionary(m => DomainOf(m.Address), StringComparer.Ordinal);
        _default = all.FirstOrDefault();
    }

    /// <summary>
    /// Null when it is none of ours. A sub-address is recognised: <c>kundeservice+token@…</c> leads to <c>kundeservice@…</c> (RFC 5233). A mailbox may
    /// have a plus of its own, so the longest name that there is counts.
    /// </summary>
    /// <param name="key">In the spelling of <see cref="AddressKey"/>.</param>
    public MailboxMatch? Find(string key)
    {
        if (_byAddress.TryGetValue(key, out var mailbox))
        {
            return new MailboxMatch(mailbox, "");
        }

        var at = key.LastIndexOf('@');
        for (var plus = LastPlus(key, at); plus > 0; plus = LastPlus(key, plus))
        {
            if (_byAddress.TryGetValue(string.Concat(key.AsSpan(0, plus), key.AsSpan(at)), out mailbox))
            {
                return new MailboxMatch(mailbox, key[(plus + 1)..at]);
            }
        }

        return null;
    }

    /// <summary>A mailbox of the house, with or without a detail.</summary>
    public bool Contains(string key) => Find(key) is not null;

    /// <summary>Some mailbox of ours is in it.</summary>
    public bool IsDomain(string domain) => _defaultOfDomain.ContainsKey(domain);

    public bool IsInOurDomain(string key) => IsDomain(DomainOf(key));

    /// <summary>
    /// RFC 5321 §4.5.1: mail to the postmaster reaches somebody, also without a domain and in any case of letters. It goes to the default mailbox of
    /// the domain, else of the house.
    /// </summary>
    /// <param name="key">In the spelling of <see cref="AddressKey"/>.</param>
    /// <param name="host">The name of this host, whose postmaster we are too.</param>
    public Mailbox? FindPostmaster(string key, string host)
    {
        const string Postmaster = "postmaster";
        return key == Postmaster ? _default
            : !key.StartsWith(Postmaster + "@", StringComparison.Ordinal) ? null
            : _defaultOfDomain.TryGetValue(DomainOf(key), out var mailbox) ? mailbox
            : string.Equals(DomainOf(key), host, StringComparison.OrdinalIgnoreCase) ? _default
            : null;
    }

    /// <summary>What stands behind the last plus of the local part; empty when there is none. That of an answer to us is a token, which holds no plus.</summary>
    public static string DetailOf(string address)
    {
        var at = address.LastIndexOf('@');
        var plus = LastPlus(address, at);
        return plus < 0 ? "" : address[(plus + 1)..at];
    }

    private static string DomainOf(string key) => key[(key.LastIndexOf('@') + 1)..];

    private static int LastPlus(string address, int before) => before <= 0 ? -1 : address.LastIndexOf('+', before - 1);
}
