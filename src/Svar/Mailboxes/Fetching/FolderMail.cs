using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Data;
using Svar.Mailboxes.Receiving;

namespace Svar.Mailboxes.Fetching;

/// <summary>
/// A mail in a folder that we fetch from, by its UID under the account's present UIDVALIDITY, and what became of it here. Only what has a row of
/// the ledger may be touched on the server.
/// </summary>
internal sealed class FolderMail : IBrandOwned
{
    public long AccountId { get; init; }
    public long Uid { get; init; }
    public long BrandId { get; init; }

    /// <summary>The row of the ledger; null while the server lists the mail and does not hand it over.</summary>
    public long? ReceivedId { get; set; }

    /// <summary>What <see cref="ImapAccount.After"/> asks for has been done on the server.</summary>
    public bool IsSettled { get; set; }

    /// <summary>When the server was last asked for it.</summary>
    public DateTime AskedAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<FolderMail>
    {
        public void Configure(EntityTypeBuilder<FolderMail> builder)
        {
            builder.HasKey(m => new { m.AccountId, m.Uid });
            builder.HasIndex([nameof(AccountId), nameof(Uid)], "IX_FolderMail_Unsettled").HasFilter("NOT \"IsSettled\"");
            builder.HasIndex(m => m.ReceivedId).HasFilter("\"ReceivedId\" IS NOT NULL");
            builder.HasOne<ImapAccount>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne<ReceivedMail>().WithMany().HasForeignKey(m => m.ReceivedId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
