using System.CommandLine;
using Svar.Accounts;
using Svar.Data;

namespace Svar.Commands;

/// <summary>The rooms' use cases for a verb that works beside a serving process: nothing listens, no duty runs.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly WebApplication _app;

    private House(SvarDatabase database, WebApplication app)
    {
        Database = database;
        _app = app;
    }

    public SvarDatabase Database { get; }

    public static async Task<House> OpenAsync(ParseResult parsed, Option<string> data, Option<string?> database, CancellationToken cancel)
    {
        var opened = await Shared.OpenDatabaseAsync(parsed, data, database, cancel);
        await opened.Keys.EnsureAsync(cancel);
        var folder = parsed.GetValue(data)!;
        return new House(opened, Program.Build(new ServeSettings(opened, folder, ServedAddress.Of(folder) is { } served ? [served] : [], null, [])));
    }

    /// <summary>Whether links lead where somebody has served, or was told to be reached; else they begin with the usual address.</summary>
    public bool KnowsAddress => _app.Configuration[$"{AccountOptions.Section}:{nameof(AccountOptions.DeskUrl)}"] is not null;

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Database.Dispose();
    }
}
