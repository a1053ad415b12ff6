using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Svar.Accounts;

/// <summary>
/// What somebody is in one brand, or everywhere (<see cref="BrandId"/> null). No foreign key to the brand: this room
/// stands below that one, keys are never used twice, and the role of a brand that is gone lets nobody do anything.
/// </summary>
internal sealed class StaffRole
{
    public long Id { get; init; }
    public long StaffId { get; init; }
    public long? BrandId { get; init; }
    public Role Role { get; set; }

    public Grant Grant => new(BrandId, Role);

    internal sealed class Map : IEntityTypeConfiguration<StaffRole>
    {
        public void Configure(EntityTypeBuilder<StaffRole> builder)
        {
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.HasOne<Staff>().WithMany().HasForeignKey(r => r.StaffId).OnDelete(DeleteBehavior.Cascade);

            // Two NULLs are not equal in a unique index, so the role everywhere needs one of its own.
            builder.HasIndex(r => new { r.StaffId, r.BrandId }).IsUnique();
            builder.HasIndex(r => r.StaffId).IsUnique().HasFilter("\"BrandId\" IS NULL");
        }
    }
}
