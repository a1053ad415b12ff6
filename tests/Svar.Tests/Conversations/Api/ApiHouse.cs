using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Svar.Accounts;
using Svar.Accounts.People;
using Svar.Accounts.Tokens;
using Svar.Cluster;
using Svar.Commands;
using Svar.Data;
using Svar.Intake;
using Svar.Mailboxes.Sending;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Conversations.Api;

/// <summary>The whole program on loopback with two brands, a mailbox each; mail that came is taken in when the test says so, and none leaves.</summary>
internal sealed class ApiHouse : IAsyncDisposable
{
    public const string Address = MailHouse.Address;
    public const string OtherAddress = MailHouse.OtherBrandsAddress;

    private readonly TestDatabase _files;
    private readonly WebApplication _app;
    private readonly List<HttpClient> _clients = [];

    private ApiHouse(TestDatabase files, WebApplication app)
    {
        _files = files;
        _app = app;
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public SvarDatabase Database => _files.Database;
    public string Folder => _files.Folder;
    public Uri Home => new(_app.Urls.First(u => u != $"http://{Smtp}"));

    /// <summary>Where mail is taken in; null: nowhere.</summary>
    public IPEndPoint? Smtp { get; private init; }
    public long Fjord { get; private set; }
    public long Other { get; private set; }

    /// <summary>Asks as an agent of 'Fjord &amp; Fell'.</summary>
    public HttpClient Http { get; private set; } = null!;

    public static Task<ApiHouse> StartAsync(DatabaseEngine engine, Action<IServiceCollection>? replace = null, params (string Key, string Value)[] settings) =>
        StartAsync(engine, replace, settings, withSmtp: false);

    public static async Task<ApiHouse> StartAsync(DatabaseEngine engine, Action<IServiceCollection>? replace, (string Key, string Value)[] settings, bool withSmtp)
    {
        var files = await TestDatabase.CreateAsync(engine);
        var overrides = settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)).Append(KeyValuePair.Create("Logging:LogLevel:Default", (string?)"Error"));
        var smtp = withSmtp ? new IPEndPoint(IPAddress.Loopback, Loopback.FreePort()) : null;
        var app = Program.Build(
            new ServeSettings(files.Database, files.Folder, ["http://127.0.0.1:0"], smtp, overrides),
            services =>
            {
                services.AddLogging(logging => logging.ClearProviders().AddProvider(new TestLog(TestContext.Current.TestOutputHelper)));
                services.AddSingleton<IMailTransport, NoRoad>();
                foreach (var duty in services.Where(s => s.ServiceType == typeof(IHostedService) && s.ImplementationType == typeof(DutyRunner)).ToList())
                {
                    services.Remove(duty);
                }

                replace?.Invoke(services);
            });
        var house = new ApiHouse(files, app) { Smtp = smtp };
        (house.Fjord, house.Other) = await files.Database.WriteAsync(db => Task.FromResult(MailHouse.Furnish(db, TimeProvider.System.UtcNow())), Cancel);
        await app.StartAsync(Cancel);
        house.Http = await house.AsAsync("Anna", new Grant(house.Fjord, Role.Agent));
        return house;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A program that asks with a token of somebody with these roles.</summary>
    public async Task<HttpClient> AsAsync(string name, params Grant[] grants)
    {
        var added = Assert.IsType<AddStaffResult.Added>(await Get<AddStaff>().HandleAsync(Asker.System, new NewStaff($"{name.ToLowerInvariant()}@example.com", name, "en", grants), Cancel));
        var token = Assert.IsType<CreateTokenResult.Created>(await Get<CreateToken>().HandleAsync(Asker.System, new NewToken(added.StaffId, "test", grants), Cancel));
        var http = Anonymous();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Secret);
        return http;
    }

    public HttpClient Anonymous()
    {
        var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Home };
        _clients.Add(http);
        return http;
    }

    /// <summary>Hands in a mail and has it taken in.</summary>
    public async Task ReceiveAsync(string raw, string to = Address)
    {
        using var answer = await Http.PostAsync($"/api/v1/mail?to={to}", Mail(raw), Cancel);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        await TakeInAsync();
    }

    public async Task TakeInAsync()
    {
        while (await Get<TakeInMail>().RunOnceAsync(new DutyTerm("take in mail", 0, DatabaseEngine.Sqlite), Cancel) > 0)
        {
        }
    }

    public static ByteArrayContent Mail(string raw) => new(Encoding.UTF8.GetBytes(raw.ReplaceLineEndings("\r\n"))) { Headers = { ContentType = new MediaTypeHeaderValue("message/rfc822") } };

    public static string Letter(string subject, string text, string id = "1@kari.example") =>
        $"""
        From: Kari Nordmann <kari@kari.example>
        To: {Address}
        Subject: {subject}
        Message-ID: <{id}>
        Date: Mon, 02 Mar 2026 10:00:00 +0100
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        {text}
        """;

    public static async Task<Reply> SendAsync(HttpClient http, HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is HttpContent content)
        {
            request.Content = content;
        }
        else if (body is not null)
        {
            request.Content = body is string text ? new StringContent(text, Encoding.UTF8, "application/json") : JsonContent.Create(body, options: JsonSerializerOptions.Web);
        }

        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var answer = await http.SendAsync(request, Cancel);
        var said = await answer.Content.ReadAsStringAsync(Cancel);
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new Reply((int)answer.StatusCode, isJson ? JsonDocument.Parse(said).RootElement : default, said, answer.Headers, answer.Content.Headers.ContentType?.MediaType);
    }

    public Task<Reply> GetAsync(string path) => SendAsync(Http, HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, object body, params (string Name, string Value)[] headers) => SendAsync(Http, HttpMethod.Post, path, body, headers);

    public Task<Reply> PatchAsync(string path, object body, params (string Name, string Value)[] headers) => SendAsync(Http, HttpMethod.Patch, path, body, headers);

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(c => c.Dispose());
        await _app.DisposeAsync();
        await _files.DisposeAsync();
    }

    /// <summary>What was answered.</summary>
    internal sealed record Reply(int Status, JsonElement Json, string Text, HttpResponseHeaders Headers, string? MediaType)
    {
        public string? ETag => Headers.ETag?.Tag;

        /// <summary>The value at a path such as <c>customer.email</c>.</summary>
        public string? At(string path)
        {
            var value = path.Split('.').Aggregate(Json, (at, name) => int.TryParse(name, System.Globalization.CultureInfo.InvariantCulture, out var index) ? at[index] : at.GetProperty(name));
            return value.ValueKind == JsonValueKind.Null ? null : value.ToString();
        }

        public void IsProblem(int status, string? field = null)
        {
            Assert.True(Status == status, $"{Status}: {Text}");
            Assert.Equal("application/problem+json", MediaType);
            Assert.Equal(status, Json.GetProperty("status").GetInt32());
            if (field is not null)
            {
                Assert.Equal(field, Json.GetProperty("field").GetString());
                Assert.NotEmpty(Json.GetProperty("errors").GetProperty(field)[0].GetString()!);
            }
        }
    }

    private sealed class NoRoad : IMailTransport
    {
        public Task<SendResult> SendAsync(string envelopeFrom, IReadOnlyList<string> envelopeTo, ReadOnlyMemory<byte> mail, CancellationToken cancel) =>
            Task.FromResult(new SendResult(SendOutcome.TryAgain, "no road in tests"));
    }
}
