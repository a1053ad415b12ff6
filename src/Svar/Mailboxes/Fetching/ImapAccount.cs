using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Data;
using Svar.Mail.Imap;

namespace Svar.Mailboxes.Fetching;

/// <summary>What becomes of a mail on the server once it is ours.</summary>
internal enum AfterFetch
{
    /// <summary>It stays as it was.</summary>
    Leave = 1,
    MarkSeen = 2,

    /// <summary>To <see cref="ImapAccount.MoveTo"/>.</summary>
    Move = 3,
    Delete = 4,
}

/// <summary>
/// A folder on an IMAP server from which a mailbox's mail is fetched, and how far it has been. The position is a UID together with
/// its UIDVALIDITY and nothing else: not flags, dates or sequence numbers, which people and other programs change.
/// </summary>
internal sealed class ImapAccount : IBrandOwned, IVersioned
{
    public long Id { get; init; }
    public long BrandId { get; init; }
    public long MailboxId { get; init; }
    public required string Host { get; set; }
    public int Port { get; set; } = 993;
    public ImapSecurity Security { get; set; }
    public required string User { get; set; }

    /// <summary>Encrypted by the master key for <see cref="PasswordPurpose"/>.</summary>
    public required string SealedPassword { get; set; }

    /// <summary>SHA-256 of the one certificate to accept; null: by authority and name.</summary>
    public string? PinnedCertificate { get; set; }
    public string Folder { get; set; } = "INBOX";
    public AfterFetch After { get; set; } = AfterFetch.Leave;
    public string? MoveTo { get; set; }
    public bool IsActive { get; set; } = true;

    /// <summary>What the server took in before is left alone; null: all that lies in the folder is fetched.</summary>
    public DateTime? FetchesSince { get; set; }

    /// <summary>The server's UIDVALIDITY when <see cref="LastUid"/> was written; 0 before the first fetch.</summary>
    public long UidValidity { get; set; }

    /// <summary>Every mail up to this UID has been asked for, and is committed here if the server handed it over: see <see cref="FolderMail"/>.</summary>
    public long LastUid { get; set; }

    /// <summary>When the whole folder was last compared with what is known here.</summary>
    public DateTime? ComparedAt { get; set; }

    /// <summary>When the server was last asked and had nothing that we lack.</summary>
    public DateTime? UpToDateAt { get; set; }

    /// <summary>What went wrong last, in words; null while all is well.</summary>
    public string? Trouble { get; set; }
    public DateTime? TroubleSince { get; set; }

    /// <summary>Of the settings; progress does not change it.</summary>
    public int Version { get; set; }

    public string PasswordPurpose => FormattableString.Invariant($"imap password {Id}");

    internal sealed class Map : IEntityTypeConfiguration<ImapAccount>
    {
        public void Configure(EntityTypeBuilder<ImapAccount> builder)
        {
            builder.Property(a => a.Id).ValueGeneratedNever();
            builder.HasIndex(a => new { a.MailboxId, a.Host, a.User, a.Folder }).IsUnique();
            builder.HasOne<Mailbox>().WithMany()
                .HasForeignKey(a => new { a.BrandId, a.MailboxId }).HasPrincipalKey(m => new { m.BrandId, m.Id })
                .OnDelete(DeleteBehavior.Restrict);
        }
    }
}
