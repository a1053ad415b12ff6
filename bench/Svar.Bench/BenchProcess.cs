using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Svar.Tests;

namespace Svar.Bench;

/// <summary>Another program beside the measurement: what it says, what it costs. Ended when disposed.</summary>
internal sealed class BenchProcess : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];

    private BenchProcess(ProcessStartInfo start)
    {
        Name = start.FileName;
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} does not start");
        _process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null)
            {
                _lines.CompleteAdding();
            }
            else
            {
                _lines.Add(e.Data);
            }
        };
        _process.BeginOutputReadLine();
    }

    public string Name { get; }

    public int Id => _process.Id;

    public TimeSpan Cpu => ProcessFigures.Cpu(_process);

    public long ResidentKb => ProcessFigures.ResidentKb(_process);

    public static BenchProcess Start(string program, params string[] arguments) => new(new ProcessStartInfo(program, arguments));

    /// <summary>A verb of this program, with the settings of the runtime that it shall have.</summary>
    public static BenchProcess Self(IReadOnlyDictionary<string, string> runtime, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(BenchProcess).Assembly.Location, .. arguments]);
        foreach (var (name, value) in runtime)
        {
            start.Environment[name] = value;
        }

        return new BenchProcess(start);
    }

    /// <summary>Until it takes connections.</summary>
    public Task ListensAsync(int port) => Loopback.UntilItListensAsync(_process, port);

    public void Say(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>What follows this word on the next line that begins with it.</summary>
    public string Hear(string word)
    {
        while (_lines.TryTake(out var line, _patience))
        {
            if (line.StartsWith(word, StringComparison.Ordinal))
            {
                return line[word.Length..].Trim();
            }
        }

        throw new InvalidOperationException($"{Name} did not say '{word}'{(_process.HasExited ? $": it ended with {_process.ExitCode}" : " in two minutes")}");
    }

    public double HearNumber(string word) => double.Parse(Hear(word), CultureInfo.InvariantCulture);

    /// <summary>Until it ends by itself.</summary>
    public async Task EndsAsync()
    {
        using var limit = new CancellationTokenSource(_patience);
        await _process.WaitForExitAsync(limit.Token);
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Name} ended with {_process.ExitCode}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await ProcessFigures.StopAsync(_process);
        _process.Dispose();
        _lines.Dispose();
    }
}
