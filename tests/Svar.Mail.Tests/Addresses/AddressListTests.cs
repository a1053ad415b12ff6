using FsCheck;
using FsCheck.Fluent;
using Svar.Mail.Addresses;
using Svar.Mail.Smtp;
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
    [InlineData("Nordmann, Kari, Avd. Salg <kari@example.com>", "Nordmann, Kari, Avd. Salg|kari@example.com")]
    [InlineData("Doe, John, Jr. <john@example.com>, b@example.com", "Doe, John, Jr.|john@example.com;|b@example.com")]
    [InlineData("a@example.com, Berg, Anna <anna@example.com>", "|a@example.com;Berg, Anna|anna@example.com")]
    [InlineData("\"a\\\"@evil.example, b\"@good.example", "|\"a\\\"@evil.example, b\"@good.example")]
    [InlineData("<\"a\\\"@evil.example, b\"@good.example>", "|\"a\\\"@evil.example, b\"@good.example")]
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
    [InlineData("&amp@[x]", false)]
    [InlineData("a@[192.0.2.1]", true)]
    [InlineData("a@[192.0.2.999]", false)]
    [InlineData("a@[IPv6:2001:db8::1]", true)]
    [InlineData("a@example.com.", false)]
    [InlineData("a\u202Ea@example.com", false)]
    [InlineData("\uD83C\uDFD5@example.com", true)]
    [InlineData("\uD83C@example.com", false)]
    [InlineData(".anna@example.com", true)]
    public void Only_a_sound_address_is_usable(string address, bool usable) => Assert.Equal(usable, new MailAddress(address).IsUsable);

    [Fact]
    public void A_mailbox_is_the_same_in_either_spelling_of_its_domain() =>
        Assert.True(new MailAddress("a@blåbærsyltetøy.no").IsSameMailbox(new MailAddress("A@xn--blbrsyltety-y8ao3x.no")));

    [Fact]
    public void A_local_part_may_be_longer_than_64_octets_and_the_whole_not_longer_than_a_path()
    {
        Assert.True(new MailAddress($"reply+{new string('a', 80)}@reply.example").IsUsable);
        Assert.True(new MailAddress($"{new string('a', 242)}@example.com").IsUsable);
        Assert.False(new MailAddress($"{new string('a', 243)}@example.com").IsUsable);
        Assert.False(new MailAddress($"{new string('å', 125)}@example.com").IsUsable);
    }

    [Fact]
    public void What_is_usable_is_what_the_SMTP_client_sends_to() =>
        Prop.ForAll(
            Gen.Elements("a", "B", "9", ".", "-", "_", "+", "&", "'", "\"", "\\", " ", "@", "[", "]", "IPv6:", "192.0.2.1", "::1", "å", "日", "\uD83C\uDFD5", "\uD83C", "\u202E", "\uFEFF", "<", ">", ",", "(", "\0", "\r\n", "xn--", "\"a b\"")
                .ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary(),
            Gen.Elements("@example.com", "@[192.0.2.1]", "@blåbær.example", "").ToArbitrary(),
            (local, domain) =>
            {
                var address = new MailAddress(local + domain);
                return !address.IsUsable || SmtpPath.TryParse(address.AsciiAddress, out _);
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a\0b@example.com")]
    [InlineData("<a\u0001b@example.com>")]
    [InlineData("<\0ab@example.com>")]
    [InlineData("<ab@exam\u007Fple.com>")]
    public void A_control_character_does_not_make_another_address(string value)
    {
        var message = Mails.With("To: " + value);
        Assert.False(Assert.Single(message.To).IsUsable);
        Assert.Contains(message.Defects, defect => defect.What == "control character in an address");
    }

    [Theory]
    [InlineData("Anna\u202Egpj.exe", "Annagpj.exe")]
    [InlineData("\u2067Anna\u2069 \u200BBerg\u200F\uFEFF", "Anna Berg")]
    [InlineData("An\u00ADna\u0085Berg\u2028x", "Anna Berg x")]
    [InlineData("\uDB40\uDC41Anna", "Anna")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("👩\u200D🔧 Anna", "👩\u200D🔧 Anna")]
    public void A_name_holds_nothing_that_is_not_seen(string name, string shown)
    {
        var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(name));
        Assert.Equal(shown, Mails.With($"To: =?utf-8?B?{encoded}?= <a@example.com>").To[0].Name);
        Assert.Equal(shown, MailAddress.ParseList($"\"{name}\" <a@example.com>")[0].Name);
    }

    [Theory]
    [InlineData("xn--4ca.")]
    [InlineData("å.")]
    public void A_domain_of_a_hundred_thousand_labels_is_read_at_once_and_not_usable(string label)
    {
        var message = Mails.ReadUtf8($"From: a@{string.Concat(Enumerable.Repeat(label, 400_000))}com\r\n\r\nx");
        Assert.False(Timed.Run(() => message.From[0].IsUsable));
        Assert.NotEmpty(Timed.Run(() => message.From[0].AsciiAddress));
    }

    [Fact]
    public void All_fields_of_a_name_together_give_a_list_with_an_end()
    {
        var line = "To: " + string.Join(',', Enumerable.Repeat("a@b", 9_000)) + "\n";
        var message = Mails.Read(string.Concat(Enumerable.Repeat(line, 50)) + "\nx");
        Assert.Equal(10_000, message.To.Count);
        Assert.Contains(message.Defects, defect => defect.What.StartsWith("more than 10000 addresses", StringComparison.Ordinal));
    }

    private static string Read(string value) =>
        string.Join(';', Mails.With("To: " + value).To.Select(address => $"{address.Name}|{address.Address}"));
}
