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
        if (bounce.IsSuccess)
        {
            return new(MailKind.ReadReceipt, [], bounce.OriginalMessageId);
        }

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

    /// <summary>
    /// Whether a machine sent the mail in a person's place, as the form on a site does: answers go to somebody of another house (RFC 5322 §3.6.2) who is no machine.
    /// </summary>
    public static bool IsForm(MailMessage mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        return AutomaticMail.IsForm(mail);
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
        if (Part(mail, "message/disposition-notification") is { } part && FoldedField.Id(part.DecodeText(), "Original-Message-ID") is { } id)
        {
            return id;
        }

        return BounceReader.AnsweredId(mail);
    }
}
