using Svar.Web;

namespace Svar.Tests.Web;

public sealed class LanguageChoiceTests
{
    [Theory]
    [InlineData("en", "nb", "nb", "en")]
    [InlineData(null, "en", "nb,en;q=0.5", "en")]
    [InlineData(null, null, "en-GB,en;q=0.9,nb;q=0.8", "en")]
    [InlineData(null, null, "en;q=0.3,nb-NO;q=0.9", "nb")]
    [InlineData(null, null, "nn-NO,nn;q=0.9", "nb")]
    [InlineData(null, null, "no", "nb")]
    [InlineData(null, null, "ja,de;q=0.5", "nb")]
    [InlineData(null, null, null, "nb")]
    [InlineData("xx'\"><script>", "%00", ";;;q=9", "nb")]
    [InlineData(null, null, "en;q=0", "nb")]
    public void Address_then_cookie_then_browser_then_the_brands_own(string? query, string? cookie, string? accept, string expected) =>
        Assert.Equal(expected, LanguageChoice.Choose(query, cookie, accept, ["nb", "en"]));

    [Fact]
    public void A_language_the_brand_does_not_offer_is_never_chosen() =>
        Assert.Equal("en", LanguageChoice.Choose("nb", "nb", "nb", ["en"]));

    [Fact]
    public void A_brand_without_a_known_language_gets_ours() =>
        Assert.Equal("en", LanguageChoice.Choose(null, null, "de", ["de"]));
}
