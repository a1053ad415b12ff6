using System.Globalization;
using System.Text;
using Svar.Mail.Messages;
using Svar.Mail.Reports;
using Svar.Mail.Sasl;
using Svar.Mail.Smtp;
using Svar.Mail.Tests.Imap;
using Svar.Mail.Tests.Messages.Foreign;

namespace Svar.Mail.Tests.Smtp;

/// <summary>A real Postfix takes mail from our client, and delivers it to our server.</summary>
public sealed class PostfixTests(PostfixRoute route) : IClassFixture<PostfixRoute>
{
    [Fact]
    public async Task Two_hundred_mails_go_through_Postfix_and_arrive_byte_by_byte()
    {
        var there = await route.StartedAsync();
        var mails = ShapedMails.Some(160).Select(m => m.ToBytes()).Concat(Enumerable.Range(0, 40).Select(EightBit)).ToList();
        await using var client = new SmtpClient(there.Postfix.Options);
        for (var i = 0; i < mails.Count; i++)
        {
            var sent = await client.SendAsync(new SmtpEnvelope("sender@a.example", Recipient(i)), mails[i], Cancel);
            Assert.True(sent.IsAcceptedForAll);
        }

        await client.QuitAsync(Cancel);
        var received = (await there.Smtp.WaitAsync(mails.Count)).ToDictionary(m => m.Recipients.Single(), StringComparer.Ordinal);
        for (var i = 0; i < mails.Count; i++)
        {
            var message = received[Recipient(i)];
            Assert.Equal(Encoding.Latin1.GetString(mails[i]), Encoding.Latin1.GetString(WithoutTrace(message.Bytes)));
            Assert.Equal("sender@a.example", message.Sender);
            Assert.NotNull(message.Transaction.Peer.Tls);
        }

        static string Recipient(int number) => string.Create(CultureInfo.InvariantCulture, $"r{number}@b.example");
    }

    [Fact]
    public async Task Postfix_takes_chunks()
    {
        var there = await route.StartedAsync();
        await using var client = new SmtpClient(there.Postfix.Options with { Chunking = SmtpChunking.WhenOffered });
        var mail = EightBit(1);
        for (var i = 0; i < 20; i++)
        {
            await client.SendAsync(new SmtpEnvelope("a@a.example", "b@b.example"), mail, Cancel);
        }

        Assert.True(client.Capabilities.Chunking);
        Assert.All(await there.Smtp.WaitAsync(20), m => Assert.Equal(mail, WithoutTrace(m.Bytes)));
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("SCRAM-SHA-256")]
    public async Task A_password_is_needed_for_submission(string mechanism)
    {
        var there = await route.StartedAsync();
        var submission = there.Postfix.Options with { Port = there.Postfix.SubmissionPort };
        await using (var unknown = new SmtpClient(submission))
        {
            var refused = await Assert.ThrowsAsync<SmtpRefusedException>(() => unknown.SendAsync(new SmtpEnvelope("a@a.example", "b@b.example"), EightBit(0), Cancel));
            Assert.Equal("RCPT 554", $"{refused.Command} {refused.Code}");
        }

        await using (var wrong = new SmtpClient(submission with { Credentials = SaslCredentials.ByPassword("anna", "guess", mechanism) }))
        {
            var refused = await Assert.ThrowsAsync<SmtpRefusedException>(() => wrong.SendAsync(new SmtpEnvelope("a@a.example", "b@b.example"), EightBit(0), Cancel));
            Assert.Equal("AUTH 535", $"{refused.Command} {refused.Code}");
        }

        await using var client = new SmtpClient(submission with { Credentials = SaslCredentials.ByPassword("anna", Dovecot.Password, mechanism) });
        Assert.True((await client.SendAsync(new SmtpEnvelope("a@a.example", "b@b.example"), EightBit(0), Cancel)).IsAcceptedForAll);
        Assert.Contains(mechanism, client.Capabilities.Mechanisms);
        Assert.Equal(EightBit(0), WithoutTrace((await there.Smtp.WaitAsync(1))[0].Bytes));
    }

    [Fact]
    public async Task An_international_address_crosses_Postfix_both_ways()
    {
        var there = await route.StartedAsync();
        await using var client = new SmtpClient(there.Postfix.Options);
        var mail = Encoding.UTF8.GetBytes("From: Åse <åse@a.example>\r\nSubject: Blåbær på vidda\r\nMessage-ID: <utf8@a.example>\r\n\r\nHei på deg\r\n");
        await client.SendAsync(new SmtpEnvelope("åse@a.example", "kåre@b.example"), mail, Cancel);
        var arrived = Assert.Single(await there.Smtp.WaitAsync(1));
        Assert.True(arrived.Transaction.IsUtf8);
        Assert.Equal("åse@a.example kåre@b.example", $"{arrived.Sender} {arrived.Recipients.Single()}");
        Assert.Equal(mail, WithoutTrace(arrived.Bytes));
    }

    [Fact]
    public async Task A_mail_that_is_too_big_for_Postfix_is_not_sent()
    {
        var there = await route.StartedAsync();
        await using var client = new SmtpClient(there.Postfix.Options);
        var refused = await Assert.ThrowsAsync<SmtpRefusedException>(() => client.SendAsync(new SmtpEnvelope("a@a.example", "b@b.example"), Big(Postfix.SizeLimit + 1000), Cancel));
        Assert.Equal(552, refused.Code);
        Assert.False(refused.IsTemporary);
        Assert.Equal(Postfix.SizeLimit, client.Capabilities.MaxSize);
        Assert.True((await client.SendAsync(new SmtpEnvelope("a@a.example", "b@b.example"), Big(PostfixRoute.SizeLimit - 1000), Cancel)).IsAcceptedForAll);
        await there.Smtp.WaitAsync(1);
    }

    [Fact]
    public async Task What_our_server_refuses_comes_back_as_a_bounce_that_is_read_right()
    {
        var there = await route.StartedAsync();
        await using var client = new SmtpClient(there.Postfix.Options);
        await client.SendAsync(new SmtpEnvelope("desk@a.example", "no@b.example", "full@b.example", "ok@b.example"), Small("first@a.example"), Cancel);
        await client.SendAsync(new SmtpEnvelope("desk@a.example", "big@b.example"), Big(PostfixRoute.SizeLimit + 1000, "second@a.example"), Cancel);
        var arrived = await there.Smtp.WaitAsync(3);
        Assert.Equal("ok@b.example", string.Join(' ', arrived.Single(m => m.Sender.Length > 0).Recipients));
        var reports = arrived.Where(m => m.Sender.Length == 0).Select(m => MailReports.Read(MailMessage.Parse(m.Bytes))).ToDictionary(r => r.OriginalMessageId!, StringComparer.Ordinal);
        Assert.All(reports.Values, report => Assert.Equal(MailKind.Bounce, report.Kind));
        Assert.Equal(
            ["full@b.example failed 5.2.2 MailboxFull False", "no@b.example failed 5.1.1 UnknownUser True"],
            reports["first@a.example"].Bounces.Select(Line).Order(StringComparer.Ordinal));
        Assert.Contains("No such mailbox here", reports["first@a.example"].Bounces.Single(b => b.Recipient == "no@b.example").Diagnostic, StringComparison.Ordinal);
        Assert.Equal(["big@b.example failed 5.3.4 TooBig False"], reports["second@a.example"].Bounces.Select(Line));

        static string Line(Bounce b) => $"{b.Recipient} {b.Action} {b.Status} {b.Reason} {b.Permanent}";
    }

    [Fact]
    public async Task Postfix_delivers_by_LMTP_with_an_answer_for_each_recipient()
    {
        var there = await route.StartedAsync();
        await using var client = new SmtpClient(there.Postfix.Options);
        await client.SendAsync(new SmtpEnvelope("desk@a.example", "one@lmtp.example", "full@lmtp.example", "two@lmtp.example"), Small("lmtp@a.example"), Cancel);
        var taken = Assert.Single(await there.Lmtp.WaitAsync(1));
        Assert.Equal("LMTP", taken.Transaction.Protocol);
        Assert.Equal(3, taken.Recipients.Count);
        var bounce = MailReports.Read(MailMessage.Parse(Assert.Single(await there.Smtp.WaitAsync(1)).Bytes));
        Assert.Equal("full@lmtp.example 5.2.2", string.Join(", ", bounce.Bounces.Select(b => $"{b.Recipient} {b.Status}")));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static byte[] Small(string id) => Encoding.ASCII.GetBytes($"From: desk@a.example\r\nSubject: answer\r\nMessage-ID: <{id}>\r\n\r\nwords\r\n");

    private static byte[] Big(int size, string id = "big@a.example") =>
        [.. Small(id), .. Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('b', 70) + "\r\n", size / 72)))];

    /// <summary>As other programs write: eight bits as they stand, dots at the start, long lines, no line end of its own.</summary>
    private static byte[] EightBit(int seed)
    {
        var body = new StringBuilder();
        for (var line = 0; line < 30; line++)
        {
            body.Append(CultureInfo.InvariantCulture, $"{new string('.', (seed + line) % 4)}blåbær {line} {new string('ø', line * 16)}\r\n");
        }

        return Encoding.UTF8.GetBytes(
            $"From: a@a.example\r\nTo: b@b.example\r\nSubject: eight bits\r\nMessage-ID: <eight-{seed.ToString(CultureInfo.InvariantCulture)}@a.example>\r\nMIME-Version: 1.0\r\n"
            + $"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}");
    }

    /// <summary>What stood below the Received field that Postfix put on top.</summary>
    private static byte[] WithoutTrace(byte[] mail)
    {
        var at = 0;
        var text = Encoding.Latin1.GetString(mail);
        Assert.StartsWith("Received: ", text, StringComparison.Ordinal);
        do
        {
            at = text.IndexOf("\r\n", at, StringComparison.Ordinal) + 2;
        }
        while (text[at] is ' ' or '\t');
        return mail[at..];
    }
}
