using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Accounts;
using Svar.Conversations;
using Svar.Data;

namespace Svar.Desk.Drafts;

internal enum DraftMode
{
    Reply = 1,
    Note = 2,
}

/// <summary>What somebody is writing in a conversation and has not sent.</summary>
internal sealed class Draft : IBrandOwned
{
    public const int LongestText = 200_000;

    public long Id { get; init; }
    public long BrandId { get; init; }
    public long ConversationId { get; init; }
    public long StaffId { get; init; }
    public DraftMode Mode { get; init; }
    public required string Text { get; set; }
    public DateTime UpdatedAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Draft>
    {
        public void Configure(EntityTypeBuilder<Draft> builder)
        {
            builder.Property(d => d.Id).ValueGeneratedNever();
            builder.HasIndex(d => new { d.ConversationId, d.StaffId, d.Mode }).IsUnique();
            builder.HasOne<Conversation>().WithMany()
                .HasForeignKey(d => new { d.BrandId, d.ConversationId }).HasPrincipalKey(c => new { c.BrandId, c.Id })
                .OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<Staff>().WithMany().HasForeignKey(d => d.StaffId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
