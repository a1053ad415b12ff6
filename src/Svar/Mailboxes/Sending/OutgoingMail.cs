using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Mailboxes.Contents;

namespace Svar.Mailboxes.Sending;

internal enum OutgoingState
{
    /// <summary>In the outbox; goes out when <see cref="OutgoingMail.NextTryAt"/> has come.</summary>
    Waiting = 1,

    /// <summary>Claimed by a node that is talking to the server.</summary>
    Sending = 2,
    Sent = 3,

    /// <summary>A permanent refusal, or three days of temporary ones: told to the agent.</summary>
    Refused = 4,

    /// <summary>Taken back within the undo window; never left the house.</summary>
    Undone = 5,
}

/// <summary>What a mail that goes out is, seen by who wrote it.</summary>
internal enum OutgoingKind
{
    /// <summary>A personal answer.</summary>
    Answer = 1,

    /// <summary>The automatic receipt with reference and promised time.</summary>
    Receipt = 2,

    /// <summary>Accounts: invitations and resets.</summary>
    Account = 3,

    /// <summary>To staff.</summary>
    Notice = 4,
}

/// <summary>
/// A mail on its way out. Written in the same save as what it belongs to; its Message-ID is fixed here, before the
/// first try, so that a repeat is recognisably the same mail.
/// </summary>
internal sealed class OutgoingMail
{
    public long Id { get; init; }

    /// <summary>Null for mail of the system itself (an invitation).</summary>
    public long? BrandId { get; init; }
    public OutgoingKind Kind { get; init; }
    public long? ConversationId { get; init; }

    /// <summary>The message of the thread that this carries; null for a receipt or a system mail.</summary>
    public long? MessageId { get; init; }

    /// <summary>Reverse-path: where bounces go.</summary>
    public required string EnvelopeFrom { get; init; }

    /// <summary>Forward-paths, a line each: a quoted local part may hold anything else. Of those that the server has taken already, none.</summary>
    public required string EnvelopeTo { get; set; }

    public static string Lines(IEnumerable<string> addresses) => string.Join('\n', addresses);

    public IReadOnlyList<string> Recipients() => EnvelopeTo.Split('\n');

    /// <summary>Without angle brackets.</summary>
    public required string MessageIdHeader { get; init; }
    public required string Subject { get; init; }

    /// <summary>The whole mail, composed.</summary>
    public long ContentId { get; init; }
    public DateTime CreatedAt { get; init; }
    public OutgoingState State { get; set; }

    /// <summary>Not before: the end of the undo window, then the growing waits.</summary>
    public DateTime NextTryAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>What the server said last, or how the dialogue broke.</summary>
    public string? LastAnswer { get; set; }
    public DateTime? SentAt { get; set; }

    /// <summary>Who is sending it, and when that was last said: an old claim is taken over.</summary>
    public string? ClaimedBy { get; set; }
    public DateTime? ClaimedAt { get; set; }
    public bool IsTest { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<OutgoingMail>
    {
        public void Configure(EntityTypeBuilder<OutgoingMail> builder)
        {
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.HasIndex(m => m.NextTryAt).HasFilter("\"State\" <= 2");
            builder.HasIndex(m => m.MessageIdHeader).IsUnique();
            builder.HasIndex(m => m.ConversationId);
            builder.HasIndex(m => new { m.EnvelopeTo, m.CreatedAt }).HasFilter("\"Kind\" = 2");
            builder.HasOne<Content>().WithMany().HasForeignKey(m => m.ContentId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
