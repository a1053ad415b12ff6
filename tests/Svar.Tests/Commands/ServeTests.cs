using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Svar.Data;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Commands;

public class ServeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("serve", false)]
    [InlineData("serve", true)]
    [InlineData("demo", false)]
    public async Task A_port_that_is_taken_is_told_in_one_line(string verb, bool isSmtp)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var busy = ((IPEndPoint)taken.LocalEndpoint).ToString();
        var folder = Directory.CreateTempSubdirectory("svar-test-").FullName;
        var free = $"127.0.0.1:{Loopback.FreePort()}";
        string[] empty = verb == "demo" ? ["--empty"] : [];
        var said = await Verb.RunAsync([verb, "--data", folder, "--urls", "http://" + (isSmtp ? free : busy), "--smtp", isSmtp ? busy : free, .. empty]);
        said.FailedWith(1, busy);
        Assert.Contains(isSmtp ? "--smtp" : "--urls", said.Err, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Links_that_verbs_print_lead_to_the_serving_program_and_else_say_that_they_guess()
    {
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        async Task<Verb> AddAsync(string name)
        {
            var verb = await Verb.RunAsync("user", "add", $"{name}@example.com", "--name", name, "--data", files.Folder);
            Assert.True(verb.Exit == 0, verb.Err);
            return verb;
        }

        string LinkOf(Verb verb) => Assert.Single(verb.Lines).GetProperty("link").GetString()!;

        var before = await AddAsync("anna");
        Assert.StartsWith("http://127.0.0.1:5080/", LinkOf(before), StringComparison.Ordinal);
        Assert.Contains("Accounts:DeskUrl", Assert.Single(before.Err.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);

        var (url, smtp) = ($"http://127.0.0.1:{Loopback.FreePort()}", $"127.0.0.1:{Loopback.FreePort()}");
        var served = await ServeUntilReadyAsync(files.Folder, url, smtp);
        Assert.Contains(url, served, StringComparison.Ordinal);
        Assert.DoesNotContain("http://" + smtp, served, StringComparison.Ordinal);
        Assert.Contains(smtp, served, StringComparison.Ordinal);

        var after = await AddAsync("per");
        Assert.StartsWith(url + "/", LinkOf(after), StringComparison.Ordinal);
        Assert.Equal("", after.Err);
        Assert.StartsWith(url + "/", LinkOf(await Verb.RunAsync("user", "reset", "per@example.com", "--data", files.Folder)), StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(files.Folder, "svar.json"), """{"Accounts":{"DeskUrl":"https://desk.example.com"}}""", Cancel);
        Assert.StartsWith("https://desk.example.com/", LinkOf(await AddAsync("eva")), StringComparison.Ordinal);
    }

    private static async Task<string> ServeUntilReadyAsync(string folder, string url, string smtp)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "svar.dll"), "serve", "--data", folder, "--urls", url, "--smtp", smtp])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            while (await process.StandardError.ReadLineAsync(Cancel) is { } line)
            {
                if (line.StartsWith("Svar serves", StringComparison.Ordinal))
                {
                    return line;
                }
            }

            throw new InvalidOperationException("it ended");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(Cancel);
        }
    }
}
