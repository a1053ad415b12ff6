using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Svar.Web.Api;

/// <summary>A call that came with an <c>Idempotency-Key</c>, and how it was answered. Kept for a day.</summary>
internal sealed class IdempotentCall
{
    /// <summary>Keys of different people have nothing to do with each other.</summary>
    public long StaffId { get; init; }

    /// <summary>Method and path.</summary>
    public required string Route { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 of the body: another body under the same key is a mistake of the caller.</summary>
    public required byte[] BodyHash { get; init; }
    public DateTime StartedAt { get; init; }

    /// <summary>Null while the call is under way; and for ever when the process ended before it was answered.</summary>
    public int? Status { get; set; }
    public string? Body { get; set; }
    public string? Location { get; set; }
    public string? ETag { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<IdempotentCall>
    {
        public void Configure(EntityTypeBuilder<IdempotentCall> builder)
        {
            builder.HasKey(c => new { c.StaffId, c.Route, c.Key });
            builder.HasIndex(c => c.StartedAt);
        }
    }
}
