using System.Text;
using Svar.Mail.Smtp;

namespace Svar.Mail.Tests.Smtp;

/// <summary>Recorded dialogues: C what the client sends, S what the server must answer; whole, and a byte at a time.</summary>
public sealed class DialogueTests
{
    private static readonly SmtpServerOptions _options = new() { HostName = "mx.example", MaxMessageSize = 1000, MaxRecipients = 2 };

    public static TheoryData<string, string> Dialogues => new()
    {
        {
            "a mail by the book",
            """
            S 220 mx.example ESMTP
            C EHLO client.example
            S 250-mx.example
            S 250-PIPELINING
            S 250-8BITMIME
            S 250-SMTPUTF8
            S 250-ENHANCEDSTATUSCODES
            S 250-CHUNKING
            S 250 SIZE 1000
            C MAIL FROM:<kari@example.no> SIZE=100 BODY=8BITMIME
            S 250 2.1.0 Sender ok
            C RCPT TO:<shop@example.com>
            S 250 2.1.5 Recipient ok
            C DATA
            S 354 End data with <CR><LF>.<CR><LF>
            C Subject: hei
            C
            C ..dot
            C .
            S 250 2.0.0 Accepted
            C QUIT
            S 221 2.0.0 mx.example closing connection
            """
        },
        {
            "HELO, source route, postmaster, null sender, lower case, space after the colon",
            """
            S 220 mx.example ESMTP
            C helo old.example
            S 250 mx.example
            C mail from: <>
            S 250 2.1.0 Sender ok
            C rcpt to:<@relay.example,@other.example:anna@example.com>
            S 250 2.1.5 Recipient ok
            C rcpt to:<POSTMASTER>
            S 250 2.1.5 Recipient ok
            C rcpt to:<third@example.com>
            S 452 4.5.3 Too many recipients, send the rest in another transaction
            C rset
            S 250 2.0.0 Ok
            C data
            S 503 5.5.1 Say MAIL first
            C noop what ever
            S 250 2.0.0 Ok
            C quit
            S 221 2.0.0 mx.example closing connection
            """
        },
        {
            "order of commands",
            """
            S 220 mx.example ESMTP
            C MAIL FROM:<a@b.example>
            S 503 5.5.1 Say EHLO or HELO first
            C EHLO
            S 501 5.5.4 Say your host name
            C HELO c
            S 250 mx.example
            C RCPT TO:<x@y.example>
            S 503 5.5.1 Say MAIL first
            C MAIL FROM:<a@b.example>
            S 250 2.1.0 Sender ok
            C MAIL FROM:<a@b.example>
            S 503 5.5.1 A transaction is already open
            C DATA
            S 554 5.5.1 No valid recipients
            C VRFY x
            S 252 2.1.5 Cannot verify, send a message and see
            C EXPN list
            S 502 5.5.1 Command not implemented
            C HELP
            S 214 2.0.0 See RFC 5321
            C STARTTLS
            S 502 5.5.1 TLS is not available
            C AUTH PLAIN AGEAYg==
            S 502 5.5.1 Authentication is not available
            C XCLIENT NAME=x
            S 550 5.7.1 XCLIENT is not for you
            C LHLO c
            S 500 5.5.1 Command not recognised
            C FOO
            S 500 5.5.1 Command not recognised
            C
            S 500 5.5.1 Command not recognised
            """
        },
        {
            "parameters and addresses",
            """
            S 220 mx.example ESMTP
            C HELO c
            S 250 mx.example
            C MAIL FROM:<a@b.example> SIZE=1001
            S 552 5.3.4 Message too big
            C MAIL FROM:<a@b.example> SIZE=99999999999999999999
            S 552 5.3.4 Message too big
            C MAIL FROM:<a@b.example> SIZE=ten
            S 501 5.5.4 Bad value of a parameter
            C MAIL FROM:<a@b.example> BODY=9BIT
            S 501 5.5.4 Bad value of a parameter
            C MAIL FROM:<a@b.example> RET=HDRS
            S 555 5.5.4 Parameter not recognised
            C MAIL FROM:<a b@c.example>
            S 501 5.1.7 Bad sender address syntax
            C MAIL FROM:<a@b.example
            S 501 5.1.7 Bad sender address syntax
            C MAIL FROM:<a@b.example>SIZE=1
            S 501 5.1.7 Bad sender address syntax
            C MAIL TO:<a@b.example>
            S 501 5.5.4 Syntax: MAIL FROM:<address> [parameters]
            C MAIL FROM:<"odd \" one"@[192.0.2.1]>
            S 250 2.1.0 Sender ok
            C RCPT TO:<x@[IPv6:2001:db8::1]>
            S 250 2.1.5 Recipient ok
            C RCPT TO:<x@[not an address]>
            S 501 5.1.3 Bad recipient address syntax
            C RCPT TO:<x@y..z>
            S 501 5.1.3 Bad recipient address syntax
            C RCPT TO:<x@y.example> NOTIFY=NEVER
            S 555 5.5.4 Parameter not recognised
            """
        },
        {
            "too big without having said so",
            $"""
            S 220 mx.example ESMTP
            C HELO c
            S 250 mx.example
            C MAIL FROM:<a@b.example>
            S 250 2.1.0 Sender ok
            C RCPT TO:<x@y.example>
            S 250 2.1.5 Recipient ok
            C DATA
            S 354 End data with <CR><LF>.<CR><LF>
            C {new string('x', 600)}
            C {new string('y', 600)}
            C .
            S 552 5.3.4 Message too big
            C NOOP
            S 250 2.0.0 Ok
            """
        },
        {
            "chunks",
            """
            S 220 mx.example ESMTP
            C HELO c
            S 250 mx.example
            C BDAT 3
            C x
            S 503 5.5.1 Say MAIL first
            C MAIL FROM:<a@b.example>
            S 250 2.1.0 Sender ok
            C RCPT TO:<x@y.example>
            S 250 2.1.5 Recipient ok
            C BDAT 7
            C hello
            S 250 2.0.0 Ok
            C DATA
            S 503 5.5.1 A message by BDAT is under way, end or RSET it first
            C BDAT 3 LAST
            C .
            S 250 2.0.0 Accepted
            C BDAT 0 LAST
            S 503 5.5.1 Say MAIL first
            C BDAT -1
            S 501 5.5.4 Syntax: BDAT size [LAST]
            """
        },
        {
            "a browser made to post here",
            """
            S 220 mx.example ESMTP
            C POST / HTTP/1.1
            S 554 5.5.1 This is SMTP
            """
        },
    };

    [Theory]
    [MemberData(nameof(Dialogues))]
    public void A_dialogue_whole(string name, string script)
    {
        Assert.NotEmpty(name);
        var (client, server) = Parse(script);
        var wire = new Wire(_options);
        Assert.Equal(server, wire.Greeting + wire.Say(client) + wire.HangUp());
        Assert.True(wire.IsClosed);
    }

    [Theory]
    [MemberData(nameof(Dialogues))]
    public void A_dialogue_byte_by_byte(string name, string script)
    {
        Assert.NotEmpty(name);
        var (client, server) = Parse(script);
        var wire = new Wire(_options);
        var said = new StringBuilder(wire.Greeting);
        foreach (var c in client)
        {
            said.Append(wire.Say(c.ToString()));
        }

        Assert.Equal(server, said.Append(wire.HangUp()).ToString());
        Assert.True(wire.IsClosed);
    }

    private static (string Client, string Server) Parse(string script)
    {
        var client = new StringBuilder();
        var server = new StringBuilder();
        foreach (var line in script.ReplaceLineEndings("\n").Split('\n'))
        {
            (line[0] == 'C' ? client : server).Append(line.Length > 2 ? line[2..] : "").Append("\r\n");
        }

        return (client.ToString(), server.ToString());
    }
}
