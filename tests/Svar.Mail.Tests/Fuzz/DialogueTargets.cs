using System.Text;
using Svar.Mail.Imap;
using Svar.Mail.Sasl;
using Svar.Mail.Smtp;
using Svar.Mail.Tests.Imap;
using Svar.Mail.Tests.Smtp;

namespace Svar.Mail.Tests.Fuzz;

/// <summary>The other end of a connection: of our IMAP client, our SMTP client and our SMTP server.</summary>
internal static class DialogueTargets
{
    /// <summary>All that the client can ask, answered.</summary>
    private const string ImapAnswers =
        """
        * PREAUTH [CAPABILITY IMAP4rev1 IDLE MOVE UIDPLUS LITERAL+] ready
        * 2 EXISTS
        * OK [UIDVALIDITY 5] ok
        * OK [UIDNEXT 9] ok
        A0001 OK [READ-WRITE] done
        * SEARCH 5 7
        A0002 OK done
        * 1 FETCH (UID 5 FLAGS (\Seen "x") BODY[] {3}
        hei)
        * 2 FETCH (BODY[] "a\"b" UID 7)
        A0003 OK done
        * LIST (\HasNoChildren \Sent) "/" "Sendt &AOU-"
        * LIST (\Noselect) NIL {3}
        abc
        A0004 OK done
        * 1 FETCH (FLAGS (\Answered))
        A0005 OK done
        * OK [COPYUID 1 5 1] Moved
        * 1 EXPUNGE
        A0006 OK done
        A0007 OK done
        A0008 OK done
        + go on
        A0009 OK [APPENDUID 1 2] done
        + idling
        * 3 EXISTS
        A0010 OK done
        * BYE
        A0011 OK done

        """;

    private static readonly string[] _smtpSessions =
    [
        "EHLO c.example\r\nMAIL FROM:<a@b.example> SIZE=20 BODY=8BITMIME\r\nRCPT TO:<x@y.example>\r\nDATA\r\nSubject: hei\r\n\r\nhei\r\n..\r\n.\r\nQUIT\r\n",
        "EHLO c.example\r\nMAIL FROM:<>\r\nRCPT TO:<\"x y\"@[192.0.2.1]>\r\nRCPT TO:<z@y.example>\r\nBDAT 5\r\nhei\r\nBDAT 0 LAST\r\nRSET\r\nNOOP\r\nVRFY x\r\nQUIT\r\n",
        "LHLO c.example\r\nMAIL FROM:<blåbær@bær.example> SMTPUTF8\r\nRCPT TO:<x@y.example>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n",
        "PROXY TCP4 198.51.100.1 192.0.2.1 4000 25\r\nHELO c\r\nAUTH PLAIN AGEAYg==\r\nAUTH LOGIN\r\nYQ==\r\nYg==\r\nXCLIENT NAME=c.example ADDR=198.51.100.7 PORT=4+30\r\nSTARTTLS\r\n",
    ];

    private static readonly string[] _smtpAnswers =
    [
        "220 mx\r\n250-mx\r\n250-PIPELINING\r\n250-CHUNKING\r\n250-SIZE 1000\r\n250-8BITMIME\r\n250 AUTH PLAIN SCRAM-SHA-256\r\n334 \r\n235 2.7.0 in\r\n250 2.1.0 ok\r\n250 2.1.5 ok\r\n550 5.1.1 no\r\n354 go\r\n250 2.0.0 taken\r\n221 bye\r\n",
        "220-a\r\n220 b\r\n250 mx\r\n250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n450-4.2.0 a\r\n450 4.2.0 b\r\n421 4.3.2 bye\r\n",
    ];

    private static readonly SmtpServerOptions _server = new()
    {
        MaxCommandLine = 512,
        MaxMessageSize = 200,
        MaxRecipients = 3,
        AllowAuthInClear = true,
        Authenticate = (c, _) => new(c.User == "a" ? "a" : null),
        XClientTrusted = [System.Net.IPNetwork.Parse("192.0.2.0/24")],
        OnFailure = (e, _) => throw new InvalidOperationException("the session failed", e),
    };

    private static readonly SmtpClientOptions _client = new()
    {
        Host = "mx.example",
        Security = SmtpSecurity.None,
        LocalName = "us.example",
        AllowAuthInClear = true,
        Credentials = SaslCredentials.ByPassword("anna", "secret"),
    };

    public static FuzzTarget Imap() => new(
        0.1,
        [.. ImapDialects.All.Values.Select(dialect => Answers(dialect.Script)), Encoding.Latin1.GetBytes(ImapAnswers.ReplaceLineEndings("\r\n"))],
        FuzzTarget.Bytes(
            "\r\n", "\n", "\r", "* ", "+ ", "A0003 OK ", "A0004 NO ", "A0005 BAD ", "* BYE\r\n", "* 7 EXISTS\r\n", "* 1 EXPUNGE\r\n", "* 1 FETCH (", "UID 5 ", "BODY[] ", "BODY[]<0> ", "FLAGS (", "(", ")", "[", "]", "\"", "\\",
            "{3}\r\n", "{3+}\r\n", "~{3}\r\n", "{99999999999}\r\n", "{4294967295}\r\n", "{-1}\r\n", "{", "}", "NIL", "4294967295", "4294967296", "0", "* SEARCH", " 1", "* CAPABILITY IDLE\r\n", "&AOU-", "\0", "\u00ff", "* LIST () "),
        answers => ReadImapAsync(answers).GetAwaiter().GetResult());

    public static FuzzTarget SmtpClient() => new(
        0.05,
        [.. _smtpAnswers.Select(Encoding.Latin1.GetBytes)],
        FuzzTarget.Bytes("\r\n", "\n", "\r", "250 ", "250-", "354 go\r\n", "334 cj1h\r\n", "334 !\r\n", "235 in\r\n", "421 bye\r\n", "550 5.7.1 no\r\n", "999 x\r\n", "25", "\0", "\u00ff", "SIZE 99999999999999999999\r\n", "250 ok\r\n", " ", "-"),
        answers => ReadSmtpAsync(answers).GetAwaiter().GetResult());

    public static FuzzTarget SmtpServer() => new(
        0.1,
        [.. _smtpSessions.Select(Encoding.Latin1.GetBytes)],
        FuzzTarget.Bytes(
            "EHLO ", "MAIL FROM:<", "RCPT TO:<", ">\r\n", "DATA\r\n", "BDAT ", " LAST", "RSET\r\n", "STARTTLS\r\n", "AUTH PLAIN ", "XCLIENT ", "NAME=", "<", ">", "@", "\"", "\\", "[IPv6:::1]", ":", " ", "\t", "SIZE=", "SMTPUTF8", "=", "*",
            "99999999999999999999", "-1", "\0", "\r", "\n", "\r\n", ".", "\r\n.\r\n", "\n.\r\n", "\n.\n", "\r.\r", "\u00ff", "+40", "PROXY UNKNOWN\r\n"),
        SaySmtp);

    private static byte[] Answers(string script) =>
        Encoding.Latin1.GetBytes(string.Concat(script.ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith('S')).Select(line => (line.Length > 2 ? line[2..] : "") + "\r\n")));

    private static async Task ReadImapAsync(byte[] answers)
    {
        try
        {
            await using var client = await ImapClient.ConnectAsync(ImapDialects.ByPassword, new DeafServer(answers, 1 + (answers.Length % 97)));
            await client.SelectAsync("INBOX");
            var uids = await client.SearchAsync(1);
            await foreach (var message in client.FetchAsync(uids.Take(1000)))
            {
                await message.CopyToAsync(Stream.Null);
            }

            await client.ListAsync();
            await client.StoreAsync([5], ["\\Answered"]);
            await client.MoveAsync([5], "Sendt");
            await client.DeleteAsync([7]);
            await client.AppendAsync("Sendt", "hei"u8.ToArray(), ["\\Seen"]);
            await client.WaitForMailAsync(TimeSpan.FromMilliseconds(1));
            await client.LogoutAsync();
        }
        catch (ImapException)
        {
            // as declared
        }
    }

    private static async Task ReadSmtpAsync(byte[] answers)
    {
        await using var client = new SmtpClient(_client with { IsLmtp = answers.Length % 7 == 0, Chunking = (SmtpChunking)(answers.Length % 2) });
        try
        {
            await client.ConnectAsync(new DeafServer(answers, 1 + (answers.Length % 97)));
            await client.SendAsync(new SmtpEnvelope("a@b.example", "x@y.example", "z@y.example"), "hi\r\n"u8.ToArray());
        }
        catch (SmtpException)
        {
            // as declared
        }
    }

    private static void SaySmtp(byte[] says)
    {
        var wire = new Wire(_server with { IsLmtp = says.Length % 5 == 0, BareLineEndings = (BareLineEndings)(says.Length % 2), MaxTextLine = says.Length % 3 == 0 ? 1000 : 0 }, new Inbox());
        var said = new StringBuilder();
        var piece = 1 + (says.Length % 251);
        for (var at = 0; at < says.Length && !wire.IsClosed; at += piece)
        {
            said.Append(wire.Say(says[at..Math.Min(says.Length, at + piece)]));
        }

        said.Append(wire.HangUp());
        Assert.True(wire.Session.IsCompletedSuccessfully);
        foreach (var line in said.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            Assert.True(line.Length > 3 && line[0] is >= '2' and <= '5' && char.IsAsciiDigit(line[1]) && char.IsAsciiDigit(line[2]) && line[3] is ' ' or '-', line);
        }
    }
}
