using Svar.Mail.Headers;
using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Headers;

public sealed class AuthenticationResultsTests
{
    [Fact]
    public void Google_s_long_form_is_read()
    {
        var results = AuthenticationResults.Parse(
            """
            mx.google.com;
                   dkim=pass header.i=@shop.example header.s=s1 header.b="abc/de==";
                   spf=pass (google.com: domain of kari@shop.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=kari@shop.example;
                   dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=shop.example
            """)!;
        Assert.Equal("mx.google.com", results.Server);
        Assert.Equal(["dkim", "spf", "dmarc"], results.Results.Select(r => r.Method));
        Assert.All(results.Results, r => Assert.Equal("pass", r.Result));
        Assert.Equal("abc/de==", results.Of("DKIM")!.Properties["header.b"]);
        Assert.Equal("kari@shop.example", results.Of("spf")!.Properties["smtp.mailfrom"]);
        Assert.Equal("shop.example", results.Of("dmarc")!.Properties["header.from"]);
        Assert.Null(results.Of("arc"));
    }

    [Theory]
    [InlineData("mail.example 1; none", "mail.example", "")]
    [InlineData("mail.example (here (nested)) 1 ; dkim/1 = fail reason=\"bad; signature\" header.d = a.example", "mail.example", "dkim=fail(bad; signature)")]
    [InlineData("mail.example; spf=softfail smtp.helo=x; ; junk; iprev=permerror", "mail.example", "spf=softfail() iprev=permerror()")]
    [InlineData("\"mail example\"; auth=pass smtp.auth=\"a \\\" b\"", "mail example", "auth=pass()")]
    public void Forms_of_the_rule_and_of_real_servers(string value, string server, string expected)
    {
        var results = AuthenticationResults.Parse(value)!;
        Assert.Equal(server, results.Server);
        Assert.Equal(expected, string.Join(' ', results.Results.Select(r => $"{r.Method}={r.Result}({r.Reason})")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("; spf=pass")]
    [InlineData("spf=pass smtp.mailfrom=a@b.example")]
    [InlineData("(only a comment")]
    public void Without_a_server_it_says_nothing(string? value) => Assert.Null(AuthenticationResults.Parse(value));

    [Fact]
    public void A_mail_gives_them_in_order() => Assert.Equal(
        ["b.example", "a.example"],
        MailMessage.Parse("Authentication-Results: b.example; spf=pass\r\nSubject: x\r\nAuthentication-Results: a.example;\r\n none\r\n\r\n"u8.ToArray()).AuthenticationResults.Select(r => r.Server));

    [Theory]
    [InlineData(" ")]
    [InlineData(";")]
    [InlineData(" =")]
    [InlineData("(")]
    [InlineData("; a=b")]
    public void Ten_megabytes_of_anything_are_read_in_linear_time(string piece)
    {
        var value = "a.example; x" + string.Concat(Enumerable.Repeat(piece, 10_000_000 / piece.Length)) + "y";
        Assert.InRange(Timed.Run(() => AuthenticationResults.Parse(value)!.Results.Count), 0, 100);
    }
}
