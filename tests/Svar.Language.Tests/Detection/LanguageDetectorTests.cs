using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Svar.Language.Detection;
using Svar.Tests;

namespace Svar.Language.Tests.Detection;

public class LanguageDetectorTests(ITestOutputHelper output)
{
    private const double Sure = 0.9;

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

    /// <summary>One to three words as customers write them; 'und' where several languages have them, or none: then no sure answer is right.</summary>
    [Fact]
    public void Of_the_shortest_mails_a_sure_answer_is_right()
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Detection", "short.tsv"))
            .Select(line => line.Split('\t', 2))
            .Select(row => (Language: row[0], Text: row[1], Guess: LanguageDetector.Detect(row[1])))
            .ToList();
        var sure = rows.Where(row => row.Guess is { IsUndetermined: false, Confidence: >= Sure }).ToList();
        var wrong = sure.Where(row => row.Guess.Language != row.Language).ToList();
        output.WriteLine($"{rows.Count} texts, {sure.Count} sure, wrong: {string.Join("; ", wrong.Select(r => FormattableString.Invariant($"{r.Text} {r.Guess.Language} {r.Guess.Confidence:F3}")))}");
        Assert.True(wrong.Count * 20 <= sure.Count, $"{wrong.Count} of {sure.Count}");
        Assert.InRange(rows.Count(row => row.Language != "und" && row.Guess.Or("und") == row.Language), 60, rows.Count);
    }

    [Theory]
    [InlineData("sentences.tsv", 10_000)]
    [InlineData("word-pairs.tsv", 7_000)]
    [InlineData("single-words.tsv", 3_500)]
    public void What_is_told_with_confidence_is_so_often_right(string file, int sure)
    {
        var rows = File.ReadLines(Path.Combine(Fixtures.Folder("langid_lingua"), file))
            .Select(line => line.Split('\t', 2))
            .Select(row => (Language: row[0], Guess: LanguageDetector.Detect(row[1])))
            .Where(row => !row.Guess.IsUndetermined)
            .ToList();
        foreach (var step in rows.GroupBy(row => Math.Floor(row.Guess.Confidence * 10) / 10).OrderBy(step => step.Key))
        {
            output.WriteLine(FormattableString.Invariant($"{step.Key:F1}: {step.Count(row => row.Guess.Language == row.Language)} of {step.Count()}"));
        }

        var told = rows.Where(row => row.Guess.Confidence >= Sure).ToList();
        Assert.InRange(told.Count, sure, rows.Count);
        Assert.InRange(told.Count(row => row.Guess.Language == row.Language), 0.95 * told.Count, told.Count);
    }

    [Theory]
    [InlineData("hei", "nb")]
    [InlineData("takk", "nb")]
    [InlineData("plain", "en")]
    [InlineData("ok", "en")]
    [InlineData("hi", "en")]
    [InlineData("", "en")]
    public void A_word_that_many_languages_have_is_told_with_little_confidence(string text, string orElse)
    {
        var guess = LanguageDetector.Detect(text);
        Assert.InRange(guess.Confidence, 0, 0.5);
        Assert.Equal((orElse, "nb"), (guess.Or("en"), guess.Or("nb")));
    }

    [Theory]
    [InlineData("hei æøå", "nb")]
    [InlineData("Brev om retur", "nb")]
    [InlineData("takk for hjelpen", "nb")]
    [InlineData("Hvor er pakken min?", "nb")]
    [InlineData("Kvar er pakka mi? Eg har venta i to veker.", "nn")]
    public void Norwegian_that_may_be_of_either_form_is_of_the_usual_one(string text, string language)
    {
        var guess = LanguageDetector.Detect(text);
        Assert.Equal((language, language), (guess.Or("en"), guess.Or("nb")));
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
