using FsCheck;
using FsCheck.Fluent;
using Svar.Language.Kinds;

namespace Svar.Language.Tests.Kinds;

public class DangerWordsTests
{
    // danger-unseen.tsv was written after the last change of a phrase.
    [Theory]
    [InlineData("danger.tsv")]
    [InlineData("danger-unseen.tsv")]
    public void Danger_is_found_and_idioms_are_not(string file)
    {
        var wrong = MessageKindsTests.Rows(file)
            .Where(row => DangerWords.Find(row[2], row[1]).Count > 0 != (row[0] == "1"))
            .Select(row => row[2]);
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_finding_says_which_words_it_means()
    {
        const string text = "Hei! Vi tror det er en gasslekkasje her, og kona fikk støt.";
        var found = DangerWords.Find(text, "nb");
        Assert.Equal([Danger.Gas, Danger.ElectricShock], found.Select(f => f.Danger));
        Assert.Equal(["gasslekkasje", "fikk støt"], found.Select(f => text[f.From..f.To]), StringComparer.Ordinal);
    }

    [Fact]
    public void Danger_is_found_when_the_language_is_not_known()
    {
        Assert.NotEmpty(DangerWords.Find("GASSLEKKASJE", null));
        Assert.NotEmpty(DangerWords.Find("The charger caught fire", "und"));
    }

    [Fact]
    public void Findings_lie_within_any_text_in_order() =>
        Prop.ForAll<string, string>((text, language) =>
        {
            text = (text ?? "") + " smell of gas, kveles" + text;
            var last = 0;
            return DangerWords.Find(text, language).All(f => f.From >= last && f.To > f.From && (last = f.From) >= 0 && f.To <= text.Length);
        }).QuickCheckThrowOnFailure();
}
