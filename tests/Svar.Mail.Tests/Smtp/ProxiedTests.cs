using System.Net;
using Svar.Mail.Smtp;

namespace Svar.Mail.Tests.Smtp;

public sealed class ProxiedTests
{
    private static readonly SmtpServerOptions _proxied = new() { ProxiesTrusted = [IPNetwork.Parse("192.0.2.0/24")] };
    private static readonly SmtpServerOptions _xclient = new() { XClientTrusted = [IPNetwork.Parse("192.0.2.0/24")] };

    private const string Mail = "EHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<x@y.example>\r\nDATA\r\nhi\r\n.\r\n";

    [Theory]
    [InlineData("PROXY TCP4 198.51.100.1 203.0.113.5 56324 25\r\n", "198.51.100.1", 56324)]
    [InlineData("PROXY TCP6 2001:db8::1 2001:db8::2 56324 25\r\n", "2001:db8::1", 56324)]
    [InlineData("PROXY UNKNOWN\r\n", "192.0.2.7", 4711)]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\u0021\u0011\0\u000c\u00c6\u0033\u0064\u0001\u00cb\u0000\u0071\u0005\u00dc\u0004\u0000\u0019", "198.51.100.1", 56324)]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\u0021\u0011\0\u0010\u00c6\u0033\u0064\u0001\u00cb\u0000\u0071\u0005\u00dc\u0004\u0000\u0019\u0004\u0000\u0001x", "198.51.100.1", 56324)]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\u0020\u0000\0\u0000", "192.0.2.7", 4711)]
    public void A_PROXY_header_tells_the_client(string header, string address, int port)
    {
        foreach (var single in (bool[])[false, true])
        {
            var inbox = new Inbox();
            var wire = new Wire(_proxied, inbox);
            Assert.Equal("", wire.Greeting);
            var said = single ? string.Concat(header.Select(c => wire.Say(c.ToString()))) : wire.Say(header);
            Assert.Equal("220 localhost ESMTP\r\n", said);
            wire.Say(Mail);
            var peer = inbox.Messages[0].Transaction.Peer;
            Assert.Equal((IPAddress.Parse(address), port), (peer.Address, peer.Port));
        }
    }

    [Theory]
    [InlineData("EHLO c\r\n")]
    [InlineData("PROXY TCP4 198.51.100.1\r\n")]
    [InlineData("PROXY TCP4 2001:db8::1 2001:db8::2 1 2\r\n")]
    [InlineData("PROXY TCP4 198.51.100.1 203.0.113.5 56324 99999\r\n")]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\u0021\u0011\0\u0004\u00c6\u0033\u0064\u0001")]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\u0021\u0011\u00ff\u00ff")]
    [InlineData("PROXY TCP4 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public void Without_a_good_header_a_proxy_is_hung_up_on(string header)
    {
        var wire = new Wire(_proxied);
        Assert.Equal("421 4.3.0 A PROXY header was expected here\r\n", wire.Say(header));
        Assert.True(wire.IsClosed);
    }

    [Fact]
    public void A_PROXY_header_from_a_stranger_is_an_unknown_command()
    {
        var wire = new Wire(_proxied, client: "198.51.100.9");
        Assert.Equal("500 5.5.1 Command not recognised\r\n", wire.Say("PROXY TCP4 198.51.100.1 203.0.113.5 56324 25\r\n"));
    }

    [Fact]
    public void XCLIENT_tells_the_client_and_begins_the_session_anew()
    {
        var inbox = new Inbox();
        var wire = new Wire(_xclient, inbox);
        Assert.Contains("XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT\r\n", wire.Say("EHLO c\r\n"), StringComparison.Ordinal);
        Assert.Equal("220 localhost ESMTP\r\n", wire.Say("XCLIENT NAME=spike.example ADDR=IPV6:2001:db8::9 PORT=[UNAVAILABLE] LOGIN=anna+40us\r\n"));
        Assert.Equal("503 5.5.1 Say EHLO or HELO first\r\n", wire.Say("MAIL FROM:<a@b.example>\r\n"));
        wire.Say(Mail);
        var peer = inbox.Messages[0].Transaction.Peer;
        Assert.Equal((IPAddress.Parse("2001:db8::9"), "spike.example", "anna@us"), (peer.Address, peer.HostName, peer.AuthenticatedAs));
        Assert.Equal("501 5.5.4 Bad XCLIENT attribute\r\n", wire.Say("XCLIENT ADDR=nowhere\r\n"));
        Assert.Equal("501 5.5.4 Bad XCLIENT attribute\r\n", wire.Say("XCLIENT NAME=a+0Db\r\n"));
    }

    [Fact]
    public void XCLIENT_is_trusted_by_the_address_that_a_proxy_told_not_by_the_proxys()
    {
        var wire = new Wire(_proxied with { XClientTrusted = _proxied.ProxiesTrusted });
        wire.Say("PROXY TCP4 198.51.100.1 203.0.113.5 56324 25\r\n");
        Assert.DoesNotContain("XCLIENT", wire.Say("EHLO c\r\n"), StringComparison.Ordinal);
        Assert.Equal("550 5.7.1 XCLIENT is not for you\r\n", wire.Say("XCLIENT ADDR=192.0.2.1\r\n"));
    }
}
