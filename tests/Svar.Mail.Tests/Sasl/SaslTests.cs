using System.Text;
using Svar.Mail.Sasl;

namespace Svar.Mail.Tests.Sasl;

public sealed class SaslTests
{
    // the exchange of RFC 7677 §3
    private const string Nonce = "rOprNGfwEbeRWgbNEkqO";
    private const string ServerFirst = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";

    [Fact]
    public void SCRAM_gives_the_proof_of_RFC_7677_and_believes_only_the_right_server()
    {
        var scram = new ScramSha256("user", "pencil", Nonce);
        Assert.Equal("n,,n=user,r=" + Nonce, Text(scram.Start()));
        Assert.Equal(
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            Text(scram.Answer(Encoding.UTF8.GetBytes(ServerFirst))));
        Assert.False(scram.IsServerProven);
        Assert.Empty(scram.Answer("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="u8));
        Assert.True(scram.IsServerProven);
    }

    [Theory]
    [InlineData("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "not the server")]
    [InlineData("e=invalid-proof", "invalid-proof")]
    [InlineData("", "not the server")]
    public void A_server_that_cannot_prove_itself_is_not_believed(string final, string why)
    {
        var scram = new ScramSha256("user", "pencil", Nonce);
        scram.Start();
        scram.Answer(Encoding.UTF8.GetBytes(ServerFirst));
        var thrown = Assert.Throws<SaslException>(() => scram.Answer(Encoding.UTF8.GetBytes(final)));
        Assert.Contains(why, thrown.Message, StringComparison.Ordinal);
        Assert.False(scram.IsServerProven);
    }

    [Theory]
    [InlineData("")]
    [InlineData("r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=!,i=4096")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1")]
    [InlineData("r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2147483647")]
    [InlineData("m=ext,r=rOprNGfwEbeRWgbNEkqOx,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    public void A_bad_first_message_ends_the_exchange(string serverFirst)
    {
        var scram = new ScramSha256("user", "pencil", Nonce);
        scram.Start();
        Assert.Throws<SaslException>(() => scram.Answer(Encoding.UTF8.GetBytes(serverFirst)));
    }

    [Fact]
    public async Task The_best_mechanism_that_both_have_is_taken()
    {
        var password = SaslCredentials.ByPassword("anna", "secret");
        Assert.Equal("SCRAM-SHA-256", await ChooseAsync(password, "LOGIN", "PLAIN", "scram-sha-256", "CRAM-MD5"));
        Assert.Equal("PLAIN", await ChooseAsync(password, "LOGIN", "PLAIN"));
        Assert.Equal("LOGIN", await ChooseAsync(SaslCredentials.ByPassword("anna", "secret", "login"), "LOGIN", "PLAIN"));
        Assert.Equal("XOAUTH2", await ChooseAsync(SaslCredentials.ByToken("anna", _ => new("t")), "PLAIN", "XOAUTH2"));
        var none = await Assert.ThrowsAsync<SaslException>(() => ChooseAsync(password, "GSSAPI"));
        Assert.Equal("the server offers GSSAPI; we have SCRAM-SHA-256, PLAIN, LOGIN", none.Message);
        Assert.Equal("anna by password", password.ToString());
    }

    [Theory]
    [InlineData("I\u00ADX", "IX")]
    [InlineData("user", "user")]
    [InlineData("\u00AA", "a")]
    [InlineData("\u2168", "IX")]
    [InlineData("a\u00A0b", "a b")]
    [InlineData("a\u0007", null)]
    [InlineData("\uE000", null)]
    public void Names_and_passwords_are_prepared_by_RFC_4013(string given, string? prepared)
    {
        if (prepared is null)
        {
            Assert.Throws<SaslException>(() => SaslPrep.Prepare(given));
        }
        else
        {
            Assert.Equal(prepared, SaslPrep.Prepare(given));
        }
    }

    [Theory]
    [InlineData("\0anna\0secret", true)]
    [InlineData("boss\0anna\0secret", true)]
    [InlineData("\0\0secret", false)]
    [InlineData("\0anna\0", false)]
    [InlineData("anna\0secret", false)]
    [InlineData("\0anna\0sec\0ret", false)]
    [InlineData("", false)]
    public void PLAIN_has_three_parts(string message, bool isGood) =>
        Assert.Equal(isGood, SaslPlain.TryRead(Encoding.UTF8.GetBytes(message), out _, out _, out _));

    private static async Task<string> ChooseAsync(SaslCredentials credentials, params string[] offered) =>
        (await SaslExchange.ChooseAsync(credentials, offered, isSecret: true, "mx.example", 25)).Mechanism;

    private static string Text(byte[]? bytes) => Encoding.UTF8.GetString(bytes!);
}
