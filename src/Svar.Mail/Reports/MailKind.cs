namespace Svar.Mail.Reports;

/// <summary>What sort of mail it is: written by a person, or by a machine, and then about what.</summary>
public enum MailKind
{
    /// <summary>Written by somebody, as far as one can tell.</summary>
    Message,

    /// <summary>Out-of-office and other answers that nobody wrote (RFC 3834).</summary>
    AutoReply,

    /// <summary>Mail that was sent did not arrive, and will not (RFC 3464 and the many other forms).</summary>
    Bounce,

    /// <summary>Mail that was sent has not arrived yet; the server goes on trying.</summary>
    Delay,

    /// <summary>The mail was read, or deleted unread (RFC 8098), or it was delivered as it should be (RFC 3464: delivered, relayed, expanded).</summary>
    ReadReceipt,

    /// <summary>Somebody complained, or authentication failed (RFC 5965).</summary>
    FeedbackReport,

    /// <summary>Sent to a list (RFC 2919, RFC 2369), or in bulk.</summary>
    List,

    /// <summary>An invitation or an answer to one (RFC 6047).</summary>
    Calendar,
}

/// <summary>Why a mail did not arrive.</summary>
public enum BounceReason
{
    /// <summary>It is not said in a way that is understood.</summary>
    Unknown,

    /// <summary>No such mailbox, or it moved away.</summary>
    UnknownUser,

    /// <summary>No such domain, or one that takes no mail (RFC 7505).</summary>
    UnknownHost,

    /// <summary>Over its quota.</summary>
    MailboxFull,

    /// <summary>The mailbox exists but is switched off.</summary>
    Suspended,

    /// <summary>The mail is larger than the server or the mailbox takes.</summary>
    TooBig,

    /// <summary>A rule of the receiving side: the sender, the recipient's own filter, a missing permission, a relay.</summary>
    Policy,

    /// <summary>Taken for spam by its content.</summary>
    Spam,

    /// <summary>SPF, DKIM or DMARC failed.</summary>
    Authentication,

    /// <summary>The sending server is refused: block lists, reputation, missing reverse DNS.</summary>
    Blocked,

    /// <summary>Too much at once.</summary>
    RateLimited,

    /// <summary>Refused for now, to see whether it is tried again.</summary>
    Greylisted,

    /// <summary>Tried for days in vain.</summary>
    Expired,

    /// <summary>The connection or the name lookup failed.</summary>
    Network,

    /// <summary>The mail goes round in circles.</summary>
    Loop,

    /// <summary>Something in the mail: an attachment, a virus, a header that breaks the rules.</summary>
    Content,

    /// <summary>A fault of the server itself.</summary>
    System,
}

/// <summary>The names by which kinds and reasons are known outside.</summary>
public static class ReportNames
{
    /// <summary>'auto-reply', 'read-receipt', …</summary>
    public static string Name(this MailKind kind) => Dashed(kind.ToString());

    /// <summary>'unknown-user', 'mailbox-full', …</summary>
    public static string Name(this BounceReason reason) => Dashed(reason.ToString());

    private static string Dashed(string name)
    {
        var dashed = new System.Text.StringBuilder(name.Length + 2);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && dashed.Length > 0)
            {
                dashed.Append('-');
            }

            dashed.Append(char.ToLowerInvariant(c));
        }

        return dashed.ToString();
    }
}
