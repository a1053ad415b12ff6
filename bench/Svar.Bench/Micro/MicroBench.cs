using System.CommandLine;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Svar.Bench.Micro;

/// <summary>
/// The steps of Svar.Mail one by one, by BenchmarkDotNet. In this process: its own toolchain would build all of Svar again for each
/// run.
/// </summary>
internal static class MicroBench
{
    public static Command Create()
    {
        var filter = new Option<string[]>("--filter") { Description = "only benchmarks whose full name is like this", DefaultValueFactory = _ => ["*"], AllowMultipleArgumentsPerToken = true, HelpName = "GLOB" };
        var folder = new Option<DirectoryInfo>("--mails") { Description = "folder of .eml files", DefaultValueFactory = _ => new DirectoryInfo("../shared/fixtures"), HelpName = "DIR" };
        var quick = new Option<bool>("--quick") { Description = "three short iterations: for a look, not for a figure" };
        var command = new Command("micro", "Time and memory of each step of reading and writing a mail (BenchmarkDotNet). Example: scripts/bench micro --filter '*Html*'") { filter, folder, quick };
        command.SetAction(async (parsed, cancel) =>
        {
            MailSample.Fill(await MailFiles.ReadAsync(parsed.GetValue(folder)!, cancel));
            Report.Load();
            BenchmarkSwitcher.FromTypes([typeof(MailSteps)]).Run(["--filter", .. parsed.GetValue(filter)!], Config(parsed.GetValue(quick)));
            Report.Load();
        });
        return command;
    }

    // on a busy machine the figures never settle, and it would measure a hundred times
    private const int MostIterations = 30;

    private static ManualConfig Config(bool quick) => ManualConfig.CreateEmpty()
        .AddJob((quick ? Job.ShortRun : Job.Default.WithMaxIterationCount(MostIterations)).WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddExporter(BenchmarkDotNet.Exporters.MarkdownExporter.GitHub)
        .AddLogger(ConsoleLogger.Default)
        .WithArtifactsPath(Path.Combine("artifacts", "micro"));
}
