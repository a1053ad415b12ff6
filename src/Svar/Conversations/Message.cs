using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Data;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;

namespace Svar.Conversations;

internal enum Direction
{
    In = 1,
    Out = 2,
    Note = 3,
}

/// <summary>How far an answer has got.</summary>
internal enum Delivery
{
    /// <summary>Not a mail that goes out.</summary>
    None = 0,
    Waiting = 1,

    /// <summary>Accepted by the mail server.</summary>
    Sent = 2,
    Refused = 3,

    /// <summary>Accepted, and came back.</summary>
    Bounced = 4,

    /// <summary>Taken back within the undo window.</summary>
    Undone = 5,
}

internal enum AfterAnswer
{
    StaysOpen = 0,
    Wait = 1,
    Resolve = 2,
}

/// <summary>
/// One mail, form letter, logged call, logged letter or note of a conversation. Its key is also its row in the
/// full-text index.
/// </summary>
internal sealed class Message : IBrandOwned
{
    public long Id { get; init; }
    public long BrandId { get; init; }
    public long ConversationId { get; set; }
    public Direction Direction { get; init; }
    public Channel Channel { get; init; }
    public DateTime At { get; init; }
    public string FromName { get; init; } = "";
    public string FromAddress { get; init; } = "";

    /// <summary>Header addresses, one a line: <c>Name &lt;address&gt;</c>.</summary>
    public string To { get; init; } = "";
    public string Cc { get; init; } = "";

    /// <summary>Another address at which the writer is answered; null: where they wrote from.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Who of the staff wrote it; null for a customer.</summary>
    public long? StaffId { get; init; }
    public string Subject { get; init; } = "";

    /// <summary>The whole plain reading, new words and history.</summary>
    public required string Text { get; init; }

    /// <summary>How <see cref="Text"/> divides: <c>r120q400s30</c> = 120 UTF-16 units of new words, then 400 of history, then 30 of signature. Empty: all new.</summary>
    public string Parts { get; init; } = "";

    /// <summary>Markup of an answer written here; a mail's own markup is cleaned from its raw bytes when it is shown.</summary>
    public string? Html { get; init; }
    public bool HasHtml { get; init; }

    /// <summary>As in the header, without its angle brackets; empty when it had none. Data, not a key.</summary>
    public string MessageIdHeader { get; init; } = "";

    /// <summary>Of <see cref="MessageIdHeader"/>, for look-up; 0 when empty.</summary>
    public long MessageIdHash { get; init; }

    /// <summary>The mail it came as.</summary>
    public long? ReceivedMailId { get; init; }

    /// <summary>The raw mail's bytes.</summary>
    public long? ContentId { get; init; }

    /// <summary>An out-of-office or the like: shown, and no clock heeds it.</summary>
    public bool IsAutomatic { get; init; }
    public Delivery Delivery { get; set; }

    /// <summary>What an answer makes of the conversation once it is accepted.</summary>
    public AfterAnswer Then { get; init; }

    /// <summary>What the mail server said of it, or how it came back.</summary>
    public string? DeliveryAnswer { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Message>
    {
        public void Configure(EntityTypeBuilder<Message> builder)
        {
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.HasIndex(m => new { m.ConversationId, m.Id });
            builder.HasIndex(m => new { m.BrandId, m.MessageIdHash });
            builder.HasIndex(m => m.ReceivedMailId).IsUnique();
            builder.HasOne<Conversation>().WithMany()
                .HasForeignKey(m => new { m.BrandId, m.ConversationId }).HasPrincipalKey(c => new { c.BrandId, c.Id })
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<ReceivedMail>().WithMany().HasForeignKey(m => m.ReceivedMailId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Content>().WithMany().HasForeignKey(m => m.ContentId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A file of a message: a part of the raw mail, or a content of its own (a file sent from the desk).</summary>
internal sealed class MessageAttachment : IBrandOwned
{
    public long Id { get; init; }
    public long BrandId { get; init; }
    public long MessageId { get; init; }

    /// <summary>0, 1, 2 … in the mail's order.</summary>
    public int Number { get; init; }

    /// <summary>Safe as a file name.</summary>
    public required string Name { get; init; }
    public required string ContentType { get; init; }

    /// <summary>Octets after decoding.</summary>
    public long Size { get; init; }

    /// <summary>Shown within the text by <c>cid:</c>.</summary>
    public bool IsInline { get; init; }

    /// <summary>Without angle brackets; RFC 2392.</summary>
    public string? ContentIdHeader { get; init; }

    /// <summary>A file kept by itself; null: it is the <see cref="Number"/>th attachment in the message's raw mail.</summary>
    public long? ContentId { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<MessageAttachment>
    {
        public void Configure(EntityTypeBuilder<MessageAttachment> builder)
        {
            builder.Property(a => a.Id).ValueGeneratedNever();
            builder.HasIndex(a => new { a.MessageId, a.Number }).IsUnique();
            builder.HasOne<Message>().WithMany().HasForeignKey(a => a.MessageId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Content>().WithMany().HasForeignKey(a => a.ContentId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
