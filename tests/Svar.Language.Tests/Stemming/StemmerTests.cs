using FsCheck;
using FsCheck.Fluent;
using Svar.Language.Stemming;
using Svar.Tests;

namespace Svar.Language.Tests.Stemming;

public class StemmerTests
{
    [Theory]
    [InlineData("english")]
    [InlineData("norwegian")]
    [InlineData("danish")]
    [InlineData("dutch")]
    [InlineData("finnish")]
    [InlineData("french")]
    [InlineData("german")]
    [InlineData("porter")]
    [InlineData("spanish")]
    [InlineData("swedish")]
    public void Every_word_of_the_published_vocabulary_gets_its_stem(string algorithm)
    {
        var stemmer = Stemmer.For(algorithm);
        Assert.NotNull(stemmer);
        var wrong = File.ReadLines(Path.Combine(Fixtures.Folder("snowball"), algorithm + ".tsv"))
            .Select(line => line.Split('\t'))
            .Where(row => stemmer.Stem(row[0]) != row[1])
            .Select(row => $"{row[0]}: {row[1]}, not {stemmer.Stem(row[0])}");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("nb", "leveringen", "levering")]
    [InlineData("nn", "leveringa", "levering")]
    [InlineData("en-GB", "deliveries", "deliveri")]
    [InlineData("sv", "leveransen", "leverans")]
    [InlineData("de", "lieferungen", "liefer")]
    public void A_language_code_finds_its_stemmer(string language, string word, string stem) =>
        Assert.Equal(stem, Stemmer.For(language)!.Stem(word));

    [Theory]
    [InlineData("so")]
    [InlineData("und")]
    [InlineData("")]
    [InlineData(null)]
    public void A_language_without_a_stemmer_has_none(string? language) => Assert.Null(Stemmer.For(language));

    [Fact]
    public void A_word_too_long_to_be_one_is_left_as_it_is()
    {
        var word = new string('s', 1_000_000);
        Assert.Same(word, Stemmer.For("nb")!.Stem(word));
    }

    [Theory]
    [InlineData("norwegian")]
    [InlineData("english")]
    [InlineData("danish")]
    [InlineData("dutch")]
    [InlineData("finnish")]
    [InlineData("french")]
    [InlineData("german")]
    [InlineData("porter")]
    [InlineData("spanish")]
    [InlineData("swedish")]
    public void Any_string_of_letters_and_other_things_gets_a_stem_that_fits(string algorithm)
    {
        var stemmer = Stemmer.For(algorithm)!;
        const string alphabet = "aeiouyæøåäöüßéèëïêîçñ'bcdfghjklmnpqrstvwxz1 \ud83d\ude00\u0000";
        var words = Gen.Elements<char>(alphabet.ToCharArray()).ArrayOf().Select(chars => new string(chars)).ToArbitrary();
        Prop.ForAll(words, word =>
        {
            Span<char> stem = stackalloc char[(word.Length * 2) + 2];
            return stemmer.Stem(word, stem) <= (word.Length * 2) + 2;
        }).QuickCheckThrowOnFailure();
        Prop.ForAll<string>(word => word is null || stemmer.Stem(word) is not null).QuickCheckThrowOnFailure();
    }
}
