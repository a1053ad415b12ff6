using Svar.Web.Controls;

namespace Svar.Tests.Web;

public sealed class AvatarTests
{
    [Theory]
    [InlineData("Kari Nordmann", "KN")]
    [InlineData("  arne-johannes   Bjørnstad-Kristoffersen ", "AB")]
    [InlineData("\"Åse\" (kundeservice)", "ÅK")]
    [InlineData("solveig@example.no", "S")]
    [InlineData("佐藤 健", "佐健")]
    [InlineData("😀 42", "?")]
    [InlineData("", "?")]
    [InlineData("\ud800", "?")]
    public void Initials_are_the_first_letters_of_first_and_last_word(string name, string expected) =>
        Assert.Equal(expected, Avatar.Initials(name));
}
