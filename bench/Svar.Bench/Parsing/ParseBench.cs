using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Svar.Bench.Parsing;

/// <summary>
/// Reading mail, on one thread: structure alone, and headers, structure and all text decoded. Each reader is a process of its own that reads the same
/// mails in several rounds; the median of the later half counts, in CPU time of the process. Beside it GMime (C) and Python's email package in the same run.
/// </summary>
internal static class ParseBench
{
    private static readonly string[] _modes = ["structure", "text"];

    public static Command Create()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = ".eml files, also in folders below" };
        var count = new Option<int>("--mails") { Description = "so many, repeating the files", DefaultValueFactory = _ => 2000 };
        var rounds = new Option<int>("--rounds") { Description = "rounds of each reader", DefaultValueFactory = _ => 40 };
        var command = new Command("parse", "Mails read a second on one thread, beside GMime and Python. Example: bench parse ../shared/fixtures") { folder, count, rounds };
        command.SetAction(async (parsed, cancel) =>
        {
            using var scratch = new Scratch(null);
            var mix = scratch.Path("mails");
            var bytes = await WriteAsync(parsed.GetValue(folder)!, parsed.GetValue(count), mix, cancel);
            Report.Load();
            Report.Line($"{parsed.GetValue(count)} mails, {bytes / 1e6:F1} MB, {bytes / (double)parsed.GetValue(count) / 1000:F1} KB mean; one thread, CPU time, median of the later rounds");
            foreach (var mode in _modes)
            {
                var ours = await RunAsync("Svar.Mail", bytes, Environment.ProcessPath!, [typeof(ParseBench).Assembly.Location, "parse-reader", mix, mode, $"{parsed.GetValue(rounds)}"], cancel);
                var gmime = await RunAsync("GMime", bytes, await CompileAsync(scratch, cancel), [mix, mode, $"{parsed.GetValue(rounds)}"], cancel);
                var python = await RunAsync("Python", bytes, "python3", [PeerFile("python-read.py"), mix, mode, "3"], cancel);
                Report.Line($"{mode}: Svar.Mail reads {gmime / ours:F1} x as fast as GMime, {python / ours:F0} x as fast as Python");
            }

            Report.Load();
        });
        return command;
    }

    /// <summary>The reader itself, a process of its own.</summary>
    public static Command CreateReader()
    {
        var file = new Argument<string>("file");
        var mode = new Argument<string>("mode");
        var rounds = new Argument<int>("rounds");
        var command = new Command("parse-reader", "Reads a file of mails in rounds; run by parse.") { file, mode, rounds };
        command.Hidden = true;
        command.SetAction(parsed => ParseReader.Run(parsed.GetValue(file)!, parsed.GetValue(mode) == "text", parsed.GetValue(rounds)));
        return command;
    }

    private static async Task<long> WriteAsync(DirectoryInfo folder, int count, string mix, CancellationToken cancel)
    {
        var mails = await MailFiles.ReadAsync(folder, cancel);
        var bytes = 0L;
        await using var written = File.Create(mix);
        for (var i = 0; i < count; i++)
        {
            var mail = mails[i % mails.Count];
            await written.WriteAsync(BitConverter.GetBytes(mail.Length), cancel);
            await written.WriteAsync(mail, cancel);
            bytes += mail.Length;
        }

        return bytes;
    }

    private static async Task<double> RunAsync(string name, long bytes, string program, string[] arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["DOTNET_gcConcurrent"] = "0";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
        var lines = (await process.StandardOutput.ReadToEndAsync(cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')).ToList();
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0 || lines.Count == 0)
        {
            throw new InvalidOperationException($"{name} ended with {process.ExitCode}");
        }

        var seconds = Report.Quantile(lines.Skip(lines.Count / 2).Select(l => double.Parse(l[0], CultureInfo.InvariantCulture)), 0.5);
        var more = lines[^1].Length > 4 ? $"; {lines[^1][4]} bytes allocated a mail" : "";
        Report.Line($"  {name}: {bytes / 1e6 / seconds:F0} MB/s, {seconds:F3} s a round, {lines[^1][1]} parts, {lines[^1][2]} characters{more}");
        return seconds;
    }

    private static async Task<string> CompileAsync(Scratch scratch, CancellationToken cancel)
    {
        var program = scratch.Path("gmime-read");
        if (!File.Exists(program))
        {
            using var compiler = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"cc -O2 -o '{program}' '{PeerFile("gmime-read.c")}' $(pkg-config --cflags --libs gmime-3.0)"])) ?? throw new InvalidOperationException("no shell");
            await compiler.WaitForExitAsync(cancel);
            if (compiler.ExitCode != 0)
            {
                throw new InvalidOperationException("GMime's reader does not compile: install gcc and libgmime-3.0-dev");
            }
        }

        return program;
    }

    private static string PeerFile(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "bench", "peers", name);
            if (File.Exists(file))
            {
                return file;
            }
        }

        throw new FileNotFoundException($"bench/peers/{name} is not above {AppContext.BaseDirectory}");
    }
}
