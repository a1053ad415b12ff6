using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Data;

namespace Svar.Accounts.Links;

public enum LinkKind
{
    /// <summary>Makes the very first account; shown where the program was started.</summary>
    First = 1,

    /// <summary>Lets somebody invited choose a password.</summary>
    Invitation = 2,

    /// <summary>Lets somebody who has forgotten the password choose another.</summary>
    Reset = 3,
}

/// <summary>A link that lets its bearer set a password once. Only the hash of its key is kept.</summary>
internal sealed class AccountLink
{
    public long Id { get; init; }
    public LinkKind Kind { get; init; }
    public required byte[] Hash { get; init; }

    /// <summary>Whose password; null for the first account, which does not exist yet.</summary>
    public long? StaffId { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime ExpiresAt { get; init; }

    /// <summary>Used, or made worthless by a newer one.</summary>
    public DateTime? UsedAt { get; set; }

    public bool IsGood(DateTime now) => UsedAt is null && ExpiresAt > now;

    /// <summary>How long each kind can be used: a reset is asked for by somebody who is waiting for it, an invitation may lie over a holiday.</summary>
    public static TimeSpan Lifetime(LinkKind kind) => kind switch
    {
        LinkKind.First => TimeSpan.FromHours(24),
        LinkKind.Invitation => TimeSpan.FromDays(7),
        _ => TimeSpan.FromHours(1),
    };

    public static string Path(LinkKind kind, string key) => kind switch
    {
        LinkKind.First => "/accounts/first?key=" + key,
        LinkKind.Invitation => "/accounts/invitation?key=" + key,
        _ => "/accounts/reset?key=" + key,
    };

    /// <summary>Adds a link and makes the earlier ones of the same person worthless. Returns the key, which is not kept.</summary>
    public static async Task<string> AddAsync(SvarDb db, LinkKind kind, long? staffId, DateTime now, CancellationToken cancel)
    {
        await VoidAsync(db, staffId, now, cancel);
        var key = SecretKey.New();
        db.Add(new AccountLink
        {
            Id = db.NextKey(),
            Kind = kind,
            Hash = SecretKey.Hash(key),
            StaffId = staffId,
            CreatedAt = now,
            ExpiresAt = now + Lifetime(kind),
        });
        return key;
    }

    public static async Task VoidAsync(SvarDb db, long? staffId, DateTime now, CancellationToken cancel)
    {
        foreach (var old in await db.Set<AccountLink>().Where(l => l.StaffId == staffId && l.UsedAt == null).ToListAsync(cancel))
        {
            old.UsedAt = now;
        }
    }

    /// <summary>The link with this key if it can still be used.</summary>
    public static async Task<AccountLink?> FindAsync(SvarDb db, LinkKind kind, string? key, DateTime now, CancellationToken cancel)
    {
        if (!SecretKey.IsPlausible(key))
        {
            return null;
        }

        var hash = SecretKey.Hash(key);
        var link = await db.Set<AccountLink>().SingleOrDefaultAsync(l => l.Hash == hash, cancel);
        return link is not null && link.Kind == kind && link.IsGood(now) ? link : null;
    }

    internal sealed class Map : IEntityTypeConfiguration<AccountLink>
    {
        public void Configure(EntityTypeBuilder<AccountLink> builder)
        {
            builder.Property(l => l.Id).ValueGeneratedNever();

            // Of two who use a link at the same time, one finds it used.
            builder.Property(l => l.UsedAt).IsConcurrencyToken();
            builder.HasIndex(l => l.Hash).IsUnique();
            builder.HasIndex(l => l.StaffId);
            builder.HasOne<Staff>().WithMany().HasForeignKey(l => l.StaffId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
