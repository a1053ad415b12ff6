using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Svar.Data;

namespace Svar.Accounts;

/// <summary>Something that somebody did and that may be asked about later. Rows are only ever added.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }
    public DateTime At { get; init; }

    /// <summary>Null: Svar itself, a verb, or somebody who is not signed in.</summary>
    public long? StaffId { get; init; }

    /// <summary>The name at that time, with the token's in brackets when a program did it.</summary>
    public required string ActorName { get; init; }

    /// <summary>Null for what concerns no brand, or more than one.</summary>
    public long? BrandId { get; init; }

    /// <summary>Subject and deed: <c>account.closed</c>.</summary>
    public required string What { get; init; }

    /// <summary>What it was done to, as a person would name it.</summary>
    public required string Subject { get; init; }

    /// <summary>More, as one JSON object. Never a secret.</summary>
    public string? Detail { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> builder)
        {
            builder.Property(e => e.Id).ValueGeneratedNever();
            builder.HasIndex(e => new { e.BrandId, e.Id });
            builder.HasOne<Staff>().WithMany().HasForeignKey(e => e.StaffId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

internal static class Audit
{
    /// <summary>Adds an entry to the save that the caller is about to make: what is done and its trace are kept together or not at all.</summary>
    /// <param name="detail">An object that becomes JSON; no secrets.</param>
    public static void Add(SvarDb db, Asker asker, DateTime at, long? brandId, string what, string subject, object? detail = null) =>
        db.Add(new AuditEntry
        {
            Id = db.NextKey(),
            At = at,
            StaffId = asker.StaffId,
            ActorName = asker.TokenName is { } token ? $"{asker.Name} ({token})" : asker.Name,
            BrandId = brandId,
            What = what,
            Subject = subject,
            Detail = detail is null ? null : JsonSerializer.Serialize(detail, JsonSerializerOptions.Web),
        });
}
