using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Svar.Accounts;
using Svar.Accounts.People;
using Svar.Brands;
using Svar.BusinessHours;
using Svar.Commands;
using Svar.ContactPage;
using Svar.Data;
using Svar.Mailboxes;
using Svar.Mailboxes.Receiving;
using Svar.ServiceLevels;
using Svar.Tests.Accounts;
using Svar.Tests.Data;

namespace Svar.Tests.ContactPage;

/// <summary>The whole program on loopback, with a shop in it and a clock that stands at Thursday 19 November 2026, 11:12 in Bergen.</summary>
internal sealed class ContactHouse : IAsyncDisposable
{
    private readonly TestDatabase _files;
    private readonly Microsoft.AspNetCore.Builder.WebApplication _app;

    private ContactHouse(TestDatabase files, Microsoft.AspNetCore.Builder.WebApplication app, HouseClock clock)
    {
        (_files, _app, Clock) = (files, app, clock);
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public HouseClock Clock { get; }

    public HttpClient Http { get; }

    public SvarDatabase Database => _files.Database;

    public IServiceProvider Services => _app.Services;

    public long Shop { get; private set; }

    public static async Task<ContactHouse> OpenAsync(DatabaseEngine engine = DatabaseEngine.Sqlite, bool hasShop = true)
    {
        var files = await TestDatabase.CreateAsync(engine);
        var clock = new HouseClock();
        var shop = hasShop ? await AddShopAsync(files.Database, "fjord", "FF") : 0;
        var app = Program.Build(
            new ServeSettings(files.Database, files.Folder, ["http://127.0.0.1:0"], null, []),
            services => services.AddSingleton<TimeProvider>(clock).AddLogging(log => log.ClearProviders()));
        await app.StartAsync(Cancel);
        return new ContactHouse(files, app, clock) { Shop = shop };
    }

    public static async Task<long> AddShopAsync(SvarDatabase database, string slug, string prefix) => await database.WriteAsync(
        db =>
        {
            var id = db.NextKey();
            var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            db.Add(new Brand
            {
                Id = id,
                Slug = slug,
                Name = "Fjord & Fell",
                NumberPrefix = prefix,
                PrimaryColour = "#12424a",
                AccentColour = "#e2571e",
                WebSite = "https://fjordogfell.example",
                PostAddress = "Postboks 123 Nygård\n5800 Bergen",
                Tagline = new Texts { ["nb"] = "Turutstyr fra Bergen. Vi har prøvd det i regn.", ["en"] = "Outdoor gear from Bergen. We have tried it in the rain." },
                Phones =
                [
                    new BrandPhone { Id = db.NextKey(), BrandId = id, E164 = "+4780000123", Shown = "800 00 123", IsTollFree = true, Order = 1 },
                    new BrandPhone
                    {
                        Id = db.NextKey(), BrandId = id, E164 = "+4755000123", Shown = "55 00 01 23", Order = 2,
                        Purpose = new Texts { ["nb"] = "Fra utlandet", ["en"] = "From abroad" }, Cost = new Texts { ["nb"] = "vanlig takst", ["en"] = "ordinary rate" },
                    },
                ],
            });
            db.Add(new Mailbox { Id = db.NextKey(), BrandId = id, Address = $"help@{slug}.example", DisplayName = "Fjord & Fell kundeservice", IsDefault = true });
            db.Add(new Calendar { Id = db.NextKey(), BrandId = id, Purpose = CalendarPurpose.Mail, ValidFrom = start, Zone = "Europe/Oslo", Week = "mon-fri 08:00-16:00", Watch = "sat-sun 10:00-12:00", HolidayCountry = "NO" });
            db.Add(new Calendar { Id = db.NextKey(), BrandId = id, Purpose = CalendarPurpose.Phone, ValidFrom = start, Zone = "Europe/Oslo", Week = "mon-fri 08:00-11:30 12:00-16:00; sat 20:00-24:00", HolidayCountry = "NO" });
            db.Add(new TargetRule { Id = db.NextKey(), BrandId = id, FirstWithin = "PT4H" });
            return Task.FromResult(id);
        },
        Cancel);

    public async Task<(HttpResponseMessage Answer, string Html)> BrowseAsync(string path, string language = "en", HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", language);
        var answer = await Http.SendAsync(request, Cancel);
        return (answer, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>The token of a form that is shown now.</summary>
    public async Task<string> TokenAsync(string path = "/write") => TokenIn((await BrowseAsync(path)).Html);

    public static string TokenIn(string html) => Parse(html).QuerySelector("[name=formToken]")!.GetAttribute("value")!;

    public static AngleSharp.Html.Dom.IHtmlDocument Parse(string html) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);

    public Task<(HttpResponseMessage Answer, string Html)> PostAsync(string token, params (string Name, string Value)[] changes) => PostAsync(Fields(token, changes));

    public async Task<(HttpResponseMessage Answer, string Html)> PostAsync(HttpContent form, string path = "/write")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", "en");
        var answer = await Http.SendAsync(request, Cancel);
        return (answer, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>The page after sending, loaded again until it has the reference.</summary>
    public async Task<(HttpResponseMessage Answer, string Html)> SentAsync(HttpResponseMessage posted)
    {
        for (var tries = 1; ; tries++)
        {
            var page = await BrowseAsync(posted.Headers.Location!.OriginalString);
            if (tries == 10 || page.Html.Contains("FF-", StringComparison.Ordinal))
            {
                return page;
            }
        }
    }

    /// <summary>The form as a browser sends it when all is filled in but the files.</summary>
    public static MultipartFormDataContent Fields(string token, params (string Name, string Value)[] changes)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [WriteField.FormToken] = token,
            [WriteField.About] = "complaint",
            [WriteField.Message] = "Hei!\r\n\r\nGlidelåsen på jakka røk etter to dager. Kan dere bytte den?\r\n\r\nHilsen Kari",
            [WriteField.Order] = "10042",
            [WriteField.Name] = "Kari Nordmann",
            [WriteField.Email] = "kari@example.com",
            [WriteField.Trap] = "",
        };
        foreach (var (name, value) in changes)
        {
            values[name] = value;
        }

        var form = new MultipartFormDataContent();
        foreach (var (name, value) in values)
        {
            form.Add(new StringContent(value), name);
        }

        return form;
    }

    /// <summary>What a reader sees in an element.</summary>
    public static string Seen(string html, string selector) => Parse(html).QuerySelector(selector)?.TextContent ?? "";

    public async Task<List<ReceivedMail>> LedgerAsync()
    {
        await using var db = Database.CreateDbContext();
        return await db.Set<ReceivedMail>().AsNoTracking().OrderBy(m => m.Id).ToListAsync(Cancel);
    }

    /// <summary>The cookie of an agent, and the agent's name.</summary>
    public async Task<(string Cookie, string Name)> SignInAsync()
    {
        var add = Services.GetRequiredService<AddStaff>();
        Assert.IsType<AddStaffResult.Added>(await add.HandleAsync(Asker.System, new NewStaff("anna@example.com", "Anna", "nb", [new Grant(null, Role.Agent)], AccountsHouse.Password), Cancel));
        using var browser = new Browser(Http.BaseAddress!);
        using var answer = await browser.SignInAsync("anna@example.com", AccountsHouse.Password);
        return (answer.Headers.GetValues("Set-Cookie").First(c => c.StartsWith("svar=", StringComparison.Ordinal)).Split(';')[0], "Anna");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        await _files.DisposeAsync();
    }
}
