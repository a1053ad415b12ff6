using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Brands;
using Svar.Data;

namespace Svar.ServiceLevels;

/// <summary>
/// How fast a brand wants to answer. The conditions that are set must all hold; of the targets whose conditions
/// hold, the most specific counts. Durations are ISO 8601, goals in open time, ceilings on the wall clock.
/// </summary>
internal sealed class TargetRule : IBrandOwned
{
    public long Id { get; init; }
    public long BrandId { get; init; }

    /// <summary>A conversation's kind by its number; null: any.</summary>
    public int? Kind { get; set; }

    /// <summary>A conversation's priority by its number; null: any.</summary>
    public int? Priority { get; set; }
    public string? CustomerGroup { get; set; }

    public required string FirstWithin { get; set; }

    /// <summary>At most PT24H unless <see cref="CeilingReason"/> says why not.</summary>
    public string FirstCeiling { get; set; } = "PT24H";
    public string? NextWithin { get; set; }
    public string? NextCeiling { get; set; }
    public string? ResolutionWithin { get; set; }
    public string? ResolutionCeiling { get; set; }

    /// <summary>Why the first answer may take longer than 24 hours; shown in the report.</summary>
    public string? CeilingReason { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<TargetRule>
    {
        public void Configure(EntityTypeBuilder<TargetRule> builder)
        {
            builder.Property(t => t.Id).ValueGeneratedNever();
            builder.HasIndex(t => new { t.BrandId, t.Kind, t.Priority, t.CustomerGroup }).IsUnique();
            builder.HasOne<Brand>().WithMany().HasForeignKey(t => t.BrandId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
