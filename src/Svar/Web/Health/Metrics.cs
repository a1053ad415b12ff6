using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using Svar.Cluster;

namespace Svar.Web.Health;

/// <summary>The figures of all rooms and of the process in the OpenMetrics text format (version 1.0). What the database had to be asked for is held for some seconds.</summary>
internal sealed class Metrics(IEnumerable<IFigures> rooms, TimeProvider time) : IDisposable
{
    public const string ContentType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private static readonly TimeSpan _fresh = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private List<Figure> _held = [];
    private long? _heldAt;

    public async Task<string> WriteAsync(CancellationToken cancel)
    {
        var text = new StringBuilder();
        foreach (var figure in await FiguresAsync(cancel))
        {
            Write(text, figure);
        }

        foreach (var figure in OfProcess())
        {
            Write(text, figure);
        }

        text.Append("# TYPE svar_build info\n# HELP svar_build The program's version.\nsvar_build_info{version=\"").Append(Version).Append("\"} 1\n");
        return text.Append("# EOF\n").ToString();
    }

    public void Dispose() => _one.Dispose();

    private static string Version => typeof(Metrics).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private async Task<List<Figure>> FiguresAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_heldAt is not { } at || time.GetElapsedTime(at) > _fresh)
            {
                var figures = new List<Figure>();
                foreach (var room in rooms)
                {
                    figures.AddRange(await room.ReadAsync(cancel));
                }

                (_held, _heldAt) = (figures, time.GetTimestamp());
            }

            return _held;
        }
        finally
        {
            _one.Release();
        }
    }

    private static IEnumerable<Figure> OfProcess()
    {
        using var process = Process.GetCurrentProcess();
        return
        [
            new("process_cpu_seconds", "CPU time, user and system.", process.TotalProcessorTime.TotalSeconds, IsCounter: true),
            new("process_resident_memory_bytes", "Memory in use.", process.WorkingSet64),
            new("process_start_time_seconds", "When the process began, since 1970.", new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0),
            new("process_threads", "Threads of the process.", process.Threads.Count),
            new("dotnet_gc_heap_bytes", "Managed memory in use.", GC.GetTotalMemory(forceFullCollection: false)),
            new("dotnet_gc_collections", "Garbage collections of all generations.", GC.CollectionCount(0), IsCounter: true),
            new("dotnet_threadpool_queue", "Work that waits for a thread.", ThreadPool.PendingWorkItemCount),
        ];
    }

    private static void Write(StringBuilder text, Figure figure)
    {
        text.Append("# TYPE ").Append(figure.Name).Append(figure.IsCounter ? " counter\n" : " gauge\n");
        text.Append("# HELP ").Append(figure.Name).Append(' ').Append(figure.Help).Append('\n');
        text.Append(figure.Name).Append(figure.IsCounter ? "_total " : " ").Append(figure.Value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }
}
