using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Svar.Tests.Data.PostgreSqlCluster))]

namespace Svar.Tests.Data;

/// <summary>
/// A PostgreSQL of the test run's own, in a temporary folder on a free loopback port: started when the first test
/// asks, gone when the run ends. Without PostgreSQL's server programs its tests are skipped with that reason.
/// </summary>
public sealed class PostgreSqlCluster : IAsyncDisposable
{
    private static readonly SemaphoreSlim _starting = new(1, 1);
    private static PostgreSqlCluster? _running;
    private static string? _template;
    private static int _databases;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "svar-pg-" + Guid.NewGuid().ToString("N")[..8]);
    private int _port;
    private string? _bin;

    public PostgreSqlCluster() => _running = this;

    /// <summary>The connection string of a new database made by <paramref name="fill"/> once and copied from then on.</summary>
    public static async Task<string> NewDatabaseAsync(Func<string, Task> fill)
    {
        var cluster = _running ?? throw new InvalidOperationException("the assembly fixture has not been made");
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (cluster._bin is null)
            {
                await cluster.StartAsync();
            }

            if (_template is null)
            {
                await cluster.ExecuteAsync("CREATE DATABASE svar_template");
                await fill(cluster.ConnectionString("svar_template"));
                NpgsqlConnection.ClearAllPools();
                _template = "svar_template";
            }

            var name = $"svar_{++_databases}";
            await cluster.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE svar_template");
            return cluster.ConnectionString(name);
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>The connection string of a new database with nothing in it.</summary>
    public static async Task<string> EmptyDatabaseAsync()
    {
        var cluster = _running ?? throw new InvalidOperationException("the assembly fixture has not been made");
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (cluster._bin is null)
            {
                await cluster.StartAsync();
            }

            var name = $"svar_{++_databases}";
            await cluster.ExecuteAsync($"CREATE DATABASE {name}");
            return cluster.ConnectionString(name);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_bin is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync(Path.Combine(_bin, "pg_ctl"), "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Maximum Pool Size=20;Include Error Detail=true";

    private async Task StartAsync()
    {
        var bin = Bin();
        if (bin is null)
        {
            Assert.Skip("no PostgreSQL server programs (Debian: apt-get install postgresql)");
        }

        Directory.CreateDirectory(_folder);
        if (Environment.UserName == "root")
        {
            await RunRootAsync("chown", "postgres", _folder);
        }

        await RunAsync(Path.Combine(bin!, "initdb"), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C", "-D", Path.Combine(_folder, "data"));
        for (var attempt = 1; _bin is null; attempt++)
        {
            _port = Loopback.FreePort();
            try
            {
                await RunAsync(
                    Path.Combine(bin!, "pg_ctl"),
                    "-D", Path.Combine(_folder, "data"),
                    "-l", Path.Combine(_folder, "log"),
                    "-o", $"-c listen_addresses=127.0.0.1 -p {_port} -k {_folder} {Durability} -c max_connections=200",
                    "-w", "-t", "180", "start");
                _bin = bin;
            }
            catch (InvalidOperationException) when (attempt < 3)
            {
                // Another program took the port between our look and the start.
            }
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The run of the fault scripts asks for a server that keeps what it has committed; the others need none.</summary>
    private static string Durability => Environment.GetEnvironmentVariable("SVAR_TEST_FSYNC") == "on"
        ? "-c fsync=on -c synchronous_commit=on"
        : "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";

    private static string? Bin()
    {
        const string Debian = "/usr/lib/postgresql";
        return Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;
    }

    // PostgreSQL refuses to run as root.
    private static Task RunAsync(string program, params string[] arguments) =>
        Environment.UserName == "root"
            ? RunRootAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments])
            : RunRootAsync(program, arguments);

    private static async Task RunRootAsync(string program, params string[] arguments)
    {
        // The server keeps what it inherits: its output goes to its log, not to pipes that we would wait on.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }
}
