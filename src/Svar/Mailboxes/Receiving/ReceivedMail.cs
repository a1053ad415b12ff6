using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Data;
using Svar.Mailboxes.Contents;

namespace Svar.Mailboxes.Receiving;

/// <summary>By which door a mail came.</summary>
internal enum MailSource
{
    Smtp = 1,
    Http = 2,
    Form = 3,
    Imap = 4,
    Demo = 5,
}

internal enum ReceivedState
{
    /// <summary>Durable, not yet looked at by Intake.</summary>
    Pending = 1,

    /// <summary>Became a message, or an event of one.</summary>
    TakenIn = 2,

    /// <summary>Kept, and on purpose no message: <see cref="ReceivedMail.Reason"/> says why. Staff can make it a conversation.</summary>
    SetAside = 3,

    /// <summary>Intake failed on it: <see cref="ReceivedMail.Reason"/> says how. Tried again by hand.</summary>
    Failed = 4,
}

/// <summary>
/// A mail as it arrived at one of our mailboxes: the row of the ledger. Committed with its raw bytes before the
/// sender is told that we have it; never deleted.
/// </summary>
internal sealed class ReceivedMail : IBrandOwned
{
    /// <summary>Stands in <see cref="Outcome"/> of a mail that waits and that staff want as a conversation, whatever it is.</summary>
    public const string AsConversation = "as-conversation";

    /// <summary>Stands in <see cref="Outcome"/> of a mail that another mailbox of the brand had too, and that is a message there.</summary>
    public const string SameMail = "same-mail";

    public long Id { get; init; }
    public long BrandId { get; init; }
    public long MailboxId { get; init; }
    public long ContentId { get; init; }

    /// <summary>SHA-256 of the bytes before our own trace header. With the mailbox it tells a repeat within five days.</summary>
    public required byte[] Hash { get; init; }
    public DateTime ReceivedAt { get; init; }

    /// <summary>When the server that we fetched it from had taken it in, where that is earlier: the customer has waited since then. Null: when we received it.</summary>
    public DateTime? ArrivedAt { get; init; }
    public MailSource Source { get; init; }

    /// <summary>RFC 5321 reverse-path; empty for the null sender, null when the door knows none.</summary>
    public string? EnvelopeFrom { get; init; }

    /// <summary>The forward-path as given, with its detail (<c>kundeservice+token@…</c>).</summary>
    public required string EnvelopeTo { get; init; }

    /// <summary>Our trace header, RFC 5321 §4.4, kept apart from the bytes so that the same bytes stay the same.</summary>
    public required string Trace { get; init; }

    /// <summary>What a study or a test sent: left out of every figure.</summary>
    public bool IsTest { get; init; }
    public ReceivedState State { get; set; }
    public DateTime? TakenInAt { get; set; }

    /// <summary>What Intake decided: 'new', 'reply', 'bounce', 'auto-reply', 'loop', 'same-mail', 'unreadable' …</summary>
    public string? Outcome { get; set; }

    /// <summary>Why it was set aside, or how it failed.</summary>
    public string? Reason { get; set; }

    /// <summary>How often the same bytes came to the same mailbox again.</summary>
    public int Repeats { get; set; }

    /// <summary>The conversation that it went to.</summary>
    public long? ConversationId { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ReceivedMail>
    {
        public void Configure(EntityTypeBuilder<ReceivedMail> builder)
        {
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.HasIndex(m => new { m.MailboxId, m.Hash });
            builder.HasIndex(m => m.ContentId);
            builder.HasIndex([nameof(State), nameof(Id)], "IX_ReceivedMail_Pending").HasFilter("\"State\" = 1");
            builder.HasIndex([nameof(State), nameof(Id)], "IX_ReceivedMail_NotTakenIn").HasFilter("\"State\" >= 3");
            builder.HasOne<Content>().WithMany().HasForeignKey(m => m.ContentId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Mailbox>().WithMany()
                .HasForeignKey(m => new { m.BrandId, m.MailboxId }).HasPrincipalKey(b => new { b.BrandId, b.Id })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
