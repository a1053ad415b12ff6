using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Brands;
using Svar.Data;

namespace Svar.Customers;

/// <summary>Somebody who writes to a brand. One person may write from several addresses.</summary>
internal sealed class Customer : IBrandOwned, IVersioned
{
    public long Id { get; init; }
    public long BrandId { get; init; }

    /// <summary>As they call themselves; empty when they never said.</summary>
    public required string Name { get; set; }
    public string? Phone { get; set; }

    /// <summary>ISO 639-1 of what they last wrote in.</summary>
    public string? Language { get; set; }

    /// <summary>The brand's own group (club members, firms) that may have targets of its own; null: none.</summary>
    public string? Group { get; set; }
    public DateTime CreatedAt { get; init; }
    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Customer>
    {
        public void Configure(EntityTypeBuilder<Customer> builder)
        {
            builder.Property(c => c.Id).ValueGeneratedNever();
            builder.HasAlternateKey(c => new { c.BrandId, c.Id });
            builder.HasOne<Brand>().WithMany().HasForeignKey(c => c.BrandId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>An e-mail address a customer writes from. Within a brand an address is one customer's.</summary>
internal sealed class CustomerAddress : IBrandOwned
{
    public long Id { get; init; }
    public long BrandId { get; init; }
    public long CustomerId { get; set; }

    /// <summary>Lower case, domain in ASCII: what is looked up. The spelling used is on each message.</summary>
    public required string Address { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<CustomerAddress>
    {
        public void Configure(EntityTypeBuilder<CustomerAddress> builder)
        {
            builder.Property(a => a.Id).ValueGeneratedNever();
            builder.HasIndex(a => new { a.BrandId, a.Address }).IsUnique();
            builder.HasIndex(a => a.CustomerId);
            builder.HasOne<Customer>().WithMany()
                .HasForeignKey(a => new { a.BrandId, a.CustomerId }).HasPrincipalKey(c => new { c.BrandId, c.Id })
                .OnDelete(DeleteBehavior.Cascade);
        }
    }
}
