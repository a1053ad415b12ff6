using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Svar.Tests;

namespace Svar.Bench;

/// <summary>The real program, as a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, string url, IPEndPoint smtp)
    {
        _process = process;
        Url = url;
        Smtp = smtp;
    }

    public string Url { get; }
    public IPEndPoint Smtp { get; }
    public TimeSpan Cpu => ProcessFigures.Cpu(_process);
    public long ResidentKb => ProcessFigures.ResidentKb(_process);
    public long MostResidentKb => ProcessFigures.MostResidentKb(_process);

    /// <summary>Starts a verb that serves, and waits for nothing.</summary>
    /// <param name="heard">Called for each line that it prints, on any thread.</param>
    public static ServerProcess Start(string verb, IReadOnlyList<string> arguments, Action<string> heard)
    {
        var url = $"http://127.0.0.1:{Loopback.FreePort()}";
        var smtp = new IPEndPoint(IPAddress.Loopback, Loopback.FreePort());
        var start = new ProcessStartInfo("dotnet", [Program(), verb, "--urls", url, "--smtp", smtp.ToString(), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start");
        void Heard(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is not null)
            {
                heard(e.Data);
            }
        }

        process.ErrorDataReceived += Heard;
        process.OutputDataReceived += Heard;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return new ServerProcess(process, url, smtp);
    }

    /// <summary>Until it takes connections for mail.</summary>
    public async Task ReadyAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
            {
                throw new InvalidOperationException("the server has not opened its port within two minutes");
            }

            if (_process.HasExited)
            {
                throw new InvalidOperationException($"the server ended with {_process.ExitCode}");
            }

            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(Smtp);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ProcessFigures.StopAsync(_process);
        _process.Dispose();
    }

    private static string Program()
    {
        var beside = Path.Combine(AppContext.BaseDirectory, "svar.dll");
        return Environment.GetEnvironmentVariable("SVAR_PROGRAM") ?? beside;
    }
}
