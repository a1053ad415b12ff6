using System.Globalization;
using Svar.Tests;

namespace Svar.Bench.Smtp;

/// <summary>A server that is measured: a process, and where it listens.</summary>
internal sealed record SmtpUnderTest(string Name, BenchProcess Process, int Port) : IAsyncDisposable
{
    public static async Task<SmtpUnderTest> HostAsync(string name, string kind, int size)
    {
        var port = Loopback.FreePort();
        return await ReadyAsync(name, BenchProcess.Self(SmtpHosts.Runtime, "smtp-host", kind, Text(port), Text(size)), port);
    }

    /// <summary>Postfix's server for tests: one thread, C, reads all and keeps nothing.</summary>
    public static async Task<SmtpUnderTest> SinkAsync()
    {
        var port = Loopback.FreePort();
        string[] user = Environment.UserName == "root" ? ["-u", "nobody"] : [];
        return await ReadyAsync("smtp-sink of Postfix", BenchProcess.Start(Installed.Find("smtp-sink", "postfix"), [.. user, $"127.0.0.1:{Text(port)}", "512"]), port);
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();

    private static async Task<SmtpUnderTest> ReadyAsync(string name, BenchProcess process, int port)
    {
        try
        {
            await process.ListensAsync(port);
            return new SmtpUnderTest(name, process, port);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
