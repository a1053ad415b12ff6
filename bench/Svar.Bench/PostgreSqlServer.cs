using System.Diagnostics;
using Svar.Tests;

namespace Svar.Bench;

/// <summary>A PostgreSQL of the measurement's own that waits for the disk at each commit, as one in use does.</summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _programs;
    private readonly int _port;

    private PostgreSqlServer(string folder, string programs, int port)
    {
        _folder = folder;
        _programs = programs;
        _port = port;
    }

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Maximum Pool Size=40";

    /// <summary>Where Debian puts the server's programs; null when they are not here.</summary>
    public static string? Programs()
    {
        const string Debian = "/usr/lib/postgresql";
        return Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;
    }

    public static async Task<PostgreSqlServer> StartAsync(string folder)
    {
        var port = Loopback.FreePort();
        var server = new PostgreSqlServer(folder, Programs()!, port);
        Directory.CreateDirectory(folder);
        if (Environment.UserName == "root")
        {
            for (var at = folder; at.Length > 4; at = Path.GetDirectoryName(at)!)
            {
                File.SetUnixFileMode(at, File.GetUnixFileMode(at) | UnixFileMode.OtherExecute | UnixFileMode.OtherRead);
            }

            await RunAsync("chown", "postgres", folder);
        }

        await server.RunAsPostgresAsync("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-D", Path.Combine(folder, "data"));
        await server.RunAsPostgresAsync(
            "pg_ctl", "-D", Path.Combine(folder, "data"), "-l", Path.Combine(folder, "log"), "-o", $"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=on -c synchronous_commit=on", "-w", "start");
        return server;
    }

    public async ValueTask DisposeAsync() => await RunAsPostgresAsync("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");

    private Task RunAsPostgresAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        return Environment.UserName == "root"
            ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }
}
