using System.Text;
using Svar.Mail.Headers;
using Svar.Mail.Messages;
using Svar.Mail.Mime;

namespace Svar.Mail.Reports;

/// <summary>Tells what sort of mail a mail is, and reads reports about mail that we sent.</summary>
public static class MailReports
{
    /// <summary>
    /// Reads a mail as a report. Standards come first (the parts of a multipart/report, then headers), wording last, and wording alone never
    /// makes a bounce: it must come from a mail system, or with an empty return path.
    /// </summary>
    public static MailReport Read(MailMessage mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        if (Part(mail, "message/feedback-report") is not null || ReportType(mail) == "feedback-report")
        {
            return new(MailKind.FeedbackReport, [], OriginalId(mail));
        }

        if (Part(mail, "message/disposition-notification") is not null || ReportType(mail) == "disposition-notification")
        {
            return new(MailKind.ReadReceipt, [], Disposed(mail));
        }

        if (CloudNotice.Read(mail) is { } notice)
        {
            return notice;
        }

        // a calendar's answer may come with an empty return path, but it carries a calendar
        var bounce = new BounceReader(mail);
        if (bounce.IsBounce)
        {
            var bounces = bounce.Read();
            return new(bounce.IsDelay ? MailKind.Delay : MailKind.Bounce, bounces, bounce.OriginalMessageId);
        }

        var kind = AutomaticMail.IsAutoReply(mail) ? MailKind.AutoReply
            : AutomaticMail.IsCalendar(mail) ? MailKind.Calendar
            : AutomaticMail.IsList(mail) ? MailKind.List
            : MailKind.Message;
        return new(kind, [], kind == MailKind.AutoReply ? BounceReader.AnsweredId(mail) : null);
    }

    private static string ReportType(MailMessage mail) =>
        mail.Root.MediaType == "multipart/report" ? mail.Root.ContentType["report-type"]?.ToLowerInvariant() ?? "" : "";

    private static MimePart? Part(MailMessage mail, string type)
    {
        foreach (var part in mail.Root.SelfAndDescendants())
        {
            if (part.MediaType == type)
            {
                return part;
            }

            if (part.IsMessage)
            {
                // what the returned mail holds is not this mail's
                break;
            }
        }

        return null;
    }

    private static string? OriginalId(MailMessage mail) => new BounceReader(mail).OriginalMessageId;

    // RFC 8098 §3.2.5
    private static string? Disposed(MailMessage mail)
    {
        if (Part(mail, "message/disposition-notification") is { } part)
        {
            foreach (var line in part.DecodeText().AsSpan().EnumerateLines())
            {
                if (line.StartsWith("Original-Message-ID:", StringComparison.OrdinalIgnoreCase))
                {
                    return MessageIds.Parse(Encoding.UTF8.GetBytes(line[20..].ToString())) is [var first, ..] ? first : null;
                }
            }
        }

        return BounceReader.AnsweredId(mail);
    }
}
