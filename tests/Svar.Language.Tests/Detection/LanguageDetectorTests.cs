using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Svar.Language.Detection;
using Svar.Tests;

namespace Svar.Language.Tests.Detection;

public class LanguageDetectorTests
{
    [Theory]
    [InlineData("nb", "Jeg bestilte en sovepose for tre uker siden, men den har ikke kommet.")]
    [InlineData("nn", "Eg tinga ein sovepose for tre veker sidan, men han har ikkje kome.")]
    [InlineData("da", "Jeg bestilte en sovepose for tre uger siden, men den er ikke kommet endnu.")]
    [InlineData("sv", "Jag beställde en sovsäck för tre veckor sedan men den har inte kommit.")]
    [InlineData("en", "I ordered a sleeping bag three weeks ago but it has not arrived.")]
    [InlineData("de", "Ich habe vor drei Wochen einen Schlafsack bestellt, aber er ist nicht angekommen.")]
    [InlineData("is", "Ég pantaði svefnpoka fyrir þremur vikum en hann er ekki kominn.")]
    [InlineData("fi", "Tilasin makuupussin kolme viikkoa sitten, mutta se ei ole vielä saapunut.")]
    [InlineData("pl", "Zamówiłem śpiwór trzy tygodnie temu, ale jeszcze nie dotarł.")]
    [InlineData("uk", "Я замовив спальний мішок три тижні тому, але він ще не прибув.")]
    [InlineData("el", "Παρήγγειλα έναν υπνόσακο πριν από τρεις εβδομάδες.")]
    [InlineData("ja", "三週間前に寝袋を注文しましたが、まだ届いていません。")]
    [InlineData("zh", "我三个星期前订购了一个睡袋，但还没有收到。")]
    [InlineData("ko", "3주 전에 침낭을 주문했지만 아직 도착하지 않았습니다.")]
    public void A_sentence_tells_its_language(string language, string sentence) =>
        Assert.Equal(language, LanguageDetector.Detect(sentence).Language);

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    [InlineData("12 345,00 - 3.11.2024")]
    [InlineData("👍🏽🎉")]
    [InlineData("FF-1042")]
    [InlineData("kari@example.com https://example.com/en/the/and/of")]
    public void Without_words_the_language_is_undetermined(string text) =>
        Assert.True(LanguageDetector.Detect(text).IsUndetermined);

    [Fact]
    public void Links_and_addresses_do_not_sway_the_guess() =>
        Assert.Equal("nb", LanguageDetector.Detect(
            "Hva har skjedd med pakken jeg bestilte? https://shop.example.com/the-best-order/with/the/tracking-number support.the.best@with-the.example").Language);

    // Figures measured on the half of langid_lingua that lies in the fixtures; the floors stand just below them.
    [Theory]
    [InlineData("sentences.tsv", 98.4, 98.8)]
    [InlineData("word-pairs.tsv", 87.4, 88.4)]
    [InlineData("single-words.tsv", 70.3, 68.8)]
    public void Short_texts_are_told_apart_as_well_as_measured(string file, double meanOfLanguages, double norwegianAsOne)
    {
        var rows = File.ReadLines(Path.Combine(Fixtures.Folder("langid_lingua"), file))
            .Select(line => line.Split('\t', 2))
            .Select(row => (Language: row[0], Guess: LanguageDetector.Detect(row[1])))
            .ToList();
        var mean = rows.GroupBy(row => row.Language, StringComparer.Ordinal)
            .Average(language => 100.0 * language.Count(row => row.Guess.Language == row.Language) / language.Count());
        var norwegian = rows.Where(row => row.Language is "nb" or "nn").ToList();
        Assert.InRange(mean, meanOfLanguages, 100);
        Assert.InRange(100.0 * norwegian.Count(row => row.Guess.IsNorwegian) / norwegian.Count, norwegianAsOne, 100);
    }

    [Fact]
    public void Long_texts_in_known_languages_are_all_told()
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["arb"] = "ar",
            ["ces"] = "cs",
            ["dan"] = "da",
            ["est"] = "et",
            ["fin"] = "fi",
            ["ita"] = "it",
            ["lav"] = "lv",
            ["nld"] = "nl",
            ["por_BR"] = "pt",
            ["som"] = "so",
            ["swe"] = "sv",
            ["tur"] = "tr",
            ["ukr"] = "uk",
            ["vie"] = "vi",
            ["ell_monotonic"] = "el",
            ["hin"] = "hi",
            ["hye"] = "hy",
            ["kat"] = "ka",
            ["khm"] = "km",
            ["cmn_hans"] = "zh",
        };
        foreach (var (name, language) in known)
        {
            var text = File.ReadAllText(Path.Combine(Fixtures.Folder("langid_udhr"), name + ".txt"));
            Assert.Equal((name, language), (name, LanguageDetector.Detect(text).Language));
        }
    }

    [Theory]
    [InlineData("kin")]
    [InlineData("zul")]
    [InlineData("swh")]
    [InlineData("hrv")]
    [InlineData("ind")]
    [InlineData("pes_1")]
    [InlineData("khk")]
    [InlineData("srp_cyrl")]
    [InlineData("quy")]
    public void A_long_text_in_a_language_that_is_not_known_is_undetermined(string name) =>
        Assert.True(LanguageDetector.Detect(File.ReadAllText(Path.Combine(Fixtures.Folder("langid_udhr"), name + ".txt"))).IsUndetermined);

    [Fact]
    public void Any_text_gets_a_guess_with_a_confidence() =>
        Prop.ForAll<string>(text => LanguageDetector.Detect(text) is { Confidence: >= 0 and <= 1, Language.Length: >= 2 }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a")]
    [InlineData("å ")]
    [InlineData("\ud83d")]
    [InlineData("\u202eשלום ")]
    [InlineData("the ")]
    [InlineData("漢")]
    public void A_huge_text_is_judged_by_a_sample(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000));
        var started = Stopwatch.GetTimestamp();
        _ = LanguageDetector.Detect(text);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(2));
    }
}
