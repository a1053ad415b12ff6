using System.Diagnostics;
using System.Globalization;

namespace Svar.Bench;

/// <summary>What the system says of a process.</summary>
internal static class ProcessFigures
{
    public static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>Of the children of a process that are alive.</summary>
    public static TimeSpan CpuOfChildren(int id)
    {
        var sum = TimeSpan.Zero;
        foreach (var child in File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                using var process = Process.GetProcessById(int.Parse(child, CultureInfo.InvariantCulture));
                sum += process.TotalProcessorTime;
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // it has ended meanwhile
            }
        }

        return sum;
    }

    public static long ResidentKb(Process process) => Status(process, "VmRSS:");

    public static long MostResidentKb(Process process) => Status(process, "VmHWM:");

    /// <summary>Asks it to end, and ends it when it does not.</summary>
    public static async Task StopAsync(Process process)
    {
        if (process.HasExited)
        {
            return;
        }

        using (var stop = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await stop.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
    }

    private static long Status(Process process, string name) =>
        long.Parse(File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith(name, StringComparison.Ordinal))[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
