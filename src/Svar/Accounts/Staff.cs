using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Svar.Accounts;

/// <summary>Somebody who works at the desk. Signs in by e-mail and password.</summary>
internal sealed class Staff : IdentityUser<long>
{
    /// <summary>As customers see it under an answer: 'Anna Berg'.</summary>
    public required string DisplayName { get; set; }

    /// <summary>ISO 639-1 of the desk's texts for this person.</summary>
    public string Language { get; set; } = "en";
    public DateTime CreatedAt { get; init; }

    /// <summary>Cannot sign in any more; what they wrote stays.</summary>
    public DateTime? ClosedAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Staff>
    {
        public void Configure(EntityTypeBuilder<Staff> builder)
        {
            builder.Property(s => s.Id).ValueGeneratedNever();
            builder.Property(s => s.ConcurrencyStamp).IsConcurrencyToken();
            builder.Property(s => s.LockoutEnd).HasConversion(
                at => at == null ? (DateTime?)null : at.Value.UtcDateTime,
                at => at == null ? null : new DateTimeOffset(at.Value, TimeSpan.Zero));
            builder.HasIndex(s => s.NormalizedEmail).IsUnique();
            builder.HasIndex(s => s.NormalizedUserName).IsUnique();
        }
    }
}
