using System.Text;
using Svar.Mail.Sasl;
using Svar.Mail.Smtp;
using Svar.Mail.Tls;

namespace Svar.Mail.Tests.Smtp;

/// <summary>The client against recorded servers, replies whole and a byte at a time.</summary>
public sealed class ClientDialogueTests
{
    private const string Mail = "Subject: hei\r\n\r\n.dot\r\nend\r\n";
    private static readonly SmtpClientOptions _options = new() { Host = "mx.example", Port = 25, LocalName = "us.example", Security = SmtpSecurity.None };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mail_goes_out_in_two_round_trips_when_the_server_pipelines(bool bytewise)
    {
        var result = await SendAsync(
            """
            S 220 mx.example ESMTP Postfix
            C EHLO us.example
            S 250-mx.example
            S 250-PIPELINING
            S 250-SIZE 10240000
            S 250-8BITMIME
            S 250 ENHANCEDSTATUSCODES
            C MAIL FROM:<a@us.example> SIZE=27
            C RCPT TO:<b@mx.example>
            C RCPT TO:<c@mx.example>
            C DATA
            S 250 2.1.0 Ok
            S 250 2.1.5 Ok
            S 550-5.1.1 <c@mx.example>: Recipient address rejected:
            S 550 5.1.1 User unknown in local recipient table
            S 354 End data with <CR><LF>.<CR><LF>
            C Subject: hei
            C
            C ..dot
            C end
            C .
            S 250 2.0.0 Ok: queued as 4F2B1
            """,
            bytewise,
            to: ["b@mx.example", "c@mx.example"]);
        Assert.Equal("Ok: queued as 4F2B1", result.Reply.Text);
        Assert.Equal(new EnhancedStatus(2, 0, 0), result.Reply.Status);
        Assert.False(result.IsAcceptedForAll);
        Assert.True(result.Recipients[0].IsAccepted);
        Assert.Equal("550 5.1.1 <c@mx.example>: Recipient address rejected:\nUser unknown in local recipient table", result.Recipients[1].Reply.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_of_the_last_century_gets_HELO_and_one_command_at_a_time(bool bytewise)
    {
        var result = await SendAsync(
            """
            S 220-old.example Sendmail 5.61
            S 220 ready
            C EHLO us.example
            S 500 Command unrecognized
            C HELO us.example
            S 250 old.example
            C MAIL FROM:<a@us.example>
            S 250 sender ok
            C RCPT TO:<b@mx.example>
            S 251 will forward
            C DATA
            S 354 go ahead
            C Subject: hei
            C
            C ..dot
            C end
            C .
            S 250
            """,
            bytewise);
        Assert.True(result.IsAcceptedForAll);
    }

    [Fact]
    public async Task All_recipients_refused_is_a_refusal_that_names_each()
    {
        var refused = await Assert.ThrowsAsync<SmtpRefusedException>(() => SendAsync(
            """
            S 220 mx
            C EHLO us.example
            S 250-mx
            S 250 PIPELINING
            C MAIL FROM:<a@us.example>
            C RCPT TO:<b@mx.example>
            C RCPT TO:<c@mx.example>
            C DATA
            S 250 2.1.0 Ok
            S 550 5.1.1 unknown
            S 450 4.2.0 greylisted
            S 354 a server that wants data all the same
            C .
            S 554 5.5.1 no valid recipients
            """,
            to: ["b@mx.example", "c@mx.example"]));
        Assert.Equal(("RCPT", 550), (refused.Command, refused.Code));
        Assert.True(refused.IsTemporary);
        Assert.Equal([550, 450], refused.Recipients.Select(r => r.Reply.Code));
    }

    [Theory]
    [InlineData("421 4.7.0 too busy", "connect", true)]
    [InlineData("554 5.7.1 you are on a list", "connect", false)]
    public async Task A_greeting_can_refuse(string greeting, string command, bool isTemporary)
    {
        var refused = await Assert.ThrowsAsync<SmtpRefusedException>(() => SendAsync("S " + greeting));
        Assert.Equal((command, isTemporary), (refused.Command, refused.IsTemporary));
    }

    [Fact]
    public async Task A_refused_message_is_permanent_or_not_by_its_reply()
    {
        const string Script =
            """
            S 220 mx
            C EHLO us.example
            S 250-mx
            S 250 PIPELINING
            C MAIL FROM:<a@us.example>
            C RCPT TO:<b@mx.example>
            C DATA
            S 250 Ok
            S 250 Ok
            S 354 go
            C Subject: hei
            C
            C ..dot
            C end
            C .
            S %
            """;
        var refused = await Assert.ThrowsAsync<SmtpRefusedException>(() => SendAsync(Script.Replace("%", "550 5.7.1 looks like spam", StringComparison.Ordinal)));
        Assert.Equal((".", false, new EnhancedStatus(5, 7, 1)), (refused.Command, refused.IsTemporary, refused.Status!.Value));
        refused = await Assert.ThrowsAsync<SmtpRefusedException>(() => SendAsync(Script.Replace("%", "451 4.3.0 later", StringComparison.Ordinal)));
        Assert.True(refused.IsTemporary);
    }

    [Theory]
    [InlineData("S 250 Ok\nS 250 Ok\nclose", false)]
    [InlineData("S 250 Ok\nS 250 Ok\nS 354 go\nC Subject: hei\nC\nC ..dot\nC end\nC .\nclose", true)]
    [InlineData("S 250 Ok\nS 250 Ok\nS 354 go\nC Subject: hei\nC\nC ..dot\nC end\nC .\nS nonsense", true)]
    [InlineData("S 250 Ok\nS nonsense", false)]
    [InlineData("S 250-Ok\nS 550 Ok", false)]
    public async Task A_broken_dialogue_tells_whether_the_message_may_have_been_taken(string rest, bool mayHaveBeenAccepted)
    {
        var broken = await Assert.ThrowsAsync<SmtpProtocolException>(() => SendAsync(
            """
            S 220 mx
            C EHLO us.example
            S 250-mx
            S 250 PIPELINING
            C MAIL FROM:<a@us.example>
            C RCPT TO:<b@mx.example>
            C DATA

            """ + rest));
        Assert.Equal(mayHaveBeenAccepted, broken.MessageMayHaveBeenAccepted);
        Assert.True(broken.IsTemporary);
    }

    [Fact]
    public async Task A_server_that_hangs_runs_out_of_time_by_the_clock()
    {
        var time = new ManualTime();
        await using var client = new SmtpClient(_options, time);
        Task<SmtpSendResult>? send = null;
        Wire.Inline(() => send = ConnectAndSendAsync(client, new ScriptedServer("S 220 mx\nC EHLO us.example\nS 250 mx\nC MAIL FROM:<a@us.example>\nhang")));
        Wire.Inline(() => time.Advance(TimeSpan.FromMinutes(4.9)));
        Assert.False(send!.IsCompleted);
        Wire.Inline(() => time.Advance(TimeSpan.FromMinutes(0.2)));
        var late = await Assert.ThrowsAsync<SmtpProtocolException>(() => send);
        Assert.Contains("time ran out", late.Message, StringComparison.Ordinal);
        Assert.False(client.IsConnected);
    }

    [Fact]
    public async Task A_cancelled_wait_is_a_cancellation_and_nothing_else()
    {
        using var cancel = new CancellationTokenSource();
        await using var client = new SmtpClient(_options);
        var connect = client.ConnectAsync(new ScriptedServer("hang"), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connect);
    }

    [Fact]
    public async Task What_the_server_lacks_is_said_before_anything_is_sent()
    {
        const string Bare = "S 220 mx\nC EHLO us.example\nS 250-mx\nS 250 SIZE 100";
        var big = await Assert.ThrowsAsync<SmtpRefusedException>(() => SendAsync(Bare, mail: new string('x', 200)));
        Assert.True(big.IsLocal);
        Assert.Equal("MAIL is not sent: The message has 202 bytes and mx.example takes at most 100", big.Message);

        var eightBit = await Assert.ThrowsAsync<SmtpRefusedException>(() => SendAsync(Bare, mail: "A: b\r\n\r\nblåbær"));
        Assert.Contains("8BITMIME: encode it as quoted-printable", eightBit.Message, StringComparison.Ordinal);

        var header = await Assert.ThrowsAsync<SmtpRefusedException>(() => SendAsync(Bare, mail: "Subject: blåbær\r\n\r\nx"));
        Assert.Contains("RFC 2047", header.Message, StringComparison.Ordinal);

        var address = await Assert.ThrowsAsync<SmtpRefusedException>(() => SendAsync(Bare, to: ["blåbær@mx.example"]));
        Assert.Contains("use an ASCII address", address.Message, StringComparison.Ordinal);
        Assert.False(address.IsTemporary);

        var nonsense = await Assert.ThrowsAsync<SmtpRefusedException>(() => SendAsync(Bare, to: ["a@b>\r\nDATA"]));
        Assert.Equal("RCPT is not sent: 'a@b>??DATA' is no e-mail address", nonsense.Message);

        var named = await Assert.ThrowsAsync<SmtpRefusedException>(() => SendAsync(Bare, to: ["Kåre <kare@mx.example>"]));
        Assert.Equal("RCPT is not sent: 'Kåre <kare@mx.example>' is no e-mail address; an envelope has the bare address, without a name and angle brackets", named.Message);

        foreach (var script in new[] { Bare, "S 220 mx\nC EHLO us.example\nS 250-mx\nS 250 SMTPUTF8" })
        {
            var injected = await Assert.ThrowsAsync<SmtpRefusedException>(() => SendAsync(script, to: ["a@x\uFF1E\uFF1Cb\uFF20evil.example"]));
            Assert.Equal("RCPT is not sent: The domain of 'a@x\uFF1E\uFF1Cb\uFF20evil.example' is not valid", injected.Message);
        }
    }

    [Fact]
    public async Task A_domain_beyond_ASCII_goes_out_in_its_ASCII_form_where_it_must()
    {
        var result = await SendAsync(
            """
            S 220 mx
            C EHLO us.example
            S 250 mx
            C MAIL FROM:<a@us.example>
            S 250 Ok
            C RCPT TO:<b@xn--blbr-roah.example>
            S 250 Ok
            C DATA
            S 354 go
            C x
            C .
            S 250 Ok
            """,
            to: ["b@blåbær.example"],
            mail: "x");
        Assert.Equal("b@blåbær.example", result.Recipients[0].Recipient);
    }

    [Fact]
    public async Task SMTPUTF8_and_8BITMIME_are_declared_when_needed()
    {
        await SendAsync(
            """
            S 220 mx
            C EHLO us.example
            S 250-mx
            S 250-8BITMIME
            S 250 SMTPUTF8
            C MAIL FROM:<a@us.example> BODY=8BITMIME SMTPUTF8
            S 250 Ok
            C RCPT TO:<blåbær@bær.example>
            S 250 Ok
            C DATA
            S 354 go
            C Subject: bær
            C
            C x
            C .
            S 250 Ok
            """,
            to: ["blåbær@bær.example"],
            mail: "Subject: bær\n\nx\n");
    }

    [Fact]
    public async Task A_connection_is_used_again_and_reset_after_a_refusal()
    {
        var server = new ScriptedServer(
            """
            S 220 mx
            C EHLO us.example
            S 250 mx
            C MAIL FROM:<a@us.example>
            S 550 5.7.1 not you
            C RSET
            S 250 Ok
            C MAIL FROM:<a@us.example>
            S 250 Ok
            C RCPT TO:<b@mx.example>
            S 250 Ok
            C DATA
            S 354 go
            C x
            C .
            S 250 Ok
            C MAIL FROM:<>
            S 250 Ok
            C RCPT TO:<b@mx.example>
            S 250 Ok
            C DATA
            S 354 go
            C y
            C .
            S 250 Ok
            C QUIT
            S 221 bye
            """);
        await using var client = new SmtpClient(_options);
        await client.ConnectAsync(server, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<SmtpRefusedException>(() => client.SendAsync(new SmtpEnvelope("a@us.example", "b@mx.example"), "x"u8.ToArray(), TestContext.Current.CancellationToken));
        await client.SendAsync(new SmtpEnvelope("a@us.example", "b@mx.example"), "x"u8.ToArray(), TestContext.Current.CancellationToken);
        await client.SendAsync(new SmtpEnvelope("", "b@mx.example"), new MemoryStream("y"u8.ToArray()), TestContext.Current.CancellationToken);
        await client.QuitAsync(TestContext.Current.CancellationToken);
        Assert.True(server.IsFinished);
        Assert.False(client.IsConnected);
    }

    [Fact]
    public async Task A_server_that_offers_no_sign_in_before_STARTTLS_is_named_as_that()
    {
        var options = _options with { Credentials = SaslCredentials.ByPassword("anna", "secret"), AllowAuthInClear = true };
        var refused = await Assert.ThrowsAsync<SmtpRefusedException>(() => ConnectAsync("S 220 mx\nC EHLO us.example\nS 250-mx\nS 250 STARTTLS", options));
        Assert.EndsWith("we have SCRAM-SHA-256, PLAIN, LOGIN; the server may offer more after STARTTLS", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.IsTemporary);
    }

    [Fact]
    public async Task A_client_that_was_disposed_opens_no_connection()
    {
        var client = new SmtpClient(_options);
        await client.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.SendAsync(new SmtpEnvelope("a@us.example", "b@mx.example"), "x"u8.ToArray(), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ConnectAsync(new ScriptedServer(""), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_usual_port_goes_with_the_purpose_and_a_host_name_holds_no_line_ends()
    {
        var bare = new SmtpClientOptions { Host = "mx.example" };
        var signedIn = bare with { Credentials = SaslCredentials.ByPassword("anna", "secret") };
        Assert.Equal(SmtpSecurity.StartTls, bare.Security);
        Assert.Equal([25, 24, 587, 465, 2525], ((SmtpClientOptions[])[bare, bare with { IsLmtp = true }, signedIn, signedIn with { Security = SmtpSecurity.Implicit }, signedIn with { Port = 2525 }]).Select(o => o.Port));
        Assert.Throws<ArgumentException>(() => new SmtpClient(bare with { Host = "mx.example\r\nRSET" }));
        Assert.Throws<ArgumentException>(() => new SmtpClient(bare with { LocalName = "us\r\nRSET" }));
        Assert.Throws<ArgumentException>(() => SaslCredentials.ByPassword("anna\0admin", "secret"));
        Assert.Throws<ArgumentException>(() => SaslCredentials.ByPassword("anna", "secret\0"));
    }

    [Fact]
    public async Task Without_STARTTLS_nothing_is_sent_when_it_is_demanded()
    {
        var options = _options with { Security = SmtpSecurity.StartTls };
        var without = await Assert.ThrowsAsync<SmtpProtocolException>(() => SendAsync("S 220 mx\nC EHLO us.example\nS 250 mx", options: options));
        Assert.Equal((TlsFault.NotOffered, false), (without.Tls!.Fault, without.IsTemporary));
        var injected = await Assert.ThrowsAsync<SmtpProtocolException>(() => SendAsync(
            "S 220 mx\nC EHLO us.example\nS 250-mx\nS 250 STARTTLS\nC STARTTLS\nS 220 go\nS 250-mx\nS 250 AUTH PLAIN", options: options));
        Assert.Contains("before the TLS handshake", injected.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PLAIN", "C AUTH PLAIN AGFubmEAc2VjcmV0\nS 235 2.7.0 ok")]
    [InlineData("LOGIN", "C AUTH LOGIN\nS 334 VXNlcm5hbWU6\nC YW5uYQ==\nS 334 UGFzc3dvcmQ6\nC c2VjcmV0\nS 235 ok")]
    [InlineData("=LOGIN", "C AUTH LOGIN\nS 334 Username:\nC YW5uYQ==\nS 334 Password:\nC c2VjcmV0\nS 235 ok")]
    public async Task Passwords_go_by_what_the_server_offers(string offered, string dialogue)
    {
        var options = _options with { Credentials = SaslCredentials.ByPassword("anna", "secret"), AllowAuthInClear = true };
        await ConnectAsync("S 220 mx\nC EHLO us.example\nS 250 AUTH\nS 250 x".Replace("S 250 AUTH\nS 250 x", $"S 250-mx\nS 250 AUTH{(offered[0] == '=' ? "" : " ")}{offered}", StringComparison.Ordinal) + "\n" + dialogue, options);
        var clear = await Assert.ThrowsAsync<SmtpRefusedException>(() => ConnectAsync(
            $"S 220 mx\nC EHLO us.example\nS 250-mx\nS 250 AUTH {offered.TrimStart('=')}", options with { AllowAuthInClear = false }));
        Assert.Contains("sign in over TLS", clear.Message, StringComparison.Ordinal);
        Assert.Equal(("AUTH", true, false, false), (clear.Command, clear.IsLocal, clear.IsTemporary, clear.IsWrongPassword));
    }

    [Fact]
    public async Task Tokens_go_by_OAUTHBEARER_or_XOAUTH2_and_a_failure_is_a_refusal()
    {
        var options = _options with { Credentials = SaslCredentials.ByToken("anna@us.example", _ => new("ya29.abc")), AllowAuthInClear = true };
        var x = Convert.ToBase64String("user=anna@us.example\u0001auth=Bearer ya29.abc\u0001\u0001"u8);
        var refused = await Assert.ThrowsAsync<SmtpRefusedException>(() => ConnectAsync(
            $"S 220 mx\nC EHLO us.example\nS 250-mx\nS 250 AUTH LOGIN XOAUTH2\nC AUTH XOAUTH2 {x}\nS 334 eyJzdGF0dXMiOiI0MDEifQ==\nC\nS 535 5.7.8 token expired", options));
        Assert.Equal(("AUTH", false, true), (refused.Command, refused.IsTemporary, refused.IsWrongPassword));

        var bearer = Convert.ToBase64String("n,a=anna@us.example,\u0001host=mx.example\u0001port=25\u0001auth=Bearer ya29.abc\u0001\u0001"u8);
        await ConnectAsync($"S 220 mx\nC EHLO us.example\nS 250-mx\nS 250 AUTH OAUTHBEARER XOAUTH2\nC AUTH OAUTHBEARER {bearer}\nS 235 ok", options);

        var token = new string('x', 600);
        var longOne = Convert.ToBase64String(Encoding.UTF8.GetBytes($"user=anna@us.example\u0001auth=Bearer {token}\u0001\u0001"));
        await ConnectAsync(
            $"S 220 mx\nC EHLO us.example\nS 250-mx\nS 250 AUTH XOAUTH2\nC AUTH XOAUTH2\nS 334\nC {longOne}\nS 235 ok",
            options with { Credentials = SaslCredentials.ByToken("anna@us.example", _ => new(token)) });
    }

    [Fact]
    public async Task LMTP_reports_each_recipient()
    {
        var result = await SendAsync(
            """
            S 220 mx LMTP
            C LHLO us.example
            S 250-mx
            S 250 PIPELINING
            C MAIL FROM:<a@us.example>
            C RCPT TO:<b@mx.example>
            C RCPT TO:<c@mx.example>
            C RCPT TO:<d@mx.example>
            C DATA
            S 250 Ok
            S 250 Ok
            S 550 5.1.1 unknown
            S 250 Ok
            S 354 go
            C x
            C .
            S 452 4.2.2 full
            S 250 2.1.5 saved
            """,
            to: ["b@mx.example", "c@mx.example", "d@mx.example"],
            mail: "x",
            options: _options with { IsLmtp = true });
        Assert.Equal([452, 550, 250], result.Recipients.Select(r => r.Reply.Code));
        Assert.Equal("saved", result.Reply.Text);
    }

    [Fact]
    public async Task Chunks_need_no_dots()
    {
        await SendAsync(
            """
            S 220 mx
            C EHLO us.example
            S 250-mx
            S 250-PIPELINING
            S 250 CHUNKING
            C MAIL FROM:<a@us.example>
            C RCPT TO:<b@mx.example>
            S 250 Ok
            S 250 Ok
            C BDAT 27 LAST
            C Subject: hei
            C
            C .dot
            C end
            S 250 Ok
            """,
            options: _options with { Chunking = SmtpChunking.WhenOffered });
    }

    private static async Task<SmtpSendResult> SendAsync(
        string script, bool bytewise = false, string[]? to = null, string mail = Mail, SmtpClientOptions? options = null)
    {
        var server = new ScriptedServer(script, bytewise);
        await using var client = new SmtpClient(options ?? _options);
        try
        {
            return await ConnectAndSendAsync(client, server, to, mail);
        }
        finally
        {
            Assert.True(server.IsFinished, "the client stopped before the end of the dialogue");
        }
    }

    private static async Task<SmtpSendResult> ConnectAndSendAsync(SmtpClient client, ScriptedServer server, string[]? to = null, string mail = Mail)
    {
        await client.ConnectAsync(server);
        return await client.SendAsync(new SmtpEnvelope("a@us.example", to ?? ["b@mx.example"]), Encoding.UTF8.GetBytes(mail));
    }

    private static async Task ConnectAsync(string script, SmtpClientOptions options)
    {
        var server = new ScriptedServer(script);
        await using var client = new SmtpClient(options);
        await client.ConnectAsync(server);
        Assert.True(server.IsFinished);
    }
}
