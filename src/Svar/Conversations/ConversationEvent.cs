using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Accounts;
using Svar.Data;

namespace Svar.Conversations;

/// <summary>What can happen in a conversation. The first eight move its clocks; the others are history.</summary>
internal enum EventKind
{
    CustomerWrote = 1,

    /// <summary>The mail server accepted a personal answer; or a call in which the customer was answered was logged.</summary>
    Answered = 2,
    ReceiptSent = 3,
    NoteWritten = 4,

    /// <summary>Staff said that it is the customer's turn.</summary>
    SetWaiting = 5,
    Resolved = 6,
    Reopened = 7,

    /// <summary>An answer was refused or came back: as if it had never been given.</summary>
    AnswerFailed = 8,

    Assigned = 20,
    PriorityChanged = 21,
    KindChanged = 22,
    Tagged = 23,
    Untagged = 24,
    MarkedSpam = 25,
    NotSpam = 26,
    AnswerWritten = 27,
    AnswerUndone = 28,
    AutomaticMailCame = 29,
    MailJoined = 30,
}

/// <summary>Something that happened in a conversation, when, and by whom. Clocks are computed from these rows alone.</summary>
internal sealed class ConversationEvent : IBrandOwned
{
    public long Id { get; init; }
    public long BrandId { get; init; }
    public long ConversationId { get; set; }
    public DateTime At { get; init; }
    public EventKind Kind { get; init; }

    /// <summary>Null: the customer, or Svar itself.</summary>
    public long? StaffId { get; init; }
    public long? MessageId { get; init; }

    /// <summary>The new value, where there is one; of a step that can be taken back, the <see cref="StateBefore"/>.</summary>
    public string? Detail { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ConversationEvent>
    {
        public void Configure(EntityTypeBuilder<ConversationEvent> builder)
        {
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.HasIndex(e => new { e.ConversationId, e.Id });
            builder.HasOne<Conversation>().WithMany()
                .HasForeignKey(e => new { e.BrandId, e.ConversationId }).HasPrincipalKey(c => new { c.BrandId, c.Id })
                .OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Staff>().WithMany().HasForeignKey(e => e.StaffId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
