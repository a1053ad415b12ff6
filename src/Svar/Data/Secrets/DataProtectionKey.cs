using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Svar.Data.Secrets;

/// <summary>A key by which sessions and antiforgery tokens are made; its secret part is encrypted by the master key.</summary>
internal sealed class DataProtectionKey
{
    public required string Name { get; init; }

    /// <summary>As the framework writes it.</summary>
    public required string Xml { get; init; }
    public DateTime CreatedAt { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<DataProtectionKey>
    {
        public void Configure(EntityTypeBuilder<DataProtectionKey> builder) => builder.HasKey(k => k.Name);
    }
}
