using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Brands;
using Svar.Cluster;
using Svar.Data;

namespace Svar.ServiceLevels;

/// <summary>
/// The hours or targets of a brand were changed while clocks ran. Written in the save that changes them, and taken away
/// when every running clock of the brand has been computed anew: a node that dies between leaves it to the next.
/// </summary>
internal sealed class ChangedLevel : IBrandOwned
{
    public long Id { get; init; }
    public long BrandId { get; init; }
    public DateTime At { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ChangedLevel>
    {
        public void Configure(EntityTypeBuilder<ChangedLevel> builder)
        {
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.HasOne<Brand>().WithMany().HasForeignKey(c => c.BrandId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>Notes such changes, and tells whoever computes clocks.</summary>
internal sealed class ChangedLevels(Nudges nudges)
{
    public static void Note(SvarDb db, long brandId, DateTime now) => db.Add(new ChangedLevel { Id = db.NextKey(), BrandId = brandId, At = now });

    public void Tell() => nudges.Publish(new Nudge(NudgeTopic.Settings, 0, 0));
}
