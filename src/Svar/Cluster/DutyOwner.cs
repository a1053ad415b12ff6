using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Svar.Cluster;

/// <summary>Which node holds a duty, in which term. Only PostgreSQL's rows are used.</summary>
internal sealed class DutyOwner
{
    public required string Name { get; init; }
    public long Epoch { get; set; }

    /// <summary>Machine and process, for people.</summary>
    public required string Node { get; set; }
    public DateTime Since { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<DutyOwner>
    {
        public void Configure(EntityTypeBuilder<DutyOwner> builder) => builder.HasKey(d => d.Name);
    }
}
