using Svar.Brands;
using Svar.Brands.Phones;

namespace Svar.Tests.Brands;

public class BrandDetailsTests
{
    [Theory]
    [InlineData("Fjord & Fell", "fjord-fell", "FF")]
    [InlineData("Nordlys", "nordlys", "NO")]
    [InlineData("Ål Øst AS", "aal-ost-as", "AOA")]
    [InlineData("3 & 4", "3-4", "SV")]
    [InlineData("山", "brand", "SV")]
    [InlineData("X", "x", "SV")]
    public void A_name_gives_a_short_name_and_letters(string name, string slug, string prefix)
    {
        var details = BrandDetails.Of(name, "NO", ["nb"]);
        Assert.Equal((slug, prefix), (details.Slug, details.NumberPrefix));
        Assert.Empty(details.Wrong());
    }

    [Theory]
    [InlineData("NO", "Europe/Oslo")]
    [InlineData("GB", "Europe/London")]
    [InlineData("US", "America/New_York")]
    public void A_country_gives_its_first_zone(string country, string zone) => Assert.Equal(zone, BrandDetails.Of("X", country, ["en"]).Zone);

    [Theory]
    [InlineData("800 12 345", "NO", "+4780012345", true)]
    [InlineData("0080012345", "NO", null, false)]
    [InlineData("+44 20 7946 0018", "NO", "+442079460018", false)]
    [InlineData("55 90 12 34", "NO", "+4755901234", false)]
    [InlineData("829 00 000", "NO", "+4782900000", false)]
    [InlineData("help", "NO", null, false)]
    [InlineData("", "NO", null, false)]
    public void A_number_is_read_by_its_countrys_plan(string text, string country, string? e164, bool isTollFree)
    {
        var number = PhoneNumber.Read(text, country);
        Assert.Equal((e164, isTollFree), (number?.E164, number?.IsTollFree ?? false));
    }
}
