namespace Svar.Mail.Imap;

/// <summary>A mailbox on the server.</summary>
/// <param name="Name">As people read it; parts are joined by <paramref name="Separator"/>.</param>
/// <param name="Separator">Null: names have no parts here.</param>
/// <param name="Attributes">As the server wrote them, such as <c>\Noselect</c> and <c>\Sent</c> (RFC 6154).</param>
public sealed record ImapFolder(string Name, char? Separator, IReadOnlyList<string> Attributes)
{
    public bool CanSelect => !Has("\\Noselect") && !Has("\\NonExistent");

    /// <summary>One of the server's special folders: <c>\Sent</c>, <c>\Trash</c>, <c>\Junk</c>, <c>\Archive</c>, <c>\Drafts</c>.</summary>
    public bool Has(string attribute) => Attributes.Contains(attribute, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A mailbox that has been opened.</summary>
/// <param name="UidValidity">While it stays the same, a UID means the same message for ever (RFC 9051 §2.3.1.1). 0: the server has told none.</param>
/// <param name="UidNext">Messages that arrive from now on have this UID or a higher one; 0 when the server does not say.</param>
/// <param name="Exists">Messages in it.</param>
public sealed record ImapSelected(string Name, uint UidValidity, uint UidNext, uint Exists, bool IsReadOnly)
{
    /// <summary>
    /// UIDs may be kept beyond this connection. Not when the server tells no UIDVALIDITY, or 0, or says UIDNOTSTICKY (RFC 9051 §7.1): then each connection begins anew, whatever numbers are alike.
    /// </summary>
    public bool HasLastingUids { get; init; }
}
