using System.Text;
using Svar.Mail.Smtp;

namespace Svar.Mail.Tests.Smtp;

/// <summary>Commands made of what commands are made of, in every wrong way: the session answers or closes, and reports no exception.</summary>
public sealed class AnythingSaidTests
{
    private static readonly string[] _pieces =
    [
        "EHLO ", "HELO ", "LHLO ", "MAIL FROM:", "RCPT TO:", "DATA", "BDAT ", "LAST", "RSET", "NOOP", "QUIT", "STARTTLS", "AUTH PLAIN ", "AUTH LOGIN", "XCLIENT ", "NAME=", "ADDR=",
        "PORT=", "VRFY ", "HELP", "<", ">", "@", "a", "b.example", "\"", "\\", "[192.0.2.1]", "[IPv6:::1]", ":", ",", " ", "  ", "\t", "SIZE=", "BODY=8BITMIME", "SMTPUTF8", "=", "*",
        "AGEAYg==", "0", "7", "99999999999999999999", "-1", "\0", "\r", "\n", "\r\n", "\r\n", "\r\n", ".", "\r\n.\r\n", "å", "\u00ff", "+", "+4", "+40", "[UNAVAILABLE]", "PROXY TCP4 1.2.3.4 ", "GET / HTTP/1.1",
    ];

    [Fact]
    public void The_session_answers_or_closes_whatever_comes()
    {
        var random = new Random(20261125);
        var failures = new List<Exception>();
        var options = new SmtpServerOptions
        {
            MaxCommandLine = 512,
            MaxMessageSize = 200,
            MaxRecipients = 3,
            AllowAuthInClear = true,
            Authenticate = (c, _) => new(c.User == "a" ? "a" : null),
            XClientTrusted = [System.Net.IPNetwork.Parse("192.0.2.0/24")],
            OnFailure = (e, _) => failures.Add(e),
        };
        for (var round = 0; round < 4000; round++)
        {
            var wire = new Wire(options with { IsLmtp = round % 5 == 0, BareLineEndings = (BareLineEndings)(round % 2), MaxTextLine = round % 3 == 0 ? 1000 : 0 }, new Inbox());
            var input = new StringBuilder(round % 3 == 0 ? "EHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<x@y.example>\r\n" : "");
            for (var i = random.Next(60); i >= 0; i--)
            {
                input.Append(_pieces[random.Next(_pieces.Length)]);
            }

            var said = new StringBuilder();
            var text = input.ToString();
            for (var at = 0; at < text.Length && !wire.IsClosed;)
            {
                var length = Math.Min(text.Length - at, random.Next(3) == 0 ? 1 : random.Next(1, 200));
                said.Append(wire.Say(text.Substring(at, length)));
                at += length;
            }

            said.Append(wire.HangUp());
            Assert.True(wire.Session.IsCompletedSuccessfully, text);
            foreach (var line in said.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.Matches("^[2345][0-9][0-9][ -]", line);
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public void Random_bytes_do_no_more()
    {
        var random = new Random(5);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = new byte[random.Next(400)];
            random.NextBytes(bytes);
            var wire = new Wire();
            wire.Say(bytes);
            wire.HangUp();
            Assert.True(wire.Session.IsCompletedSuccessfully);
            if (SmtpPath.TryParse(Encoding.Latin1.GetString(bytes), out var path))
            {
                Assert.True(SmtpPath.TryParse(path.Address, out var again));
                Assert.Equal(path, again);
            }
        }
    }

    [Fact]
    public async Task The_client_ends_in_a_result_or_its_own_exception_whatever_the_server_says()
    {
        var random = new Random(77);
        string[] replies =
        [
            "220 mx\r\n", "250 ok\r\n", "250-mx\r\n250-PIPELINING\r\n250-CHUNKING\r\n250-AUTH PLAIN SCRAM-SHA-256\r\n250 SIZE\r\n", "250-x\r\n", "250 SIZE 99999999999999999999\r\n", "354 go\r\n",
            "334 \r\n", "334 !\r\n", "334 cj1h\r\n", "235 in\r\n", "421 bye\r\n", "550 5.7.1 no\r\n", "450-4.2.0 a\r\n450 4.2.0 b\r\n", "999 x\r\n", "\r\n", "25", "0\n", "\0", "\u00ff", "250", " ", "-", "\r",
        ];
        var options = new SmtpClientOptions { Host = "mx.example", Security = SmtpSecurity.None, LocalName = "us.example", AllowAuthInClear = true };
        for (var round = 0; round < 3000; round++)
        {
            var script = new StringBuilder(round % 2 == 0 ? "220 mx\r\n250-mx\r\n250-PIPELINING\r\n250 AUTH PLAIN SCRAM-SHA-256\r\n" : "");
            for (var i = random.Next(14); i > 0; i--)
            {
                script.Append(replies[random.Next(replies.Length)]);
            }

            await using var client = new SmtpClient(options with
            {
                IsLmtp = round % 7 == 0,
                Chunking = (SmtpChunking)(round % 2),
                Credentials = round % 3 == 0 ? Svar.Mail.Sasl.SaslCredentials.ByPassword("anna", "secret") : null,
            });
            try
            {
                await client.ConnectAsync(new DeafServer(Encoding.Latin1.GetBytes(script.ToString()), random.Next(1, 30)), TestContext.Current.CancellationToken);
                await client.SendAsync(new SmtpEnvelope("a@b.example", "x@y.example", "z@y.example"), "hi\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
            }
            catch (SmtpException)
            {
                // as declared
            }
        }
    }

    [Theory]
    [InlineData("a@b.example", "a", "b.example")]
    [InlineData("foo..bar.@docomo.example", "foo..bar.", "docomo.example")]
    [InlineData("\"a\\\"b c\"@b.example", "a\"b c", "b.example")]
    [InlineData("blåbær@bær.example", "blåbær", "bær.example")]
    [InlineData("", "", "")]
    public void An_address_is_written_as_it_was_read(string address, string local, string domain)
    {
        Assert.True(SmtpPath.TryParse(address, out var path));
        Assert.Equal((local, domain, address), (path.LocalPart, path.Domain, path.Address));
    }
}
