using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Data;
using Svar.ServiceLevels;

namespace Svar.Conversations;

/// <summary>One clock of a conversation as last computed.</summary>
internal sealed class Promise : IBrandOwned
{
    public long BrandId { get; init; }
    public long ConversationId { get; init; }
    public ClockKind Clock { get; init; }
    public DateTime StartedAt { get; set; }

    /// <summary>By the goal in open hours; null while paused.</summary>
    public DateTime? GoalAt { get; set; }

    /// <summary>By the ceiling in wall-clock hours.</summary>
    public DateTime? CeilingAt { get; set; }

    /// <summary>The earlier of the two: what the customer was promised.</summary>
    public DateTime? DueAt { get; set; }
    public DateTime? MetAt { get; set; }

    /// <summary>As of the last change; see <see cref="StateAt"/>.</summary>
    public PromiseState State { get; set; }

    /// <summary>A clock that ran at the last change may have run out since.</summary>
    public PromiseState StateAt(DateTime now) => State == PromiseState.Running && DueAt < now ? PromiseState.Missed : State;

    internal sealed class Map : IEntityTypeConfiguration<Promise>
    {
        public void Configure(EntityTypeBuilder<Promise> builder)
        {
            builder.HasKey(p => new { p.ConversationId, p.Clock });
            builder.HasOne<Conversation>().WithMany()
                .HasForeignKey(p => new { p.BrandId, p.ConversationId }).HasPrincipalKey(c => new { c.BrandId, c.Id })
                .OnDelete(DeleteBehavior.Cascade);
        }
    }
}
