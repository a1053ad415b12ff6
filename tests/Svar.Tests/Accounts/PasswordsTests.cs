using Svar.Accounts;
using Svar.Accounts.Asking;
using Svar.Accounts.SigningIn;

namespace Svar.Tests.Accounts;

public class PasswordsTests
{
    private const string Email = "anna.berg@example.com";

    private readonly Passwords _passwords = new(new Microsoft.AspNetCore.Identity.PasswordHasher<Staff>());

    [Theory]
    [InlineData("elevenchars", "TooShort")]
    [InlineData("twelve chars", null)]
    [InlineData("aaaaaaaaaaaa", "IsCommon")]
    [InlineData("abcabcabcabc", "IsCommon")]
    [InlineData("password password", "IsCommon")]
    [InlineData("Password1234", "IsCommon")]
    [InlineData("P@ssw0rd!!!!", "IsCommon")]
    [InlineData("Passord12345", "IsCommon")]
    [InlineData("hemmelig hemmelig", "IsCommon")]
    [InlineData("Sommer2026!!", "IsCommon")]
    [InlineData("123456789012", "IsCommon")]
    [InlineData("qwertyuiop123", "IsCommon")]
    [InlineData("asdfghjkløæ12", "IsCommon")]
    [InlineData("abcdefghijklmn", "IsCommon")]
    [InlineData("velkommen velkommen", "IsCommon")]
    [InlineData("nøtter nøtter nøtter", "IsCommon")]
    [InlineData("letmein letmein please", null)]
    [InlineData("my password is a sentence", null)]
    [InlineData("fjord-og-fell-demo", null)]
    [InlineData("kaffe og kanelboller", null)]
    [InlineData("Anna.Berg@Example.com", "IsEmail")]
    [InlineData("anna.berg@example.com1", "IsEmail")]
    [InlineData("anna.berg@example.com is not my password", null)]
    [InlineData("😀😀😀😀😀😀😀😀😀😀😀", "TooShort")]
    public void Length_decides_and_the_own_address_and_what_everybody_tries_are_refused(string password, string? refusal) =>
        Assert.Equal(refusal, Passwords.Refusal(password, Email)?.ToString());

    [Fact]
    public void A_password_of_201_characters_is_too_long() => Assert.Equal(PasswordRefusal.TooLong, Passwords.Refusal(new string('x', 201), Email));

    [Fact]
    public void The_same_letters_typed_on_another_keyboard_are_the_same_password()
    {
        var hash = _passwords.Hash("bl\u00e5b\u00e6rsyltet\u00f8y");
        Assert.True(_passwords.IsRight(hash, "bla\u030ab\u00e6rsyltet\u00f8y", out _));
        Assert.False(_passwords.IsRight(hash, "blabaersyltetoy", out _));
    }

    [Theory]
    [InlineData("\ud800 half a surrogate pair")]
    [InlineData("\ufffe not a character")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("")]
    public void Any_text_can_be_judged_and_checked(string text)
    {
        _ = Passwords.Refusal(text, Email);
        Assert.False(_passwords.IsRight(_passwords.Hash("something else"), text, out _));
    }

    [Fact]
    public void Nobody_has_no_password() => Assert.False(_passwords.IsRight(null, "", out _));

    [Fact]
    public void A_hash_of_less_work_is_replaced()
    {
        var weak = new Passwords(new Microsoft.AspNetCore.Identity.PasswordHasher<Staff>(
            Microsoft.Extensions.Options.Options.Create(new Microsoft.AspNetCore.Identity.PasswordHasherOptions { IterationCount = 10 }))).Hash("twelve chars");
        Assert.True(_passwords.IsRight(weak, "twelve chars", out var better));
        Assert.NotNull(better);
        Assert.True(_passwords.IsRight(better, "twelve chars", out var again));
        Assert.Null(again);
    }

    [Theory]
    [InlineData("anna@example.com", true)]
    [InlineData("  anna@example.com ", true)]
    [InlineData("Anna <anna@example.com>", false)]
    [InlineData("anna@example.com, per@example.com", false)]
    [InlineData("anna@example.com\r\nBcc: x@example.com", false)]
    [InlineData("anna", false)]
    [InlineData("\ufffe@example.com", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_a_bare_address_is_an_account(string? text, bool isAddress) => Assert.Equal(isAddress, EmailAddress.TryRead(text, out _));

    [Theory]
    [InlineData("/desk/settings?x=1", "/desk/settings?x=1")]
    [InlineData("//evil.example", "/desk")]
    [InlineData("/\\evil.example", "/desk")]
    [InlineData("https://evil.example", "/desk")]
    [InlineData("/\tdesk", "/desk")]
    [InlineData("", "/desk")]
    [InlineData(null, "/desk")]
    public void Sign_in_leads_nowhere_else(string? wanted, string path) => Assert.Equal(path, LocalPath.OrDesk(wanted));
}
