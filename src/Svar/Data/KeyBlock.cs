using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Svar.Data;

/// <summary>A counter of <see cref="KeyBlocks"/>: the next number that is free.</summary>
internal sealed class KeyBlock
{
    public required string Name { get; init; }
    public long Next { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<KeyBlock>
    {
        public void Configure(EntityTypeBuilder<KeyBlock> builder) => builder.HasKey(k => k.Name);
    }
}
