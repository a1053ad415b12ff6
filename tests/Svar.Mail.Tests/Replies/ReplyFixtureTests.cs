using System.Text.Json;
using Svar.Mail.Replies;
using Svar.Tests;

namespace Svar.Mail.Tests.Replies;

/// <summary>The sets that other projects made for the same purpose: each with the share that must not be lost again, and the misses printed.</summary>
public class ReplyFixtureTests(ITestOutputHelper output)
{
    [Fact]
    public void Email_reply_trimmer() => Measure("email_reply_trimmer", 32, 0.95, static (parts, expected) =>
        Lines(parts.Reply) == Lines(expected.GetProperty("trimmed").GetString()!));

    [Fact]
    public void Crisp() => Measure("crisp_reply_parser", 22, 0.95, static (parts, expected) =>
        expected.TryGetProperty("reply", out var reply)
            ? Lines(parts.Reply) == Lines(reply.GetString()!)
            : Lines(parts.Text[parts.Parts[0].From..parts.Parts[0].To]) == Lines(expected.GetProperty("first_fragment").GetString()!));

    [Fact]
    public void Email_reply_parser() => Measure("email_reply_parser", 11, 0.95, static (parts, expected) =>
    {
        var reply = Lines(parts.Reply);
        return (!expected.TryGetProperty("visible", out var visible) || reply == Lines(visible.GetString()!))
            && (!expected.TryGetProperty("starts_with", out var start) || reply.StartsWith(start.GetString()!, StringComparison.Ordinal))
            && All(expected, "must_contain", s => reply.Contains(s, StringComparison.Ordinal))
            && All(expected, "must_not_contain", s => !reply.Contains(s, StringComparison.Ordinal))
            && All(expected, "must_not_contain_last", s => !reply.Split('\n')[^1].Contains(s, StringComparison.Ordinal))
            && (!expected.TryGetProperty("fragments", out var count) || count.GetInt32() != 1 || reply == Lines(parts.Text));
    });

    [Fact]
    public void Talon_plain() => Measure("talon", 29, 0.95, static (parts, expected) =>
        expected.TryGetProperty("reply", out var reply)
            ? Tight(parts.Reply) == Tight(reply.GetString()!)
            : Tight(parts.Signature) == Tight(expected.GetProperty("signature").GetString()!));

    [Fact]
    public void Every_text_is_covered_in_order_without_gap_or_overlap()
    {
        foreach (var set in (ReadOnlySpan<string>)["email_reply_trimmer", "crisp_reply_parser", "email_reply_parser", "talon"])
        {
            var files = Fixtures.Files(set, ".txt").ToList();
            Assert.NotEmpty(files);
            foreach (var file in files)
            {
                ReplyTextTests.AssertCovers(ReplyText.Split(File.ReadAllText(file)));
            }
        }
    }

    private static bool All(JsonElement expected, string name, Func<string, bool> holds) =>
        !expected.TryGetProperty(name, out var list) || list.EnumerateArray().All(s => holds(s.GetString()!));

    private void Measure(string set, int least, double floor, Func<ReplyParts, JsonElement, bool> judge)
    {
        var count = 0;
        var right = 0;
        foreach (var file in Fixtures.Files(set, ".txt"))
        {
            var expectedFile = Path.ChangeExtension(file, ".expected.json");
            if (!File.Exists(expectedFile))
            {
                continue;
            }

            count++;
            using var expected = JsonDocument.Parse(File.ReadAllText(expectedFile));
            var parts = ReplyText.Split(File.ReadAllText(file));
            if (judge(parts, expected.RootElement))
            {
                right++;
            }
            else
            {
                output.WriteLine($"{Path.GetFileName(file)}:\n{string.Join('\n', parts.Parts.Select(p => $"[{p.Kind}] {parts.Text[p.From..p.To]}"))}\n");
            }
        }

        output.WriteLine($"{set}: {right} of {count}");
        TestContext.Current.SendDiagnosticMessage($"{set}: {right} of {count}");
        Assert.True(count >= least, $"{set}: only {count} texts");
        Assert.True(right >= count * floor, $"{set}: {right} of {count}");
    }

    private static string Lines(string text) =>
        string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(static l => l.TrimEnd())).Trim();

    private static string Tight(string text) => string.Concat(text.Where(static c => !char.IsWhiteSpace(c)));
}
