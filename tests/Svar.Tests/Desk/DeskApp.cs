using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Svar.Accounts;
using Svar.Accounts.People;
using Svar.Brands;
using Svar.Commands;
using Svar.Conversations;
using Svar.Data;
using Svar.Mailboxes;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Accounts;
using Svar.Tests.Data;

namespace Svar.Tests.Desk;

/// <summary>
/// The whole program on loopback, with two brands: Anna and Jonas are agents of Fjord and Rita reads there, Lea is an
/// agent of Other. The clock stands still, so what is written stays within its undo window.
/// </summary>
internal sealed class DeskApp : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private readonly TestDatabase _files;
    private readonly WebApplication _app;

    private DeskApp(TestDatabase files)
    {
        _files = files;
        _app = Program.Build(
            new ServeSettings(files.Database, files.Folder, ["http://127.0.0.1:0"], null, [new("Accounts:AnswerAfter", "00:00:00"), new("Accounts:CallsPerAddressAndMinute", "1000"), new("Accounts:SignInsPerAccount", "100")]),
            services =>
            {
                services.AddLogging(logging => logging.ClearProviders());
                services.AddSingleton<TimeProvider>(Clock);
                services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 100);
            });
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public TestClock Clock { get; } = new();
    public SvarDatabase Database => _files.Database;
    public DateTime Now => Clock.Now.UtcDateTime;
    public long Fjord { get; private set; }
    public long Other { get; private set; }
    public Asker Anna { get; private set; } = Asker.Nobody;
    public Asker Jonas { get; private set; } = Asker.Nobody;
    public Asker Lea { get; private set; } = Asker.Nobody;
    public Asker Rita { get; private set; } = Asker.Nobody;

    public static async Task<DeskApp> StartAsync(DatabaseEngine engine = DatabaseEngine.Sqlite)
    {
        var app = new DeskApp(await TestDatabase.CreateAsync(engine));
        await app.FillAsync();
        await app._app.StartAsync(Cancel);
        return app;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async Task<Browser> SignedInAsync(Asker who)
    {
        var browser = new Browser(new Uri(_app.Urls.Single()));
        using var answer = await browser.SignInAsync(AccountsHouse.Email(who.Name), Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }

    /// <summary>A conversation that a customer began, due at that time; its reference.</summary>
    public async Task<string> LetterAsync(string brand, string subject, string text = "Where is my jacket?", string email = "kari@example.no", DateTime? dueAt = null, Asker? assignee = null)
    {
        var by = brand == "other" ? Lea : Anna;
        var started = await Get<StartConversation>().HandleAsync(by, new NewConversation(brand, "Kari Nordmann", email, subject, text, Channel.Post), Cancel);
        var id = started.Value.Id;
        await using var db = Database.CreateDbContext();
        await db.Set<Conversation>().Where(c => c.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.NextDueAt, dueAt ?? Conversation.NothingDue).SetProperty(c => c.AssigneeId, assignee == null ? null : assignee.StaffId), Cancel);
        return started.Value.Reference;
    }

    /// <summary>A mail that came in, taken in by the program itself.</summary>
    public async Task<ReceivedMail> MailAsync(string raw)
    {
        using var bytes = await ContentSpool.OfAsync(Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n")), Get<SpoolFolder>().Path, Cancel);
        var mailbox = await ReadAsync(db => db.Set<Mailbox>().SingleAsync(m => m.BrandId == Fjord, Cancel));
        var receipts = await Get<ReceiveMail>().HandleAsync(
            new Arrival([new ArrivalRecipient(Fjord, mailbox.Id, mailbox.Address)], bytes, MailSource.Smtp, "kari@example.no", "Received: by test\r\n"), Cancel);
        return await TakenInAsync(receipts[0].Id);
    }

    /// <summary>The mail when Intake has looked at it.</summary>
    public Task<ReceivedMail> TakenInAsync(long id) => Walks.Waiting.ForAsync(
        () => ReadAsync(db => db.Set<ReceivedMail>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id && m.State != ReceivedState.Pending, Cancel)), "the mail to be taken in");

    public async Task<T> ReadAsync<T>(Func<SvarDb, Task<T>> read)
    {
        await using var db = Database.CreateDbContext();
        return await read(db);
    }

    public Task<Conversation> RowAsync(string reference) => ReadAsync(async db =>
    {
        var id = await Get<ConversationReader>().FindAsync(reference, Cancel);
        return await db.Set<Conversation>().AsNoTracking().SingleAsync(c => c.Id == id, Cancel);
    });

    /// <summary>One more at the desk.</summary>
    public async Task<Asker> StaffAsync(string name, params Grant[] grants)
    {
        var result = await Get<AddStaff>().HandleAsync(Asker.System, new NewStaff(AccountsHouse.Email(name), name, "en", grants, Password), Cancel);
        return Asker.Of(Assert.IsType<AddStaffResult.Added>(result).StaffId, name, grants);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _files.DisposeAsync();
    }

    private async Task FillAsync()
    {
        await Database.Keys.EnsureAsync(Cancel);
        await using (var db = Database.CreateDbContext())
        {
            Fjord = db.NextKey();
            Other = db.NextKey();
            db.Add(new Brand { Id = Fjord, Slug = "fjord", Name = "Fjord & Fell", NumberPrefix = "FF" });
            db.Add(new Brand { Id = Other, Slug = "other", Name = "Other", NumberPrefix = "OT" });
            db.Add(new Mailbox { Id = db.NextKey(), BrandId = Fjord, Address = "help@fjord.example", DisplayName = "Fjord & Fell", IsDefault = true });
            db.Add(new Mailbox { Id = db.NextKey(), BrandId = Other, Address = "help@other.example", DisplayName = "Other", IsDefault = true });
            await db.SaveChangesAsync(Cancel);
        }

        Anna = await StaffAsync("Anna", new Grant(Fjord, Role.Agent));
        Jonas = await StaffAsync("Jonas", new Grant(Fjord, Role.Agent));
        Rita = await StaffAsync("Rita", new Grant(Fjord, Role.Reader));
        Lea = await StaffAsync("Lea", new Grant(Other, Role.Agent));
    }
}
