using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Svar.BusinessHours;

namespace Svar.Tests.BusinessHours;

[SuppressMessage("Security", "CA5394", Justification = "test data from a seed")]
public sealed class OpenHoursBruteForceTests
{
    /// <summary>Cases a run: 20,000, or as many as SVAR_CLOCK_CASES says; the first seed is SVAR_CLOCK_SEED, else 0.</summary>
    internal static IEnumerable<int> Seeds()
    {
        static int Said(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var n) ? n : otherwise;
        return Enumerable.Range(Said("SVAR_CLOCK_SEED", 0), Said("SVAR_CLOCK_CASES", 20_000));
    }

    [Fact]
    public void Open_time_agrees_with_a_walk_minute_by_minute()
    {
        foreach (var seed in Seeds())
        {
            var random = new Random(seed);
            var zone = RandomHours.Zone(random);
            var around = RandomHours.Around(random, zone);
            var plain = RandomHours.Hours(random, zone, around);
            var minutes = new OpenMinutes(around, random.Next(1, 9) * 1440, plain);
            var hours = plain.Build();

            // Half of the instants are whole minutes, half are any tick.
            DateTime Any() => random.Next(2) == 0 ? around.AddMinutes(random.Next(minutes.Count)) : around.AddTicks(random.NextInt64(minutes.Count * TimeSpan.TicksPerMinute));
            for (var i = 0; i < 3; i++)
            {
                var (a, b) = (Any(), Any());
                Same(minutes.IsOpen(a), hours.IsOpen(a), seed, plain, $"open at {a:O}");
                Same(minutes.Between(a, b), hours.OpenTimeBetween(a, b), seed, plain, $"open time from {a:O} to {b:O}");
                SameOrBeyond(minutes, minutes.NextOpening(a), hours.NextOpening(a), seed, plain, $"opening after {a:O}");
                var time = a < b && random.Next(3) == 0 ? minutes.Between(a, b) : TimeSpan.FromMinutes(random.Next(3000));
                SameOrBeyond(minutes, minutes.Add(a, time), hours.AddOpenTime(a, time), seed, plain, $"{time} after {a:O}");
            }
        }
    }

    private static void Same<T>(T expected, T actual, int seed, PlainHours hours, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            Assert.Fail($"seed {seed}: {what}: by minutes {expected}, computed {actual}; {hours}");
        }
    }

    private static void SameOrBeyond(OpenMinutes minutes, DateTime? expected, DateTime? actual, int seed, PlainHours hours, string what)
    {
        if (expected is not null || !(actual is null || actual > minutes.End || (actual == minutes.End && what.StartsWith("opening", StringComparison.Ordinal))))
        {
            Same(expected, actual, seed, hours, what);
        }
    }
}
