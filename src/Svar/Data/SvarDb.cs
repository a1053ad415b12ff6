using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Svar.Data;

/// <summary>
/// The one database context. It names no entity: each room's maps are found in the assembly, and rooms say
/// <c>db.Set&lt;Conversation&gt;()</c>. A plain save passes the write gate by itself; what reads before it writes
/// uses <see cref="Writing.WriteAsync{T}"/>.
/// </summary>
internal sealed class SvarDb(DbContextOptions<SvarDb> options) : DbContext(options)
{
    public const string BrandFilter = "brand";

    private (long Next, long End) _ownKeys;

    public SvarDatabase Home { get; private set; } = null!;

    /// <summary>Contexts are pooled: this one begins another piece of work.</summary>
    internal SvarDb BeginAt(SvarDatabase home)
    {
        Home = home;
        _ownKeys = default;
        return this;
    }

    /// <summary>A new key for a row about to be added.</summary>
    public long NextKey()
    {
        if (_ownKeys.Next < _ownKeys.End)
        {
            return _ownKeys.Next++;
        }

        if (Home.Keys.TryNext(out var key))
        {
            return key;
        }

        // Another connection could not write while this transaction does; so the block is reserved within it.
        var transaction = Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("no keys are at hand: call Keys.EnsureAsync, or add rows within WriteAsync");
        _ownKeys = KeyBlocks.ReserveWithin(transaction);
        return _ownKeys.Next++;
    }

    // Members of the context, not of the scope, so that the filter reads them anew at each query.
#pragma warning disable CA1822 // EF reads a member of the context at each query, and a static one only once
    private bool SeesEverything => BrandScope.Current.IsEverything;
    private IReadOnlyList<long> SeenBrands => BrandScope.Current.Brands;
#pragma warning restore CA1822

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Saving is asynchronous here: call SaveChangesAsync.");

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        RaiseVersions();
        MendTexts();
        if (Database.CurrentTransaction is not null)
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }

        using var pass = await Home.Gate.EnterAsync(cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Each room names the indexes it needs: an index for every foreign key would be paid for at each mail.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTime>();
        configurationBuilder.Properties<Texts>().HaveConversion<Texts.Converter, Texts.Comparison>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(SvarDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            entity.SetTableName(entity.ClrType.Name);
            if (typeof(IBrandOwned).IsAssignableFrom(entity.ClrType))
            {
                modelBuilder.Entity(entity.ClrType).HasQueryFilter(BrandFilter, BrandFilterOf(entity.ClrType));
            }

            if (typeof(IVersioned).IsAssignableFrom(entity.ClrType))
            {
                modelBuilder.Entity(entity.ClrType).Property(nameof(IVersioned.Version)).IsConcurrencyToken();
            }
        }
    }

    private LambdaExpression BrandFilterOf(Type entity)
    {
        Expression<Func<IBrandOwned, bool>> seen = row => SeesEverything || SeenBrands.Contains(row.BrandId);
        var row = Expression.Parameter(entity, "row");
        var body = new Replace(seen.Parameters[0], row).Visit(seen.Body)!;
        return Expression.Lambda(body, row);
    }

    private void RaiseVersions()
    {
        foreach (EntityEntry<IVersioned> entry in ChangeTracker.Entries<IVersioned>())
        {
            if (entry.State == EntityState.Modified)
            {
                entry.Entity.Version++;
            }
        }
    }

    private void MendTexts()
    {
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified))
            {
                continue;
            }

            foreach (var property in entry.Properties)
            {
                if (property.CurrentValue is string text && StorableText.Of(text) is var mended && !ReferenceEquals(text, mended))
                {
                    property.CurrentValue = mended;
                }
            }
        }
    }

    private sealed class Replace(Expression from, Expression to) : ExpressionVisitor
    {
        public override Expression? Visit(Expression? node) => node == from ? to : base.Visit(node);
    }

    /// <summary>
    /// Instants are UTC, and whole microseconds: that is what PostgreSQL keeps, and both engines keep the same.
    /// </summary>
    private sealed class UtcDateTime() : ValueConverter<DateTime, DateTime>(
        at => new DateTime(at.Ticks - (at.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc),
        at => DateTime.SpecifyKind(at, DateTimeKind.Utc));
}
