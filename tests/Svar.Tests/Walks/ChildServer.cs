using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Svar.Data;
using Svar.Tests.House;

namespace Svar.Tests.Walks;

/// <summary>The program as a process of its own, which can be killed and begun again on the same ports.</summary>
internal sealed class ChildServer(SvarDatabase database, string folder) : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly int _http = Loopback.FreePort();
    private Process? _process;

    public IPEndPoint Smtp { get; } = new(IPAddress.Loopback, Loopback.FreePort());

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_http}");

    /// <summary>Its lines on stdout.</summary>
    public IReadOnlyList<string> Said => [.. _said];

    public int ProcessId => _process!.Id;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>What it logged as an error.</summary>
    public IReadOnlyList<string> Failures => [.. _failures];

    /// <param name="prefix">Shell words to run it under; empty: none.</param>
    public void Start(string prefix = "")
    {
        List<string> arguments = [Path.Combine(AppContext.BaseDirectory, "svar.dll"), "serve", "--data", folder, "--urls", Url, "--smtp", Smtp.ToString()];
        if (!database.IsSqlite)
        {
            arguments.AddRange(["--database", database.ConnectionString]);
        }

        var start = prefix.Length == 0
            ? new ProcessStartInfo("dotnet", arguments)
            : new ProcessStartInfo("/bin/sh", ["-c", prefix + " exec dotnet \"$@\"", "sh", .. arguments]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.Environment["Logging__Console__FormatterName"] = "simple";
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } said)
            {
                _said.Enqueue(said);
            }
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } said && (said.StartsWith("fail:", StringComparison.Ordinal) || said.StartsWith("crit:", StringComparison.Ordinal) || said.StartsWith("Unhandled", StringComparison.Ordinal) || said.StartsWith("svar:", StringComparison.Ordinal)))
            {
                _failures.Enqueue(said);
            }
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();
}
