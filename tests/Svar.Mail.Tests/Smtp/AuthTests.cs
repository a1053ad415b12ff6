using System.Text;
using Svar.Mail.Smtp;

namespace Svar.Mail.Tests.Smtp;

public sealed class AuthTests
{
    private static readonly SmtpServerOptions _options = new()
    {
        AllowAuthInClear = true,
        RequireAuth = true,
        MaxErrors = 3,
        Authenticate = (c, _) => new(c is { User: "anna", Password: "blåbær" } ? "anna@example.no" : c.User == "broken" ? throw new IOException("directory is down") : null),
    };

    [Fact]
    public void PLAIN_with_and_without_initial_response()
    {
        var inbox = new Inbox();
        var wire = new Wire(_options, inbox);
        Assert.Contains("AUTH PLAIN LOGIN\r\n", wire.Say("EHLO c\r\n"), StringComparison.Ordinal);
        Assert.Equal("530 5.7.0 Authentication required\r\n", wire.Say("MAIL FROM:<a@b.example>\r\n"));
        Assert.Equal("235 2.7.0 Authenticated\r\n", wire.Say($"AUTH PLAIN {Base64("\0anna\0blåbær")}\r\n"));
        Assert.Equal("503 5.5.1 Already authenticated\r\n", wire.Say("AUTH PLAIN\r\n"));
        wire.Say("MAIL FROM:<a@b.example> AUTH=<>\r\nRCPT TO:<x@y.example>\r\nDATA\r\nhi\r\n.\r\n");
        Assert.Equal("ESMTPA", inbox.Messages[0].Transaction.Protocol);
        Assert.Equal("anna@example.no", inbox.Messages[0].Transaction.Peer.AuthenticatedAs);

        wire = new Wire(_options);
        wire.Say("EHLO c\r\n");
        Assert.Equal("334 \r\n", wire.Say("auth plain\r\n"));
        Assert.Equal("235 2.7.0 Authenticated\r\n", wire.Say(Base64("\0anna\0blåbær") + "\r\n"));
    }

    [Fact]
    public void LOGIN_asks_for_name_and_password()
    {
        var wire = new Wire(_options);
        wire.Say("EHLO c\r\n");
        Assert.Equal("334 VXNlcm5hbWU6\r\n", wire.Say("AUTH LOGIN\r\n"));
        Assert.Equal("334 UGFzc3dvcmQ6\r\n", wire.Say(Base64("anna") + "\r\n"));
        Assert.Equal("235 2.7.0 Authenticated\r\n", wire.Say(Base64("blåbær") + "\r\n"));
    }

    [Theory]
    [InlineData("AUTH PLAIN AGFubmEAd3Jvbmc=\r\n", "535 5.7.8 Wrong name or password\r\n")]
    [InlineData("AUTH PLAIN !!!\r\n", "501 5.5.2 Cannot read the response\r\n")]
    [InlineData("AUTH PLAIN =\r\n", "501 5.5.2 Cannot read the response\r\n")]
    [InlineData("AUTH PLAIN\r\n*\r\n", "334 \r\n501 5.7.0 Authentication cancelled\r\n")]
    [InlineData("AUTH CRAM-MD5\r\n", "504 5.5.4 Mechanism not supported\r\n")]
    [InlineData("AUTH\r\n", "504 5.5.4 Mechanism not supported\r\n")]
    [InlineData("AUTH LOGIN YnJva2Vu\r\neA==\r\n", "334 UGFzc3dvcmQ6\r\n454 4.7.0 Authentication is not possible now, try again later\r\n")]
    public void Failures_have_their_codes(string said, string answer)
    {
        var wire = new Wire(_options);
        wire.Say("EHLO c\r\n");
        Assert.Equal(answer, wire.Say(said));
    }

    [Fact]
    public void Guessing_passwords_ends_the_session()
    {
        var wire = new Wire(_options);
        wire.Say("EHLO c\r\n");
        wire.Say("AUTH PLAIN AGFubmEAd3Jvbmc=\r\nAUTH PLAIN AGFubmEAd3Jvbmc=\r\n");
        Assert.EndsWith("421 4.7.0 localhost too many errors\r\n", wire.Say("AUTH PLAIN AGFubmEAd3Jvbmc=\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_TLS_authentication_is_neither_offered_nor_taken()
    {
        var wire = new Wire(_options with { AllowAuthInClear = false });
        Assert.DoesNotContain("AUTH", wire.Say("EHLO c\r\n"), StringComparison.Ordinal);
        Assert.Equal("538 5.7.11 Encryption required, say STARTTLS first\r\n", wire.Say("AUTH PLAIN AGFubmEAd3Jvbmc=\r\n"));
    }

    [Fact]
    public void Credentials_do_not_print_their_secret() =>
        Assert.DoesNotContain("geheim", new SmtpCredentials("anna", "geheim", "", null!).ToString(), StringComparison.Ordinal);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
