using System.Globalization;
using System.Text;

namespace Svar.Demo;

/// <summary>Writes mail that programs send by themselves.</summary>
internal static class AutomaticMail
{
    /// <summary>An absence note, marked as RFC 3834 §5 asks.</summary>
    public static byte[] Away(DemoCustomer from, Wording wording, SentAnswer answered, DateTime at, string id)
    {
        var back = DemoHours.Local(at).AddDays(9);
        var text = Phrase.Say(wording.Body, v => v switch { "name" => from.Name, "first" => from.FirstName, "back" => Envelope.DayMonthYear(back, wording.Value("language") ?? "nb"), _ => null }, new Draw(id.Length));
        var headers = Headers(from.Name, from.Email, answered.ReplyAddress, wording.Subject + " " + answered.Subject, at, id);
        headers.Add(("In-Reply-To", answered.MessageId));
        headers.Add(("References", answered.MessageId));
        headers.Add(("Auto-Submitted", "auto-replied"));
        headers.Add(("X-Auto-Response-Suppress", "All"));
        return Part.Text("plain", text + "\n", Transfer.QuotedPrintable, "utf-8").Mail(headers);
    }

    /// <summary>A delivery status notification (RFC 3462, RFC 3464).</summary>
    public static byte[] Report(DemoCustomer customer, bool permanent, SentAnswer about, DateTime at, string id)
    {
        var host = customer.Email[(customer.Email.IndexOf('@', StringComparison.Ordinal) + 1)..];
        var mx = "mx1." + host;
        var headers = Headers("Mail Delivery System", "MAILER-DAEMON@utpost.fjordogfell.example", about.ReplyAddress, permanent ? "Undelivered Mail Returned to Sender" : "Delayed Mail (still being retried)", at, id);
        headers[0] = ("Return-Path", "<>");
        headers.Add(("Auto-Submitted", "auto-replied"));
        var status = permanent ? "5.2.2" : "4.4.1";
        var said = permanent ? "smtp; 552 5.2.2 <" + customer.Email + ">: Mailbox full" : "X-Postfix; connect to " + mx + "[192.0.2.25]:25: Connection timed out";
        var human = permanent
            ? "This is the mail system at host utpost.fjordogfell.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\n<" + customer.Email + ">: host " + mx + "[192.0.2.25] said: 552 5.2.2\n    Mailbox full (in reply to RCPT TO command)\n"
            : "This is the mail system at host utpost.fjordogfell.example.\n\n####################################################################\n# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #\n####################################################################\n\nYour message could not be delivered for more than 4 hour(s).\nIt will be retried until it is 5 day(s) old.\n\n<" + customer.Email + ">: connect to " + mx + "[192.0.2.25]:25:\n    Connection timed out\n";
        var local = new DateTimeOffset(DemoHours.Local(about.SentAt), DemoHours.Offset(about.SentAt));
        var machine = "Reporting-MTA: dns; utpost.fjordogfell.example\nX-Postfix-Queue-ID: " + id[..10].ToUpperInvariant() + "\nX-Postfix-Sender: rfc822; " + about.ReplyAddress + "\nArrival-Date: " + Envelope.Date(local) + "\n\nFinal-Recipient: rfc822; " + customer.Email
            + "\nOriginal-Recipient: rfc822;" + customer.Email + "\nAction: " + (permanent ? "failed" : "delayed") + "\nStatus: " + status + "\nRemote-MTA: dns; " + mx + "\nDiagnostic-Code: " + said + "\n"
            + (permanent ? "" : "Will-Retry-Until: " + Envelope.Date(local.AddDays(5)) + "\n");
        var original = "From: " + MimeWords.Mailbox(about.FromName, about.ReplyAddress, false) + "\nTo: " + customer.Email + "\nSubject: " + MimeWords.Text(about.Subject, false) + "\nDate: " + Envelope.Date(local) + "\nMessage-ID: " + about.MessageId + "\n";
        var boundary = id[..10].ToUpperInvariant() + "." + at.ToString("HHmmssfff", CultureInfo.InvariantCulture) + "/utpost.fjordogfell.example";
        var report = Part.Multipart(
            "report; report-type=delivery-status",
            boundary,
            Part.Raw("text/plain; charset=us-ascii", human).With("Content-Description", "Notification"),
            Part.Raw("message/delivery-status", machine).With("Content-Description", "Delivery report"),
            Part.Raw("text/rfc822-headers", original).With("Content-Description", "Undelivered Message Headers"));
        return report.Mail(headers);
    }

    /// <summary>A message disposition notification (RFC 8098).</summary>
    public static byte[] ReadReceipt(DemoCustomer from, string language, SentAnswer about, DateTime at, string id)
    {
        var (subject, words) = language == "en"
            ? ("Read: ", "Your message\n\n  To: " + from.Name + "\n  Subject: " + about.Subject + "\n\nwas read.")
            : ("Lest: ", "Meldingen\n\n  Til: " + from.Name + "\n  Emne: " + about.Subject + "\n\nble lest.");
        var headers = Headers(from.Name, from.Email, about.ReplyAddress, subject + about.Subject, at, id);
        headers.Add(("In-Reply-To", about.MessageId));
        headers.Add(("References", about.MessageId));
        var machine = "Reporting-UA: " + from.Email.Split('@')[1] + "; Kveik Webmail 2.3\nFinal-Recipient: rfc822;" + from.Email + "\nOriginal-Message-ID: " + about.MessageId + "\nDisposition: manual-action/MDN-sent-manually; displayed\n";
        return Part.Multipart(
            "report; report-type=disposition-notification",
            "=_mdn_" + id,
            Part.Text("plain", words + "\n", Transfer.QuotedPrintable, "utf-8"),
            Part.Raw("message/disposition-notification", machine)).Mail(headers);
    }

    /// <summary>A guest says yes to a boot fitting (iTIP's REPLY, RFC 5546 §3.2.3).</summary>
    public static byte[] CalendarReply(DemoCustomer from, DateTime at, string id)
    {
        var begins = DemoHours.Utc(DemoHours.Local(at).Date.AddDays(2).AddHours(13));
        string Stamp(DateTime t) => t.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var calendar = string.Join("\n", "BEGIN:VCALENDAR", "PRODID:-//Kveik//Kalender 2.3//NO", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT", "UID:" + id + "@fjordogfell.example", "DTSTAMP:" + Stamp(at), "DTSTART:" + Stamp(begins), "DTEND:" + Stamp(begins.AddMinutes(30)), "SUMMARY:Skotilpasning i Strandgaten", "ORGANIZER:mailto:" + DemoShop.MailboxAddress, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:" + from.Email, "SEQUENCE:0", "END:VEVENT", "END:VCALENDAR", "");
        var headers = Headers(from.Name, from.Email, DemoShop.MailboxAddress, "Godtatt: Skotilpasning i Strandgaten", at, id);
        return Part.Multipart(
            "alternative",
            "=_cal_" + id,
            Part.Text("plain", from.Name + " har godtatt invitasjonen.\n", Transfer.QuotedPrintable, "utf-8"),
            Part.Text("calendar", calendar, Transfer.EightBit, "utf-8", "; method=REPLY")).Mail(headers);
    }

    /// <summary>Bulk mail with the unsubscribing header lines of RFC 2369 and RFC 8058.</summary>
    public static byte[] Newsletter(Wording wording, DateTime at, string id)
    {
        var host = wording.Value("host") + ".example";
        var headers = Headers(wording.Value("from")!.Replace('_', ' '), "nyhetsbrev@" + host, DemoShop.MailboxAddress, wording.Subject, at, id);
        headers.Add(("List-Unsubscribe", "<https://" + host + "/u/" + id + ">, <mailto:avmeld@" + host + ">"));
        headers.Add(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        headers.Add(("List-Id", "<nyhetsbrev." + host + ">"));
        headers.Add(("Precedence", "bulk"));
        var html = new StringBuilder("<html><body><table width=\"600\" align=\"center\" cellpadding=\"0\" cellspacing=\"0\"><tr><td style=\"background:#163a40;color:#fff;padding:24px;font-family:Arial\"><h1>")
            .Append(Markup.Escape(wording.Subject)).Append("</h1></td></tr><tr><td style=\"padding:24px;font-family:Arial\"><p>").Append(Markup.Lines(wording.Body).Replace("<br><br>", "</p><p>", StringComparison.Ordinal))
            .Append("</p><p style=\"font-size:11px\"><a href=\"https://").Append(host).Append("/u/").Append(id).Append("\">Meld deg av</a></p></td></tr></table><img src=\"https://").Append(host).Append("/o/").Append(id).Append(".gif\" width=1 height=1></body></html>");
        return Part.Multipart(
            "alternative",
            "=_nl_" + id,
            Part.Text("plain", wording.Body + "\n", Transfer.QuotedPrintable, "utf-8"),
            Part.Text("html", html.ToString(), Transfer.QuotedPrintable, "utf-8")).Mail(headers);
    }

    public static byte[] Spam(Wording wording, DateTime at, string id)
    {
        var host = wording.Value("host") + ".example";
        var headers = Headers(wording.Value("from")!.Replace('_', ' '), (wording.Value("user") ?? "info") + "@" + host, DemoShop.MailboxAddress, wording.Subject, at, id);
        headers.Add(("X-Spam-Status", "Yes, score=" + (6 + (id[0] % 9)).ToString(CultureInfo.InvariantCulture) + ".1"));
        return Part.Text("plain", wording.Body + "\n", Transfer.Base64, "utf-8").Mail(headers);
    }

    private static List<(string Name, string Value)> Headers(string name, string address, string to, string subject, DateTime at, string id)
    {
        var local = new DateTimeOffset(DemoHours.Local(at), DemoHours.Offset(at));
        var headers = Envelope.Trace(address, at.AddSeconds(-3), local, new Draw(id[0]));
        headers.Add(("From", MimeWords.Mailbox(name, address, true)));
        headers.Add(("To", to));
        headers.Add(("Subject", MimeWords.Text(subject, true)));
        headers.Add(("Date", Envelope.Date(local)));
        headers.Add(("Message-ID", "<" + id + "@" + address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..] + ">"));
        headers.Add(("MIME-Version", "1.0"));
        return headers;
    }
}
