using Svar.Mail.Messages;
using Svar.Mail.Replies;

namespace Svar.Intake.Reading;

/// <summary>A received mail, read: all that needs its bytes, done outside the transaction.</summary>
/// <param name="Text">The plain reading of the whole body.</param>
/// <param name="Parts">How <paramref name="Text"/> divides.</param>
/// <param name="Defect">Why it could not be read at all; then the other fields are what the envelope tells.</param>
internal sealed record ReadMail(
    PendingMail Pending,
    MailMessage? Message,
    ArrivedMail Arrived,
    string AuthorName,
    string AuthorAddress,
    string Text,
    string Parts,
    string NewWords,
    string Language,
    string Subject,
    string? Defect = null)
{
    /// <summary>Another address than the author's at which they ask to be answered; never a list's.</summary>
    public string? ReplyTo { get; init; }
}

/// <summary>A row of the ledger that waits for Intake, with its bytes.</summary>
/// <param name="IsDamaged">Its bytes are there and cannot be put together; <paramref name="Raw"/> is empty.</param>
internal sealed record PendingMail(
    long Id, long BrandId, long MailboxId, long ContentId, byte[] Hash, DateTime ReceivedAt, Mailboxes.Receiving.MailSource Source, string? EnvelopeFrom, string EnvelopeTo, bool IsTest, byte[] Raw, bool IsDamaged = false)
{
    /// <summary>Staff want it as a conversation.</summary>
    public bool IsWanted { get; init; }

    /// <summary>When the first server that is the company's had it: the customer waits since then.</summary>
    public required DateTime ArrivedAt { get; init; }
}
