using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Svar.Accounts;
using Svar.Accounts.People;
using Svar.Brands;
using Svar.BusinessHours;
using Svar.Cluster;
using Svar.Commands;
using Svar.Conversations;
using Svar.Conversations.Answers;
using Svar.Data;
using Svar.Intake;
using Svar.Mail.Messages;
using Svar.Mailboxes;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;
using Svar.Mailboxes.Sending;
using Svar.ServiceLevels;
using Svar.Tests.Data;

namespace Svar.Tests.House;

/// <summary>
/// The whole program on a database of its own, nothing of it started: mail is received, taken in, answered and sent
/// when the test says so, on a clock that stands, and what goes out is caught.
/// </summary>
internal sealed class MailHouse : IAsyncDisposable
{
    public const string Address = "kundeservice@fjordogfell.example";

    /// <summary>Another mailbox of the same brand.</summary>
    public const string SecondAddress = "retur@fjordogfell.example";

    /// <summary>The mailbox of the other brand of this house.</summary>
    public const string OtherBrandsAddress = "hei@bre.example";

    private readonly TestDatabase _files;
    private readonly WebApplication _app;

    private MailHouse(TestDatabase files, IPEndPoint? smtp, Action<IServiceCollection>? replace, params IEnumerable<(string Key, string Value)> settings)
    {
        _files = files;
        Smtp = smtp;
        _app = Program.Build(
            new ServeSettings(files.Database, files.Folder, smtp is null ? [] : ["http://127.0.0.1:0"], smtp, [new("Mailboxes:HostName", "mx.fjordogfell.example"), .. settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))]),
            services =>
            {
                if (smtp is null)
                {
                    services.AddSingleton<TimeProvider>(Time);
                }

                services.AddSingleton<IMailTransport>(Post);
                services.AddLogging(log => log.ClearProviders().AddProvider(Log));
                services.AddDataProtection().UseEphemeralDataProtectionProvider();
                replace?.Invoke(services);
            });
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public SvarDatabase Database => _files.Database;
    public ManualTime Time { get; } = new();
    public CaughtPost Post { get; } = new();
    public HeardLog Log { get; } = new();
    public IPEndPoint? Smtp { get; }

    /// <summary>Where its pages stand, once it is started.</summary>
    public string Url => _app.Urls.First();
    public string Folder => _files.Folder;
    public long Brand { get; private set; }
    public long OtherBrand { get; private set; }

    /// <summary>An agent of both brands.</summary>
    public Asker Anna { get; private set; } = Asker.Nobody;

    public static async Task<MailHouse> OpenAsync(DatabaseEngine engine, Action<IServiceCollection>? replace = null)
    {
        var house = new MailHouse(await TestDatabase.CreateAsync(engine), null, replace);
        await house.FurnishAsync();
        return house;
    }

    /// <summary>Started, on the machine's clock: mail comes by SMTP, and everything else goes by itself.</summary>
    /// <param name="engine">Which.</param>
    /// <param name="busySeconds">How long SQLite waits for another writer; null: as the program does.</param>
    /// <param name="map">Further endpoints.</param>
    /// <param name="settings">Besides those of every house.</param>
    public static async Task<MailHouse> ServeAsync(DatabaseEngine engine, int? busySeconds = null, Action<WebApplication>? map = null, params IEnumerable<(string Key, string Value)> settings)
    {
        var house = new MailHouse(await TestDatabase.CreateAsync(engine, busySeconds), new IPEndPoint(IPAddress.Loopback, Loopback.FreePort()), null, settings);
        await house.FurnishAsync();
        map?.Invoke(house._app);
        await house._app.StartAsync(Cancel);
        return house;
    }

    /// <summary>Until the running program has come so far; fails when that takes too long.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, int seconds = 60)
    {
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(seconds), $"waited {seconds} s for: {what}");
            await Task.Delay(25, Cancel);
        }
    }

    /// <summary>Until a running program has taken in all that it received.</summary>
    public Task UntilTakenInAsync() => UntilAsync(async () => !await ReadAsync(db => db.Set<ReceivedMail>().AnyAsync(m => m.State == ReceivedState.Pending, Cancel)), "all mail is taken in");

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public void Wait(TimeSpan by) => Time.Advance(by);

    public Task<Receipt> ReceiveAsync(Letter letter, string to = Address, string? envelopeFrom = null) => ReceiveAsync(letter.ToString(), to, envelopeFrom);

    public Task<Receipt> ReceiveAsync(string raw, string to = Address, string? envelopeFrom = null) => ReceiveAsync(Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n")), to, envelopeFrom);

    /// <summary>Through the door; without <paramref name="envelopeFrom"/> from whom its From says.</summary>
    public async Task<Receipt> ReceiveAsync(byte[] raw, string to = Address, string? envelopeFrom = null) => (await ReceiveAsync(raw, [to], envelopeFrom))[0];

    public async Task<IReadOnlyList<Receipt>> ReceiveAsync(byte[] raw, IReadOnlyList<string> to, string? envelopeFrom = null)
    {
        var arrival = await ArrivalAsync(raw, to, envelopeFrom);
        using var bytes = arrival.Bytes;
        return await Get<ReceiveMail>().HandleAsync(arrival, Cancel);
    }

    /// <summary>A mail that stands before the door, whole.</summary>
    public async Task<Arrival> ArrivalAsync(byte[] raw, IReadOnlyList<string> to, string? envelopeFrom = null)
    {
        envelopeFrom ??= MailMessage.Parse(raw).From is [var from, ..] ? from.AsciiAddress : "";
        var recipients = new List<ArrivalRecipient>();
        foreach (var address in to)
        {
            var match = await Get<MailboxDirectory>().FindAsync(address, Cancel) ?? throw new InvalidOperationException($"{address} is none of ours");
            recipients.Add(new ArrivalRecipient(match.Mailbox.BrandId, match.Mailbox.Id, address));
        }

        return new Arrival(recipients, await ContentSpool.OfAsync(raw, Path.Combine(Folder, "spool"), Cancel), MailSource.Smtp, envelopeFrom, "Received: from test\r\n");
    }

    /// <summary>Takes in all that waits; how many mails it was.</summary>
    public async Task<int> TakeInAsync(DutyTerm? term = null)
    {
        var all = 0;
        for (int some; (some = await Get<TakeInMail>().RunOnceAsync(term ?? new DutyTerm("take in mail", 0, DatabaseEngine.Sqlite), Cancel)) > 0;)
        {
            all += some;
        }

        return all;
    }

    /// <summary>Receives and takes in; the row of the ledger.</summary>
    public async Task<ReceivedMail> DeliverAsync(Letter letter, string to = Address, string? envelopeFrom = null) => await DeliverAsync(letter.ToString(), to, envelopeFrom);

    public async Task<ReceivedMail> DeliverAsync(string raw, string to = Address, string? envelopeFrom = null)
    {
        var receipt = await ReceiveAsync(raw, to, envelopeFrom);
        await TakeInAsync();
        return await RowAsync(receipt.Id);
    }

    public async Task<ReceivedMail> DeliverAsync(byte[] raw, string to = Address, string? envelopeFrom = null)
    {
        var receipt = await ReceiveAsync(raw, to, envelopeFrom);
        await TakeInAsync();
        return await RowAsync(receipt.Id);
    }

    public async Task<Outcome<ReplyWritten>> ReplyAsync(long conversationId, Reply reply) => await Get<ReplyToConversation>().HandleAsync(Anna, conversationId, reply, Cancel);

    /// <summary>Anna answers, the undo window passes, and the mail goes out.</summary>
    public async Task<CaughtLetter> AnswerAsync(long conversationId, string text = "Hei Kari, vi sender deg et nytt telt i dag.", AfterAnswer then = AfterAnswer.Wait)
    {
        var written = await ReplyAsync(conversationId, new Reply(text, Then: then));
        Wait(written.Value.SendsAt - Time.Now);
        await SendAsync();
        return Post.Letters[^1];
    }

    /// <summary>Sends all that is due; how many mails were tried.</summary>
    public async Task<int> SendAsync()
    {
        var all = 0;
        for (int some; (some = await Get<SendOutbox>().RunOnceAsync(Cancel)) > 0;)
        {
            all += some;
        }

        return all;
    }

    public Task<ReceivedMail> RowAsync(long id) => ReadAsync(db => db.Set<ReceivedMail>().AsNoTracking().SingleAsync(m => m.Id == id, Cancel));

    public async Task<ConversationView> ConversationAsync(long? id) =>
        await Get<ConversationReader>().ReadAsync(id ?? throw new InvalidOperationException("it went to no conversation"), Cancel) ?? throw new InvalidOperationException("there is no such conversation");

    public Task<int> ConversationsAsync() => ReadAsync(db => db.Set<Conversation>().CountAsync(Cancel));

    public Task<List<T>> AllAsync<T>()
        where T : class => ReadAsync(db => db.Set<T>().AsNoTracking().ToListAsync(Cancel));

    public async Task<T> ReadAsync<T>(Func<SvarDb, Task<T>> read)
    {
        await using var db = Database.CreateDbContext();
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _files.DisposeAsync();
    }

    /// <summary>What the program needs to take in mail, in any database: also for one that runs as a process of its own.</summary>
    public static (long Brand, long OtherBrand) Furnish(SvarDb db, DateTime now)
    {
        var fjord = AddBrand(db, "fjord", "Fjord & Fell", "FF", now, Address, SecondAddress);
        var bre = AddBrand(db, "bre", "Bre", "BR", now, OtherBrandsAddress);
        return (fjord, bre);
    }

    private static long AddBrand(SvarDb db, string slug, string name, string prefix, DateTime now, params string[] addresses)
    {
        var id = db.NextKey();
        db.Add(new Brand { Id = id, Slug = slug, Name = name, NumberPrefix = prefix, PublicUrl = $"https://{slug}.example" });
        foreach (var address in addresses)
        {
            db.Add(new Mailbox { Id = db.NextKey(), BrandId = id, Address = address, DisplayName = name, IsDefault = address == addresses[0] });
        }

        db.Add(new Calendar
        {
            Id = db.NextKey(),
            BrandId = id,
            Purpose = CalendarPurpose.Mail,
            ValidFrom = now.Date.AddDays(-90),
            Zone = "Europe/Oslo",
            Week = "mon-fri 08:00-16:00",
            Watch = "sat-sun 10:00-12:00",
            HolidayCountry = "NO",
        });
        db.Add(new TargetRule { Id = db.NextKey(), BrandId = id, FirstWithin = "PT4H", FirstCeiling = "PT24H", NextWithin = "PT8H", ResolutionWithin = "P5D" });
        return id;
    }

    private async Task FurnishAsync()
    {
        (Brand, OtherBrand) = await Database.WriteAsync(db => Task.FromResult(Furnish(db, Smtp is null ? Time.Now : DateTime.UtcNow)), Cancel);
        Grant[] grants = [new(Brand, Role.Agent), new(OtherBrand, Role.Agent)];
        var added = await Get<AddStaff>().HandleAsync(Asker.System, new NewStaff("anna@fjordogfell.example", "Anna Berg", "nb", grants), Cancel);
        Anna = Asker.Of(((AddStaffResult.Added)added).StaffId, "Anna Berg", grants);
    }
}
