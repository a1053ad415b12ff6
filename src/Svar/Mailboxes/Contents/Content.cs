using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Svar.Mailboxes.Contents;

/// <summary>
/// Bytes that are kept: a raw mail, or a file that an agent attached. Each content is kept once, whoever refers to
/// it, found by its hash; it belongs to no brand by itself, and is reached only through a row that does.
/// </summary>
internal sealed class Content
{
    public long Id { get; init; }

    /// <summary>SHA-256 of the bytes as they came, 32 octets.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Octets before compression.</summary>
    public long Length { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<Content>
    {
        public void Configure(EntityTypeBuilder<Content> builder)
        {
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.HasIndex(c => c.Hash).IsUnique();
        }
    }
}

/// <summary>A piece of a content: at most 256 KB of its bytes, compressed by itself so that a reader streams.</summary>
internal sealed class ContentPiece
{
    public long ContentId { get; init; }

    /// <summary>0, 1, 2 … in order.</summary>
    public int Number { get; init; }

    /// <summary>Brotli of the piece.</summary>
    public required byte[] Bytes { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<ContentPiece>
    {
        public void Configure(EntityTypeBuilder<ContentPiece> builder)
        {
            builder.HasKey(p => new { p.ContentId, p.Number });
            builder.HasOne<Content>().WithMany().HasForeignKey(p => p.ContentId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
