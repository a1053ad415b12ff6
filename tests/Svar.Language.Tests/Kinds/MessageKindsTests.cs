using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Svar.Language.Kinds;

namespace Svar.Language.Tests.Kinds;

public class MessageKindsTests
{
    // seen.tsv was looked at while the cues were written; unseen.tsv was written after the last change of a cue.
    [Theory]
    [InlineData("seen.tsv", 95)]
    [InlineData("unseen.tsv", 73)]
    public void Labelled_messages_get_their_kind(string file, double floor)
    {
        var rows = Rows(file);
        var wrong = rows.Where(row => !Kind(row).ToString().Equals(row[0], StringComparison.OrdinalIgnoreCase))
            .Select(row => $"{row[0]}, not {Kind(row)}: {row[2]}")
            .ToList();
        var right = 100.0 * (rows.Count - wrong.Count) / rows.Count;
        Assert.True(right >= floor, $"{right:F1} % right\n" + (file == "seen.tsv" ? string.Join('\n', wrong) : ""));

        static MessageKind Kind(string[] row) => MessageKinds.KindOf(row[2], row[1]).Kind;
    }

    [Fact]
    public void A_message_without_a_named_language_has_it_detected() =>
        Assert.Equal(MessageKind.Complaint, MessageKinds.KindOf("Jeg er svært misfornøyd med leveringen, pakken kom for sent.", null).Kind);

    [Fact]
    public void Another_language_gets_little_confidence() =>
        Assert.True(MessageKinds.KindOf("Haben Sie dieses Zelt auf Lager?", "de") is { Kind: MessageKind.Question, Confidence: < 0.6 });

    [Fact]
    public void Any_text_gets_a_kind_with_a_confidence() =>
        Prop.ForAll<string, string>((text, language) => MessageKinds.KindOf(text ?? "", language).Confidence is > 0 and <= 1).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a")]
    [InlineData("? ")]
    [InlineData("ikke ")]
    [InlineData("set ")]
    [InlineData("\ud83d")]
    public void A_huge_text_ends_soon(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var started = Stopwatch.GetTimestamp();
        _ = MessageKinds.KindOf(text, "nb");
        _ = MessageKinds.KindOf(text, "en");
        _ = DangerWords.Find(text, "en");
        _ = DangerWords.Find(text, "nb");
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    internal static IReadOnlyList<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Kinds", file)).Select(line => line.Split('\t')).ToList();
}
