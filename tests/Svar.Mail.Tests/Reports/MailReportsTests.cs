using System.Text;
using Svar.Mail.Messages;
using Svar.Mail.Reports;

namespace Svar.Mail.Tests.Reports;

public class MailReportsTests
{
    [Fact]
    public void A_standard_bounce_names_recipient_status_reason_and_the_original()
    {
        var report = Read("""
            Return-Path: <>
            From: MAILER-DAEMON@mx.example
            To: post@shop.example
            Subject: Undelivered Mail Returned to Sender
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: text/plain

            I am sorry.

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822; kari@kunde.example
            Original-Recipient: rfc822;kari@kunde.example
            Action: failed
            Status: 5.2.2
            Diagnostic-Code: smtp; 552 5.2.2 <kari@kunde.example>:
                mailbox is full

            Final-Recipient: rfc822; ola@kunde.example
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 No such user here

            --b
            Content-Type: message/rfc822

            From: post@shop.example
            To: kari@kunde.example, ola@kunde.example
            Message-ID: <sak-1042@shop.example>
            Subject: Svar

            Hei

            --b--
            """);
        Assert.Equal(MailKind.Bounce, report.Kind);
        Assert.Equal("sak-1042@shop.example", report.OriginalMessageId);
        Assert.Equal(
            [
                new Bounce("kari@kunde.example", "failed", "5.2.2", BounceReason.MailboxFull, "552 5.2.2 <kari@kunde.example>: mailbox is full", false),
                new Bounce("ola@kunde.example", "failed", "5.1.1", BounceReason.UnknownUser, "550 5.1.1 No such user here", true),
            ],
            report.Bounces);
    }

    [Fact]
    public void A_delay_is_no_bounce()
    {
        var report = Read("""
            Return-Path: <>
            From: MAILER-DAEMON@mx.example
            To: post@shop.example
            Subject: Warning: could not send message for past 4 hours
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example

            Final-Recipient: rfc822; kari@kunde.example
            Action: delayed
            Status: 4.4.1
            Diagnostic-Code: smtp; connect to kunde.example: Connection timed out

            --b--
            """);
        Assert.Equal(MailKind.Delay, report.Kind);
        Assert.Equal(BounceReason.Network, Assert.Single(report.Bounces).Reason);
    }

    [Fact]
    public void A_bounce_that_is_only_text_is_read_too()
    {
        var report = Read("""
            Return-Path: <>
            From: MAILER-DAEMON@mx.example
            To: post@shop.example
            Subject: failure notice

            Hi. This is the qmail-send program at mx.example.
            I'm afraid I wasn't able to deliver your message to the following addresses.
            This is a permanent error; I've given up. Sorry it didn't work out.

            <kari@kunde.example>:
            Sorry, I couldn't find any host named kunde.example. (#5.1.2)

            <ola@annen.example>:
            192.0.2.1 does not like recipient.
            Remote host said: 550 5.1.1 <ola@annen.example>: Recipient address rejected: User unknown
            Giving up on 192.0.2.1.

            --- Below this line is a copy of the message.

            Return-Path: <post@shop.example>
            Message-ID: <sak-7@shop.example>
            To: kari@kunde.example
            """);
        Assert.Equal(MailKind.Bounce, report.Kind);
        Assert.Equal("sak-7@shop.example", report.OriginalMessageId);
        Assert.Equal("kari@kunde.example ola@annen.example", string.Join(' ', report.Bounces.Select(b => b.Recipient)));
        Assert.Equal([BounceReason.UnknownHost, BounceReason.UnknownUser], report.Bounces.Select(b => b.Reason));
        Assert.Equal("5.1.2 5.1.1", string.Join(' ', report.Bounces.Select(b => b.Status)));
        Assert.All(report.Bounces, b => Assert.True(b.Permanent));
    }

    [Fact]
    public void A_header_names_those_that_failed()
    {
        var report = Read("""
            X-Failed-Recipients: kari@kunde.example
            Auto-Submitted: auto-replied
            From: Mail Delivery System <Mailer-Daemon@mx.example>
            To: post@shop.example
            Subject: Mail delivery failed: returning message to sender

            A message that you sent could not be delivered to one or more of its
            recipients. This is a permanent error. The following address(es) failed:

              kari@kunde.example
                SMTP error from remote mail server after RCPT TO:<kari@kunde.example>:
                host mx.kunde.example [192.0.2.1]: 550 Mailbox quota exceeded
            """);
        Assert.Equal(MailKind.Bounce, report.Kind);
        Assert.Equal(("kari@kunde.example", BounceReason.MailboxFull, false), (report.Bounces[0].Recipient, report.Bounces[0].Reason, report.Bounces[0].Permanent));
    }

    [Theory]
    [InlineData("Auto-Submitted: auto-replied\nSubject: Re: Ordre", "Jeg er tilbake mandag.")]
    [InlineData("X-Autoreply: yes\nSubject: Re: Ordre", "x")]
    [InlineData("Return-Path: <>\nSubject: Automatic reply: Order", "I will be back on Monday")]
    [InlineData("Subject: Automatisk svar: Ordre 1042", "Jeg er ikke på kontoret.")]
    [InlineData("Subject: Autosvar: Ordre", "x")]
    [InlineData("Subject: Fraværsmelding: Ordre", "x")]
    [InlineData("Subject: Automatische Antwort: Bestellung", "x")]
    [InlineData("Subject: Abwesenheitsnotiz: Bestellung", "x")]
    [InlineData("Subject: Réponse automatique : Commande", "x")]
    [InlineData("Subject: Respuesta automática: Pedido", "x")]
    [InlineData("Subject: Risposta automatica: Ordine", "x")]
    [InlineData("Subject: Resposta automática: Pedido", "x")]
    [InlineData("Subject: Automatisch antwoord: Bestelling", "x")]
    [InlineData("Subject: Autosvar: Order", "x")]
    [InlineData("Subject: Odpowiedź automatyczna: Zamówienie", "x")]
    [InlineData("Subject: Automaattinen vastaus: Tilaus", "x")]
    [InlineData("Return-Path: <>\nSubject: Re: Ordre", "Jeg er på ferie til 12. august.")]
    [InlineData("In-Reply-To: <a@b.example>\nSubject: Out of office Re: Order", "I am out of the office until Monday")]
    public void An_out_of_office_is_an_automatic_reply(string headers, string text) => Assert.Equal(MailKind.AutoReply, Kind(headers, text));

    [Theory]
    [InlineData("Subject: Varen kunne ikke leveres", "Dere skrev at pakken could not be delivered. Hva nå?")]
    [InlineData("Subject: Re: Undeliverable", "My parcel was undeliverable, they said 550 kroner extra.")]
    [InlineData("Subject: Returned mail order", "I returned the mail order last week. User unknown?")]
    [InlineData("Subject: Automatic garage door", "The automatic reply of your bot did not help: I am on vacation next week.")]
    [InlineData("Subject: Delivery failure\nIn-Reply-To: <a@b.example>", "The delivery failed again, unable to deliver to my door.")]
    [InlineData("Subject: Ferie", "Jeg er på ferie og trenger teltet før fredag.")]
    public void A_customers_words_about_deliveries_are_a_message(string headers, string text) => Assert.Equal(MailKind.Message, Kind(headers, text));

    [Theory]
    [InlineData("List-Id: <a.b.example>")]
    [InlineData("List-Unsubscribe: <https://b.example/u>")]
    [InlineData("Precedence: bulk")]
    public void A_newsletter_is_list_mail(string header) => Assert.Equal(MailKind.List, Kind(header + "\nSubject: Nyheter", "Tilbud"));

    [Fact]
    public void A_read_receipt_names_what_was_read()
    {
        var report = Read("""
            From: kari@kunde.example
            Subject: Lest: Svar
            Content-Type: multipart/report; report-type=disposition-notification; boundary=b

            --b
            Content-Type: text/plain

            Lest.

            --b
            Content-Type: message/disposition-notification

            Final-Recipient: rfc822;kari@kunde.example
            Original-Message-ID: <sak-7@shop.example>
            Disposition: manual-action/MDN-sent-manually; displayed

            --b--
            """);
        Assert.Equal((MailKind.ReadReceipt, "sak-7@shop.example"), (report.Kind, report.OriginalMessageId));
    }

    [Fact]
    public void A_complaint_is_a_feedback_report()
    {
        var report = Read("""
            From: fbl@provider.example
            Content-Type: multipart/report; report-type=feedback-report; boundary=b

            --b
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            Version: 1

            --b
            Content-Type: message/rfc822

            From: post@shop.example
            Message-ID: <sak-7@shop.example>

            Hei

            --b--
            """);
        Assert.Equal((MailKind.FeedbackReport, "sak-7@shop.example"), (report.Kind, report.OriginalMessageId));
    }

    [Fact]
    public void An_invitation_is_calendar_mail() =>
        Assert.Equal(MailKind.Calendar, Kind("Content-Type: text/calendar; method=REQUEST; charset=utf-8\nSubject: Møte", "BEGIN:VCALENDAR\nEND:VCALENDAR"));

    [Theory]
    [InlineData("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", BounceReason.Blocked)]
    [InlineData("550 5.7.26 This mail is unauthenticated: DMARC policy of the domain", BounceReason.Authentication)]
    [InlineData("450 4.2.0 Greylisted, see http://postgrey.example/", BounceReason.Greylisted)]
    [InlineData("421 4.7.0 Too many connections from your host", BounceReason.RateLimited)]
    [InlineData("552 5.3.4 Message size exceeds fixed limit of 10 MB", BounceReason.TooBig)]
    [InlineData("554 5.4.6 Too many hops", BounceReason.Loop)]
    [InlineData("554 5.6.0 Message contains a virus: EICAR", BounceReason.Content)]
    [InlineData("554 5.7.1 Message identified as SPAM", BounceReason.Spam)]
    [InlineData("550 5.7.1 Relaying denied", BounceReason.Policy)]
    [InlineData("451 4.3.0 Internal server error", BounceReason.System)]
    [InlineData("550 5.2.1 The email account that you tried to reach is disabled", BounceReason.Suspended)]
    [InlineData("556 5.1.10 Recipient address has a null MX", BounceReason.UnknownHost)]
    [InlineData("550 Action not taken", BounceReason.Unknown)]
    public void Words_tell_the_reason(string words, BounceReason reason) =>
        Assert.Equal(reason, Read($"""
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: message/delivery-status

            Final-Recipient: rfc822; kari@kunde.example
            Action: failed
            Diagnostic-Code: smtp; {words}

            --b--
            """).Bounces[0].Reason);

    public static TheoryData<string, string> Heaps => new()
    {
        { Many("To: " + Many("{0}@z.example, ", 9_000) + "\n", 20) + "X: y", Many("q@z.example\n", 5_000) },
        { "", Many("q@z.example ", 5_000) },
        { "", "could not be delivered " + Many("sender: q@", 6_000) },
        { "", Many("5.1.", 15_000) },
        { "", Many("550 ", 15_000) },
        { "", Many("<a@b.example>:\n", 4_000) },
        { "", Many("Message-ID:\n <", 4_000) },
        { "", Many("no such ", 7_500) },
        { "", "Final-Recipient: " + Many("rfc822;a@b.example\n ", 3_000) },
    };

    [Theory]
    [MemberData(nameof(Heaps), DisableDiscoveryEnumeration = true)]
    public void A_heap_of_anything_ends_at_once(string headers, string text)
    {
        var mail = MailMessage.Parse(Encoding.UTF8.GetBytes($"From: mailer-daemon@mx.example\n{headers}\nSubject: Undelivered\n\n{text}"));
        Timed.Run(() => MailReports.Read(mail));
    }

    [Theory]
    [InlineData(MailKind.AutoReply, "auto-reply")]
    [InlineData(MailKind.FeedbackReport, "feedback-report")]
    [InlineData(MailKind.Message, "message")]
    public void Kinds_have_their_names(MailKind kind, string name) => Assert.Equal(name, kind.Name());

    private static string Many(string one, int times) => string.Concat(Enumerable.Range(0, times).Select(n => one.Replace("{0}", n.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));

    private static MailKind Kind(string headers, string text) =>
        Read($"From: Kari <kari@kunde.example>\nTo: post@shop.example\n{headers}\n\n{text}\n").Kind;

    private static MailReport Read(string mail) => MailReports.Read(MailMessage.Parse(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"))));
}
