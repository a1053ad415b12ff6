using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Svar.Accounts.Tokens;

/// <summary>
/// Lets a program act as the person who made it, with at most the roles it was given and at most those its owner still
/// has. The token itself is shown once; its SHA-256 is kept.
/// </summary>
internal sealed class ApiToken
{
    public const string Prefix = "svar_";
    public const int LongestName = 60;

    public long Id { get; init; }
    public long StaffId { get; init; }

    /// <summary>What it is for, in its owner's words: 'Web shop'.</summary>
    public required string Name { get; init; }
    public required byte[] Hash { get; init; }

    /// <summary>Its last four characters, by which its owner tells it from the others.</summary>
    public required string Ending { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime? ExpiresAt { get; init; }
    public DateTime? RevokedAt { get; set; }

    /// <summary>To within <see cref="UseNotedWithin"/>.</summary>
    public DateTime? LastUsedAt { get; set; }

    public List<ApiTokenRole> Roles { get; init; } = [];

    /// <summary>A busy token must not write a row at each call.</summary>
    public static readonly TimeSpan UseNotedWithin = TimeSpan.FromMinutes(5);

    public bool IsGood(DateTime now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);

    internal sealed class Map : IEntityTypeConfiguration<ApiToken>
    {
        public void Configure(EntityTypeBuilder<ApiToken> builder)
        {
            builder.Property(t => t.Id).ValueGeneratedNever();
            builder.HasIndex(t => t.Hash).IsUnique();
            builder.HasIndex(t => t.StaffId);
            builder.HasOne<Staff>().WithMany().HasForeignKey(t => t.StaffId).OnDelete(DeleteBehavior.Cascade);
            builder.HasMany(t => t.Roles).WithOne().HasForeignKey(r => r.TokenId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>The most that a token may be in one brand, or in every brand of its owner (<see cref="BrandId"/> null).</summary>
internal sealed class ApiTokenRole
{
    public long Id { get; init; }
    public long TokenId { get; init; }
    public long? BrandId { get; init; }
    public Role Role { get; init; }

    public Grant Grant => new(BrandId, Role);

    internal sealed class Map : IEntityTypeConfiguration<ApiTokenRole>
    {
        public void Configure(EntityTypeBuilder<ApiTokenRole> builder)
        {
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.HasIndex(r => r.TokenId);
        }
    }
}
