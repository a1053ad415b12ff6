using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Svar.Accounts;
using Svar.Accounts.People;
using Svar.Brands;
using Svar.Data;
using Svar.Tests.Data;
using Svar.Web;

namespace Svar.Tests.Accounts;

/// <summary>The room on a database of its own, with two brands and nobody in it.</summary>
internal sealed class AccountsHouse : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly TestDatabase _files;
    private readonly ServiceProvider _services;

    private AccountsHouse(TestDatabase files, AccountOptions options)
    {
        _files = files;
        Options = options;
        var services = new ServiceCollection();
        Register(services);
        _services = services.BuildServiceProvider();
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public SvarDatabase Database => _files.Database;
    public AccountOptions Options { get; }
    public TestClock Clock { get; } = new();
    public CaughtMail Mail { get; } = new();

    public DateTime Now => Clock.Now.UtcDateTime;

    /// <summary>Key of the brand 'Fjord &amp; Fell'.</summary>
    public long Fjord { get; private set; }

    /// <summary>Key of the brand 'Other'.</summary>
    public long Other { get; private set; }

    public static async Task<AccountsHouse> OpenAsync(DatabaseEngine engine, AccountOptions? options = null)
    {
        var house = new AccountsHouse(
            await TestDatabase.CreateAsync(engine),
            options ?? new AccountOptions { AnswerAfter = TimeSpan.Zero, DeskUrl = "https://desk.example.com", CallsPerAddressAndMinute = 1000, SignInsPerAccount = 100 });
        await house.Database.Keys.EnsureAsync(Cancel);
        await using var db = house.Database.CreateDbContext();
        house.Fjord = db.NextKey();
        house.Other = db.NextKey();
        db.Add(new Brand { Id = house.Fjord, Slug = "fjord", Name = "Fjord & Fell", NumberPrefix = "FF" });
        db.Add(new Brand { Id = house.Other, Slug = "other", Name = "Other", NumberPrefix = "OT" });
        await db.SaveChangesAsync(Cancel);
        return house;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>What Program wires, with cheap password hashes.</summary>
    public void Register(IServiceCollection services)
    {
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddWeb();
        services.AddSingleton<IDbContextFactory<SvarDb>>(Database);
        services.AddSingleton<IAccountMail>(Mail);
        services.AddSingleton<IBrandNames, AllBrands>();
        services.AddAccounts(Options);
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 100);
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
    }

    /// <summary>Somebody with <see cref="Password"/>, and as an asker.</summary>
    public async Task<Asker> StaffAsync(string name, params Grant[] grants)
    {
        var result = await Get<AddStaff>().HandleAsync(Asker.System, new NewStaff(Email(name), name, "en", grants, Password), Cancel);
        return Asker.Of(Assert.IsType<AddStaffResult.Added>(result).StaffId, name, grants);
    }

    public static string Email(string name) => $"{name.ToLowerInvariant()}@example.com";

    public async Task<T> ReadAsync<T>(Func<SvarDb, Task<T>> read)
    {
        await using var db = Database.CreateDbContext();
        return await read(db);
    }

    public Task<Staff> RowAsync(string name) => ReadAsync(db => db.Set<Staff>().AsNoTracking().SingleAsync(s => s.Email == Email(name), Cancel));

    public Task<List<Grant>> GrantsAsync(long? staffId) =>
        ReadAsync(async db => (await db.Set<StaffRole>().Where(r => r.StaffId == staffId).ToListAsync(Cancel)).ConvertAll(r => r.Grant));

    public Task<List<string>> DeedsAsync() => ReadAsync(db => db.Set<AuditEntry>().OrderBy(e => e.Id).Select(e => e.What).ToListAsync(Cancel));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _files.DisposeAsync();
    }
}
