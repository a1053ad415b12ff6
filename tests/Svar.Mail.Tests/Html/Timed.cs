using System.Diagnostics;

namespace Svar.Mail.Tests.Html;

/// <summary>Holds work to five seconds. The machine may be busy with something else: the best of three tries counts.</summary>
internal static class Timed
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static T Best<T>(Func<T> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            var clock = Stopwatch.StartNew();
            var result = work();
            if (clock.Elapsed < Limit || attempt == 3)
            {
                Assert.True(clock.Elapsed < Limit, $"{clock.Elapsed}");
                return result;
            }
        }
    }
}
