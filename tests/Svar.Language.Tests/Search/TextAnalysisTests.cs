using System.Buffers;
using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Svar.Language.Search;

namespace Svar.Language.Tests.Search;

public class TextAnalysisTests
{
    private static string Index(string text, string? language = "nb")
    {
        var to = new StringBuilder();
        TextAnalysis.AppendIndexText(to, text, language);
        return to.ToString().TrimEnd();
    }

    private static bool Finds(string query, string text, string? queryLanguage, string? textLanguage)
    {
        var terms = Index(text, textLanguage).Split(' ');
        return TextAnalysis.QueryTerms(query, queryLanguage).All(term => term.Forms.Any(form =>
            terms.Any(t => term.IsPrefix ? t.StartsWith(form, StringComparison.Ordinal) : t == form)));
    }

    [Theory]
    [InlineData("Ålesund", "aalesund")]
    [InlineData("AALESUND", "ålesund")]
    [InlineData("A\u030Alesund", "ålesund")]
    [InlineData("Grønn", "gronn")]
    [InlineData("grön", "grøn")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("café", "CAFE")]
    [InlineData("Ærlig", "aerlig")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Ｈｅｌｌｏ", "hello")]
    [InlineData("co\u00ADoperate", "cooperate")]
    public void Two_spellings_of_one_word_meet(string one, string other) =>
        Assert.Equal(Index(other, "so").Split(' ')[0], Index(one, "so").Split(' ')[0]);

    [Fact]
    public void A_word_is_found_by_those_who_lack_its_letters()
    {
        Assert.True(Finds("alesund ", "Vi bor i Ålesund", "nb", "nb"));
        Assert.True(Finds("ålesund ", "We live in Alesund", "nb", "en"));
    }

    [Fact]
    public void The_inflected_and_the_plain_word_meet()
    {
        Assert.True(Finds("pakken ", "To pakker kom i dag", "nb", "nb"));
        Assert.True(Finds("delivery ", "All deliveries are late", "en", "en"));
        Assert.True(Finds("Häuser ", "ein altes Haus", "de", "de"));
    }

    [Theory]
    [InlineData("und", "nb")]
    [InlineData("en", "nb")]
    [InlineData("da", "nn")]
    [InlineData("nb", "und")]
    public void A_wrong_guess_at_the_language_does_not_hide_the_text(string queryLanguage, string textLanguage) =>
        Assert.True(Finds("bestillingene mine ", "Hvor er bestillingen min? Begge bestillingene mine mangler.", queryLanguage, textLanguage));

    [Theory]
    [InlineData("FF-1042 ", true)]
    [InlineData("ff1042 ", true)]
    [InlineData("1042 ", true)]
    [InlineData("FF-104 ", false)]
    [InlineData("FF-2042 ", false)]
    public void An_order_number_is_found_whole_or_by_its_digits(string query, bool found) =>
        Assert.Equal(found, Finds(query, "Gjelder ordre FF-1042, kjøpt 3.11.", "nb", "nb"));

    [Fact]
    public void A_mail_address_is_found_whole_and_by_its_parts()
    {
        const string text = "Skriv til Kari.Nordmann@fjordfell.example eller se https://www.fjordfell.example/retur";
        Assert.True(Finds("kari.nordmann@fjordfell.example ", text, "nb", "nb"));
        Assert.True(Finds("nordmann ", text, "nb", "nb"));
        Assert.True(Finds("fjordfell.example ", "Se https://fjordfell.example/retur", "nb", "nb"));
        Assert.True(Finds("retur ", text, "nb", "nb"));
        Assert.False(Finds("ola.nordmann@fjordfell.example ", text, "nb", "nb"));
    }

    [Fact]
    public void An_article_that_hangs_on_its_noun_does_not_hide_it()
    {
        Assert.True(Finds("article ", "C'est l'article que j'ai acheté", "fr", "fr"));
        Assert.True(Finds("customer ", "the customer's order", "en", "en"));
    }

    [Fact]
    public void The_word_still_being_typed_is_a_prefix_and_the_others_are_not()
    {
        var terms = TextAnalysis.QueryTerms("retur av sove", "nb");
        Assert.Equal([false, false, true], terms.Select(t => t.IsPrefix));
        Assert.True(Finds("sovep", "En sovepose", "nb", "nb"));
        Assert.False(TextAnalysis.QueryTerms("sovepose ", "nb")[0].IsPrefix);
    }

    [Fact]
    public void Text_without_blanks_is_found_by_its_pairs()
    {
        Assert.True(Finds("退款", "我想申请退款。", "zh", "zh"));
        Assert.True(Finds("退", "我想申请退款。", "zh", "zh"));
        Assert.False(Finds("款退", "我想申请退款。", "zh", "zh"));
    }

    [Fact]
    public void A_term_reads_as_both_query_languages_write_it()
    {
        var term = TextAnalysis.QueryTerms("pakk", "nb")[0];
        Assert.Equal("\"pakk\"*", term.ToFts5());
        Assert.Equal("'pakk':*", term.ToTsQuery());
        var two = TextAnalysis.QueryTerms("pakken ", "nb")[0];
        Assert.Equal("(\"pakken\" OR \"pakk\")", two.ToFts5());
        Assert.Equal("('pakken' | 'pakk')", two.ToTsQuery());
    }

    [Fact]
    public void The_three_ways_out_give_the_same_terms()
    {
        const string text = "Jeg fikk feil sovepose i FF-1042; customers' båter, 我想退款 👍🏽 abc";
        var buffer = new ArrayBufferWriter<char>();
        TextAnalysis.AppendIndexText(buffer, text, "nb");
        Assert.Equal(Index(text), buffer.WrittenSpan.ToString().TrimEnd());
        Assert.Equal(Index(text).Split(' ').Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), TextAnalysis.Terms(text, "nb"), StringComparer.Ordinal);
    }

    [Fact]
    public void Any_text_gives_terms_of_letters_and_digits_only()
    {
        Prop.ForAll<string, string>((text, language) =>
        {
            foreach (var term in TextAnalysis.Terms(text, language).Concat(TextAnalysis.QueryTerms(text ?? "", language).SelectMany(t => t.Forms)))
            {
                Assert.NotEmpty(term);
                Assert.True(term.Length <= 2 * TextAnalysis.MaxWordLength + 8);
                Assert.All(term.EnumerateRunes(), rune => Assert.True(Rune.IsLetterOrDigit(rune), term));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData('a')]
    [InlineData('å')]
    [InlineData('-')]
    [InlineData('\'')]
    [InlineData('\u0301')]
    [InlineData('\ud83d')]
    [InlineData('款')]
    [InlineData('\u202e')]
    public void A_million_of_one_character_ends_soon(char c)
    {
        var text = new string(c, 1 << 20);
        var started = Stopwatch.GetTimestamp();
        _ = TextAnalysis.Terms(text, "und");
        _ = TextAnalysis.QueryTerms(text, "und");
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Marks_piled_on_letters_stay_within_the_limits()
    {
        var text = string.Concat(Enumerable.Repeat("a\u030A\u0301", 200_000));
        Assert.True(TextAnalysis.Terms(text, "nb").All(t => t.Length <= 2 * TextAnalysis.MaxWordLength));
    }
}
