using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Svar.Web;

namespace Svar.Tests.Web;

public sealed partial class BrandColoursTests
{
    [Fact]
    public void Whatever_colours_a_brand_has_its_pages_can_be_read()
    {
        var colour = Gen.Choose(0, 0xffffff).Select(n => $"#{n:x6}");
        var pairs = Gen.Zip(colour, colour).ToArbitrary();
        Prop.ForAll(pairs, pair => Check(BrandColours.From(pair.Item1, pair.Item2))).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("#ffffff", "#ffffff")]
    [InlineData("#000000", "#000000")]
    [InlineData("#ffcc00", "#ff0000")]
    [InlineData("#808080", "#767676")]
    [InlineData("no colour", "")]
    public void Extreme_and_unreadable_colours_are_mended(string primary, string accent) =>
        Assert.True(Check(BrandColours.From(primary, accent)));

    [Fact]
    public void The_style_is_allowed_by_its_own_hash()
    {
        var colours = BrandColours.From("#12424a", "#e2571e");
        var hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(colours.Style)));
        Assert.Equal("sha256-" + hash, colours.StyleHash);
    }

    private static bool Check(BrandColours colours)
    {
        var schemes = colours.Style.Split("@media");
        Assert.Equal(2, schemes.Length);
        return Readable(schemes[0], Colour.White) && Readable(schemes[1], new Colour(0x12, 0x16, 0x17));
    }

    private static bool Readable(string style, Colour ground)
    {
        var properties = Property().Matches(style).ToDictionary(m => m.Groups["name"].Value, m => Read(m.Groups["value"].Value), StringComparer.Ordinal);
        return properties["brand"].ContrastWith(properties["on-brand"]) >= 4.5
            && properties["brand-ink"].ContrastWith(properties["brand-soft"]) >= 4.5
            && properties["brand-ink"].ContrastWith(ground) >= 4.5
            && properties["accent"].ContrastWith(properties["on-accent"]) >= 4.5
            && properties["accent-hover"].ContrastWith(properties["on-accent"]) >= 4.5
            && properties["accent"].ContrastWith(ground) >= 3;
    }

    private static Colour Read(string hex) => Colour.TryParse(hex, out var colour) ? colour : throw new FormatException(hex);

    [GeneratedRegex("--(?<name>[a-z-]+):(?<value>#[0-9a-f]{6})", RegexOptions.None, 1000)]
    private static partial Regex Property();
}
