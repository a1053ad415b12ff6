using System.Diagnostics.CodeAnalysis;
using System.Text;
using Svar.Mail.Headers;

namespace Svar.Mail.Addresses;

/// <summary>
/// A mailbox as people see it: the display name, and the address with its domain in Unicode. What was read
/// from a mail may lack either; an address without '@' is kept as it stood.
/// </summary>
/// <param name="Name">
/// The display name, decoded; empty when there is none. Read from a mail it holds no characters that nobody sees: marks of direction, blanks without width,
/// controls. It is still the sender's claim.
/// </param>
/// <param name="Address">local-part "@" domain, decoded; the domain in Unicode (RFC 5890 U-labels).</param>
public sealed record MailAddress(string Name, string Address)
{
    /// <summary>An address without a display name.</summary>
    public MailAddress(string address)
        : this("", address)
    {
    }

    /// <summary>What stands before the last '@', or everything.</summary>
    public string LocalPart => Address.LastIndexOf('@') is >= 0 and var at ? Address[..at] : Address;

    /// <summary>What stands after the last '@', in Unicode; empty when there is none.</summary>
    public string Domain => Address.LastIndexOf('@') is >= 0 and var at ? Address[(at + 1)..] : "";

    /// <summary>
    /// The address with its domain in A-labels, as SMTP wants it (RFC 5321 §2.3.5). The local part stays: when
    /// it is not ASCII, only a server with SMTPUTF8 takes it. A domain that no server can have stays as it stands, and is not usable.
    /// </summary>
    public string AsciiAddress =>
        Address.LastIndexOf('@') is >= 0 and var at && DomainName.ToAscii(Address[(at + 1)..]) is { } domain ? string.Concat(Address.AsSpan(0, at + 1), domain) : Address;

    /// <summary>
    /// Whether a mail can be sent to it: local part and domain are there, without white space, unseen characters or brackets outside quotes, at most 254
    /// octets, and the domain is one that can be. Dots at the ends and in a row of the local part are let through, since some networks give them out.
    /// </summary>
    public bool IsUsable => AddressSyntax.IsUsable(Address);

    /// <summary>The same mailbox, whatever the name; case does not count (RFC 5321 §2.4 would let it in the local part, nobody does).</summary>
    public bool IsSameMailbox(MailAddress? other) =>
        other is not null && string.Equals(AsciiAddress, other.AsciiAddress, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads the first address of a text such as <c>Anna &lt;anna@example.com&gt;</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MailAddress? address)
    {
        var found = ParseList(text);
        address = found.Count > 0 && found[0].IsUsable ? found[0] : null;
        return address is not null;
    }

    /// <summary>Reads an address list as found in a header; takes what it can and never throws.</summary>
    public static IReadOnlyList<MailAddress> ParseList(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return AddressParser.Parse(Encoding.UTF8.GetBytes(text), new DefectList(), 0);
    }

    /// <summary>Reads an address list from the bytes of a header value.</summary>
    public static IReadOnlyList<MailAddress> ParseList(ReadOnlySpan<byte> value) => AddressParser.Parse(value, new DefectList(), 0);

    /// <summary>For people: <c>Name &lt;address&gt;</c>. Not for a header, where names are encoded.</summary>
    public override string ToString() => Name.Length == 0 ? Address : $"{Name} <{Address}>";
}
