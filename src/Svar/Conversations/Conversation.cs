using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Accounts;
using Svar.Brands;
using Svar.Customers;
using Svar.Data;
using Svar.Mailboxes;

namespace Svar.Conversations;

internal enum ConversationStatus
{
    /// <summary>It is our turn.</summary>
    Open = 1,

    /// <summary>It is the customer's turn.</summary>
    Waiting = 2,
    Resolved = 3,
    Spam = 4,
}

/// <summary>What a conversation is about, in the widest sense.</summary>
internal enum ConversationKind
{
    Other = 0,
    Question = 1,
    Complaint = 2,
    Compliment = 3,
    Suggestion = 4,
}

internal enum Priority
{
    Low = 1,
    Normal = 2,
    High = 3,
    Urgent = 4,
}

internal enum Channel
{
    Email = 1,
    Form = 2,
    Phone = 3,
    Post = 4,
}

/// <summary>All that a customer and a brand write to each other about one matter.</summary>
internal sealed class Conversation : IBrandOwned, IVersioned
{
    /// <summary>Stands in <see cref="NextDueAt"/> when no clock is running, so that the queue sorts the same on every engine.</summary>
    public static readonly DateTime NothingDue = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public long Id { get; init; }
    public long BrandId { get; init; }

    /// <summary>The running number within the brand: 1042 of <c>FF-1042</c>.</summary>
    public long Number { get; init; }

    /// <summary>128 random bits in the reply address: whoever writes to it was given it. Lower-case base 32.</summary>
    public required string ReplyToken { get; init; }

    /// <summary>128 random bits in the address of the customer's own page.</summary>
    public required string CaseSecret { get; init; }
    public long CustomerId { get; set; }
    public long MailboxId { get; init; }
    public Channel Channel { get; init; }
    public required string Subject { get; set; }

    /// <summary>The first words of the last message, for lists.</summary>
    public string Snippet { get; set; } = "";
    public ConversationStatus Status { get; set; } = ConversationStatus.Open;
    public ConversationKind Kind { get; set; }
    public Priority Priority { get; set; } = Priority.Normal;

    /// <summary>ISO 639-1, or 'und'.</summary>
    public string Language { get; set; } = "und";
    public long? AssigneeId { get; set; }
    public DateTime CreatedAt { get; init; }
    public DateTime LastMessageAt { get; set; }

    /// <summary>The earliest due time of its running clocks; <see cref="NothingDue"/> when none runs.</summary>
    public DateTime NextDueAt { get; set; } = NothingDue;
    public bool IsTest { get; init; }
    public int Version { get; set; }

    public static string Reference(string prefix, long number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{number}");

    internal sealed class Map : IEntityTypeConfiguration<Conversation>
    {
        public void Configure(EntityTypeBuilder<Conversation> builder)
        {
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.HasAlternateKey(c => new { c.BrandId, c.Id });
            builder.HasIndex(c => new { c.BrandId, c.Number }).IsUnique();
            builder.HasIndex(c => c.ReplyToken).IsUnique();
            builder.HasIndex(c => c.CaseSecret).IsUnique();
            builder.HasIndex(c => new { c.NextDueAt, c.Id });
            builder.HasIndex(c => new { c.Status, c.NextDueAt, c.Id });
            builder.HasIndex(c => new { c.Status, c.LastMessageAt, c.Id });
            builder.HasIndex(c => new { c.AssigneeId, c.Status, c.NextDueAt, c.Id });
            builder.HasIndex(c => new { c.CustomerId, c.LastMessageAt });
            builder.HasOne<Brand>().WithMany().HasForeignKey(c => c.BrandId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Customer>().WithMany()
                .HasForeignKey(c => new { c.BrandId, c.CustomerId }).HasPrincipalKey(c => new { c.BrandId, c.Id })
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Mailbox>().WithMany()
                .HasForeignKey(c => new { c.BrandId, c.MailboxId }).HasPrincipalKey(m => new { m.BrandId, m.Id })
                .OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<Staff>().WithMany().HasForeignKey(c => c.AssigneeId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}

/// <summary>A word that staff put on a conversation.</summary>
internal sealed class ConversationTag : IBrandOwned
{
    public long BrandId { get; init; }
    public long ConversationId { get; init; }
    public required string Tag { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ConversationTag>
    {
        public void Configure(EntityTypeBuilder<ConversationTag> builder)
        {
            builder.HasKey(t => new { t.ConversationId, t.Tag });
            builder.HasIndex(t => new { t.BrandId, t.Tag });
            builder.HasOne<Conversation>().WithMany()
                .HasForeignKey(t => new { t.BrandId, t.ConversationId }).HasPrincipalKey(c => new { c.BrandId, c.Id })
                .OnDelete(DeleteBehavior.Cascade);
        }
    }
}
