using FsCheck;
using FsCheck.Fluent;
using Svar.Mail.Addresses;
using Svar.Mail.Tests.Messages;

namespace Svar.Mail.Tests.Addresses;

public sealed class AddressListTests
{
    [Theory]
    [InlineData("anna@example.com", "|anna@example.com")]
    [InlineData("<anna@example.com>", "|anna@example.com")]
    [InlineData("Anna Berg <anna@example.com>", "Anna Berg|anna@example.com")]
    [InlineData("\"Berg, Anna\" <anna@example.com>", "Berg, Anna|anna@example.com")]
    [InlineData("\"Anna \\\"A\\\" Berg\" <anna@example.com>", "Anna \"A\" Berg|anna@example.com")]
    [InlineData("anna@example.com (Anna Berg)", "Anna Berg|anna@example.com")]
    [InlineData("Anna (home) <anna@example.com>", "Anna|anna@example.com")]
    [InlineData("=?utf-8?Q?K=C3=A5re?= Berg <k@example.com>", "Kåre Berg|k@example.com")]
    [InlineData("\"=?utf-8?Q?K=C3=A5re?=\" <k@example.com>", "Kåre|k@example.com")]
    [InlineData("=?utf-8?Q?Berg, K=C3=A5re?= <k@example.com>", "Berg, Kåre|k@example.com")]
    [InlineData("a@example.com, b@example.com", "|a@example.com;|b@example.com")]
    [InlineData("a@example.com; b@example.com", "|a@example.com;|b@example.com")]
    [InlineData("a@example.com,, ,b@example.com,", "|a@example.com;|b@example.com")]
    [InlineData("Team: a@example.com, B <b@example.com>; c@example.com", "|a@example.com;B|b@example.com;|c@example.com")]
    [InlineData("undisclosed-recipients:;", "")]
    [InlineData("<@relay.example,@b.example:anna@example.com>", "|anna@example.com")]
    [InlineData("\"odd name\"@example.com", "|\"odd name\"@example.com")]
    [InlineData("<\"anna\"@example.com>", "|anna@example.com")]
    [InlineData("anna @ example.com", "|anna@example.com")]
    [InlineData("anna@[192.0.2.1]", "|anna@[192.0.2.1]")]
    [InlineData("a@xn--blbrsyltety-y8ao3x.no", "|a@blåbærsyltetøy.no")]
    public void Lists_are_read(string value, string expected) => Assert.Equal(expected, Read(value));

    [Theory]
    [InlineData("Berg, Anna <anna@example.com>", "Berg, Anna|anna@example.com")]
    [InlineData("Anna Berg anna@example.com", "Anna Berg|anna@example.com")]
    [InlineData("Anna <anna@example.com", "Anna|anna@example.com")]
    [InlineData("Anna <<anna@example.com>>", "Anna|anna@example.com")]
    [InlineData("Anna <a@example.com> Berg <b@example.com>", "Anna|a@example.com;Berg|b@example.com")]
    [InlineData("<a@example.com> <b@example.com>, c@example.com", "|a@example.com;|b@example.com;|c@example.com")]
    [InlineData("Anna <the boss> <anna@example.com>", "Anna the boss|anna@example.com")]
    [InlineData("\"Anna <anna@example.com>", "Anna|anna@example.com")]
    [InlineData("'Anna' <anna@example.com>", "Anna|anna@example.com")]
    [InlineData("<mailto:anna@example.com>", "|anna@example.com")]
    [InlineData("mailto:anna@example.com", "|anna@example.com")]
    [InlineData("MAILER-DAEMON", "|MAILER-DAEMON")]
    [InlineData("MAILER DAEMON <>", "MAILER DAEMON|")]
    [InlineData("<>", "")]
    [InlineData("Anna (never closed <anna@example.com>", "Anna (never closed|anna@example.com")]
    [InlineData("=?utf-8?Q?anna=40example.com?=", "|anna@example.com")]
    [InlineData("<Undisclosed-Recipient:@example.com;>", "")]
    public void Broken_lists_are_read_as_meant(string value, string expected) => Assert.Equal(expected, Read(value));

    [Fact]
    public void Any_text_gives_a_list_without_an_exception() =>
        Prop.ForAll<string>(text => MailAddress.ParseList(text ?? "").Count >= 0).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("anna@example.com", true)]
    [InlineData("åse@blåbær.no", true)]
    [InlineData("\"odd name\"@example.com", true)]
    [InlineData("anna", false)]
    [InlineData("anna@", false)]
    [InlineData("@example.com", false)]
    [InlineData("anna@exa mple.com", false)]
    [InlineData("anna@example.com\r\nBcc: x@example.com", false)]
    [InlineData("an<na@example.com", false)]
    [InlineData("a@x\uFF1E\uFF1Cb\uFF20evil.example", false)]
    [InlineData("a@x\uFF0Cb.example", false)]
    [InlineData("a@x\uFE6B.example", false)]
    [InlineData("a@\u2100.example", false)]
    [InlineData("a@x\u00A8y.example", false)]
    [InlineData("a@üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü.example", false)]
    [InlineData("a@under_score.example", true)]
    public void Only_a_sound_address_is_usable(string address, bool usable) => Assert.Equal(usable, new MailAddress(address).IsUsable);

    [Fact]
    public void A_mailbox_is_the_same_in_either_spelling_of_its_domain() =>
        Assert.True(new MailAddress("a@blåbærsyltetøy.no").IsSameMailbox(new MailAddress("A@xn--blbrsyltety-y8ao3x.no")));

    private static string Read(string value) =>
        string.Join(';', Mails.With("To: " + value).To.Select(address => $"{address.Name}|{address.Address}"));
}
