using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Conversations;
using Svar.Data;

namespace Svar.Intake.Threading;

/// <summary>
/// A mail that was referred to and is not here: when it arrives late, it joins the conversation that its answer
/// opened. Rows are dropped when they are old.
/// </summary>
internal sealed class AwaitedAncestor : IBrandOwned
{
    public long BrandId { get; init; }

    /// <summary>Of the Message-ID that is awaited, see <see cref="Message.MessageIdHash"/>.</summary>
    public long MessageIdHash { get; init; }
    public long ConversationId { get; init; }
    public DateTime Since { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<AwaitedAncestor>
    {
        public void Configure(EntityTypeBuilder<AwaitedAncestor> builder)
        {
            builder.HasKey(a => new { a.BrandId, a.MessageIdHash, a.ConversationId });
            builder.HasOne<Conversation>().WithMany()
                .HasForeignKey(a => new { a.BrandId, a.ConversationId }).HasPrincipalKey(c => new { c.BrandId, c.Id })
                .OnDelete(DeleteBehavior.Cascade);
        }
    }
}
