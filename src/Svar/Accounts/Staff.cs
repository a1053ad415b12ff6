using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Svar.Accounts;

/// <summary>
/// Somebody who works at the desk. Signs in by e-mail and password. A row is never deleted, since messages and the
/// audit log name it. Without a password it is somebody invited who has not come yet.
/// </summary>
internal sealed class Staff : IdentityUser<long>
{
    public const int LongestName = 100;
    public const int LongestEmail = 254;

    /// <summary>As customers see it under an answer: 'Anna Berg'.</summary>
    public required string DisplayName { get; set; }

    /// <summary>ISO 639-1 of the desk's texts for this person.</summary>
    public string Language { get; set; } = "en";
    public DateTime CreatedAt { get; init; }

    /// <summary>Cannot sign in any more; what they wrote stays.</summary>
    public DateTime? ClosedAt { get; set; }
    public DateTime? LastSignInAt { get; set; }

    public bool IsInvited => PasswordHash is null && ClosedAt is null;

    public static Staff New(long id, string email, string name, string language, DateTime now) => new()
    {
        Id = id,
        Email = email,
        NormalizedEmail = NormalisedEmail(email),
        UserName = email,
        NormalizedUserName = NormalisedEmail(email),
        DisplayName = name,
        Language = language,
        CreatedAt = now,
        LockoutEnabled = true,
        SecurityStamp = NewStamp(),
        ConcurrencyStamp = NewStamp(),
    };

    /// <summary>The form in which two addresses are the same account; the same as Identity's own.</summary>
    public static string NormalisedEmail(string email) => email.Normalize().ToUpperInvariant();

    public bool IsLockedOut(DateTime now) => LockoutEnd is { } end && end.UtcDateTime > now;

    /// <summary>Ends every session of this person, and any lockout.</summary>
    public void SetPassword(string hash)
    {
        PasswordHash = hash;
        AccessFailedCount = 0;
        LockoutEnd = null;
        EndSessions();
    }

    /// <summary>Every cookie that was given out is worthless from the next request on.</summary>
    public void EndSessions()
    {
        SecurityStamp = NewStamp();
        Changed();
    }

    public void Close(DateTime now)
    {
        ClosedAt = now;
        PasswordHash = null;
        EndSessions();
    }

    public void Reopen()
    {
        ClosedAt = null;
        Changed();
    }

    /// <summary>To be called with every change, so that of two writers at once the second sees what the first one saved.</summary>
    public void Changed() => ConcurrencyStamp = NewStamp();

    private static string NewStamp() => Guid.NewGuid().ToString("N");

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
