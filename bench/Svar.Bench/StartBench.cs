using System.CommandLine;
using System.Diagnostics;
using Svar.Data;

namespace Svar.Bench;

/// <summary>How long the program takes from its start to the first contact page, and the demo to its announcement.</summary>
internal static class StartBench
{
    public static Command Create()
    {
        var times = new Option<int>("--times") { Description = "starts of each kind", DefaultValueFactory = _ => 3 };
        var command = new Command("start", "Time from the start of the process to the first contact page; the demo's time to its announcement.") { times };
        command.SetAction(async parsed =>
        {
            Report.Load();
            for (var i = 0; i < parsed.GetValue(times); i++)
            {
                using var scratch = new Scratch(null);
                await StartAsync("serve, empty folder", "serve", ["--data", scratch.Path("data")], "/", announces: false);
                using (var database = SvarDatabase.Open(null, scratch.Path("data")))
                {
                    await BenchHouse.BuildAsync(database, staff: 1);
                }

                await StartAsync("serve", "serve", ["--data", scratch.Path("data")], "/b/bench/", announces: false);
                await StartAsync("demo", "demo", [], "/b/fjord-og-fell/", announces: true);
            }

            Report.Load();
        });
        return command;
    }

    private static async Task StartAsync(string name, string verb, string[] arguments, string page, bool announces)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
        var announcement = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var watch = Stopwatch.StartNew();
        await using var server = ServerProcess.Start(verb, arguments, line =>
        {
            if (line.Contains("\"url\"", StringComparison.Ordinal))
            {
                announcement.TrySetResult();
            }
        });
        var first = await PageAsync(http, server.Url + page, watch);
        var announced = "";
        if (announces)
        {
            await announcement.Task;
            announced = FormattableString.Invariant($", announced {watch.Elapsed.TotalSeconds:F2} s");
        }

        Report.Line($"{name}: first page {first.At.TotalSeconds:F2} s ({(int)first.Status}){announced}, CPU {server.Cpu.TotalSeconds:F2} s, resident {server.ResidentKb / 1024} MB");
    }

    private static async Task<(TimeSpan At, System.Net.HttpStatusCode Status)> PageAsync(HttpClient http, string url, Stopwatch watch)
    {
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(url));
                await answer.Content.ReadAsByteArrayAsync();
                return (watch.Elapsed, answer.StatusCode);
            }
            catch (HttpRequestException) when (watch.Elapsed < TimeSpan.FromMinutes(2))
            {
                await Task.Delay(10);
            }
        }
    }
}
