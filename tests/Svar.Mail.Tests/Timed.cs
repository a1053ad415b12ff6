using System.Diagnostics;
using System.Globalization;

namespace Svar.Mail.Tests;

/// <summary>Holds work to five seconds of its thread's own time: what else the machine does is not counted.</summary>
internal static class Timed
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(5);

    public static T Run<T>(Func<T> work, Func<string>? which = null)
    {
        var (clock, own) = (Stopwatch.StartNew(), OwnTime());
        var result = work();
        if (clock.Elapsed >= _limit)
        {
            var took = OwnTime() - own;
            Assert.True(took < _limit, $"took {took} {which?.Invoke()}");
        }

        return result;
    }

    // proc(5), schedstat: nanoseconds on a processor
    private static TimeSpan OwnTime()
    {
        const string Statistics = "/proc/thread-self/schedstat";
        return File.Exists(Statistics)
            ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Statistics).Split(' ')[0], CultureInfo.InvariantCulture) / 1000)
            : Stopwatch.GetElapsedTime(0);
    }
}
