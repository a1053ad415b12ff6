using System.Diagnostics;
using System.Globalization;

namespace Svar.Mail.Tests.Fuzz;

/// <summary>
/// Half a minute of the same broken inputs in each test run, so that a run says something of a change; SVAR_FUZZ_SECONDS asks for more, SVAR_FUZZ_SEED
/// for others.
/// </summary>
public sealed class MutatedInputTests
{
    private const int UsualSeed = 20261125;
    private const int UsualSeconds = 30;

    /// <summary>
    /// Times the input and <see cref="Base"/>, of all that is allocated on the way; what lives at once is a small part of it. A page is read four times.
    /// </summary>
    private const int MostAllocated = 400;
    private const int Base = 20_000;

    private static readonly Dictionary<string, Func<FuzzTarget>> _targets = new(StringComparer.Ordinal)
    {
        ["mails"] = MailTarget.Create,
        ["pages"] = WordsTargets.Pages,
        ["replies"] = WordsTargets.Replies,
        ["rich text"] = RichTextTarget.Create,
        ["IMAP answers"] = DialogueTargets.Imap,
        ["SMTP answers"] = DialogueTargets.SmtpClient,
        ["SMTP sessions"] = DialogueTargets.SmtpServer,
    };

    public static TheoryData<string> Targets => [.. _targets.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Broken_input_is_read_in_bounded_time_and_memory_without_an_undeclared_exception(string name)
    {
        var target = _targets[name]();
        var seed = Asked("SVAR_FUZZ_SEED") ?? UsualSeed;
        var mutator = new Mutator(target.Corpus, target.Words, seed);
        var end = Stopwatch.GetTimestamp() + (long)(target.Share * (Asked("SVAR_FUZZ_SECONDS") ?? UsualSeconds) * Stopwatch.Frequency);
        var (count, bytes, slowest, largest) = (0, 0L, TimeSpan.Zero, 0.0);
        for (; Stopwatch.GetTimestamp() < end; count++)
        {
            var input = mutator.Next();
            var (elapsed, allocated) = Read(target, input, () => $"{name}, seed {seed}, input {count}");
            bytes += input.Length;
            slowest = elapsed > slowest ? elapsed : slowest;
            var times = allocated / (double)(input.Length + Base);
            if (times >= MostAllocated)
            {
                Assert.Fail($"{name}, seed {seed}, input {count} took {times:F0} x its length of memory: {Sample(input)}");
            }

            largest = Math.Max(largest, times);
        }

        Assert.True(count > 0);
        TestContext.Current.SendDiagnosticMessage($"{name}: {count} inputs, {bytes / 1_000_000} MB, seed {seed}; the slowest took {slowest.TotalMilliseconds:F0} ms, the most allocated was {largest:F0} x the input");
    }

    private static (TimeSpan Elapsed, long Allocated) Read(FuzzTarget target, byte[] input, Func<string> which)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var elapsed = Timed.Run(
            () =>
            {
                var since = Stopwatch.GetTimestamp();
                try
                {
                    target.Read(input);
                }
                catch (Exception failure)
                {
                    throw new InvalidOperationException($"{which()}: {Sample(input)}", failure);
                }

                return Stopwatch.GetElapsedTime(since);
            },
            () => $"{which()}: {Sample(input)}");
        return (elapsed, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>What is too long for a screen is kept as a file.</summary>
    private static string Sample(byte[] input)
    {
        if (input.Length < 20_000)
        {
            return Convert.ToBase64String(input);
        }

        var file = Path.Combine(Path.GetTempPath(), $"svar-fuzz-{Environment.ProcessId}-{Guid.NewGuid():N}");
        File.WriteAllBytes(file, input);
        return file;
    }

    private static int? Asked(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var asked) ? asked : null;
}
