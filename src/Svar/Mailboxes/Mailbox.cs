using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Brands;
using Svar.Data;

namespace Svar.Mailboxes;

/// <summary>An e-mail address that we own: customers write to it and our answers come from it.</summary>
internal sealed class Mailbox : IBrandOwned, IVersioned
{
    public long Id { get; init; }
    public long BrandId { get; init; }

    /// <summary>Lower case, domain in ASCII. Unique over all brands: an address leads to one mailbox.</summary>
    public required string Address { get; set; }

    /// <summary>The name in From: 'Fjord &amp; Fell kundeservice'.</summary>
    public required string DisplayName { get; set; }

    /// <summary>Under each answer, after the agent's name; by language.</summary>
    public Texts Signature { get; set; } = [];

    /// <summary>The one that a conversation without a mailbox (a form, a logged call) answers from.</summary>
    public bool IsDefault { get; set; }
    public int Version { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<Mailbox>
    {
        public void Configure(EntityTypeBuilder<Mailbox> builder)
        {
            builder.Property(m => m.Id).ValueGeneratedNever();
            builder.HasIndex(m => m.Address).IsUnique();
            builder.HasAlternateKey(m => new { m.BrandId, m.Id });
            builder.HasOne<Brand>().WithMany().HasForeignKey(m => m.BrandId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
