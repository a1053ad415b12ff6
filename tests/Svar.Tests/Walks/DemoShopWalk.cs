using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Svar.Commands;
using Svar.Data;
using Svar.Demo;
using Svar.Demo.Playing;

namespace Svar.Tests.Walks;

/// <summary>The example shop, served on loopback for one walk.</summary>
internal sealed class DemoShopWalk : IAsyncDisposable
{
    private readonly string _folder;
    private readonly SvarDatabase _database;
    private readonly WebApplication _app;

    private DemoShopWalk(string folder, SvarDatabase database, WebApplication app, string url, IPEndPoint smtp)
    {
        _folder = folder;
        _database = database;
        _app = app;
        Url = url;
        Smtp = smtp;
    }

    public string Url { get; }
    public IPEndPoint Smtp { get; }
    public IServiceProvider Services => _app.Services;

    public static async Task<DemoShopWalk> StartAsync(bool isEmpty = true)
    {
        var folder = Directory.CreateTempSubdirectory("svar-walk-").FullName;
        var database = SvarDatabase.Open(null, folder);
        var url = $"http://127.0.0.1:{Loopback.FreePort()}";
        var smtp = new IPEndPoint(IPAddress.Loopback, Loopback.FreePort());
        var app = await DemoCommand.StartAsync(database, folder, [url], smtp, isEmpty, TestContext.Current.CancellationToken);
        return new DemoShopWalk(folder, database, app, url, smtp);
    }

    /// <summary>Waits for a mail that the shop sent and that <paramref name="wanted"/> recognises.</summary>
    public async Task<Caught> SentAsync(Func<Caught, bool> wanted)
    {
        var caught = Services.GetRequiredService<CaughtMail>();
        return await Waiting.ForAsync(() => Task.FromResult(caught.Mails.LastOrDefault(wanted)), "a mail that the shop sends");
    }

    /// <summary>A GET of the API with Anna's token.</summary>
    public async Task<JsonElement> ApiAsync(string path)
    {
        await using var db = _database.CreateDbContext();
        var brand = db.Set<Svar.Brands.Brand>().Select(b => b.Id).First();
        using var http = new HttpClient { BaseAddress = new Uri(Url) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", await Services.GetRequiredService<DemoHouse>().TokenAsync(brand, TestContext.Current.CancellationToken));
        return JsonDocument.Parse(await http.GetStringAsync(path, TestContext.Current.CancellationToken)).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

internal static class Waiting
{
    private static readonly TimeSpan _atMost = TimeSpan.FromSeconds(30);

    /// <summary>Asks until there is an answer, for at most half a minute.</summary>
    public static async Task<T> ForAsync<T>(Func<Task<T?>> ask, string what)
        where T : class
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(_atMost);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            if (await ask() is { } found)
            {
                return found;
            }
        }
        while (await Ticks(timer, limit.Token));

        throw new TimeoutException($"waited {_atMost.TotalSeconds} s in vain for {what}");
    }

    private static async Task<bool> Ticks(PeriodicTimer timer, CancellationToken cancel)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancel);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
