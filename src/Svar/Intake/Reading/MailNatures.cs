using Svar.Mail.Messages;
using Svar.Mail.Reports;

namespace Svar.Intake.Reading;

/// <summary>What a mail is, from what Svar.Mail sees in it.</summary>
internal readonly record struct MailNatures(MailNature Nature, string ReportedMessageId, string Text)
{
    public static MailNatures Of(MailMessage mail)
    {
        var report = MailReports.Read(mail);
        var nature = report.Kind switch
        {
            MailKind.Bounce => MailNature.Bounce,
            MailKind.Delay => MailNature.Delay,
            MailKind.AutoReply => MailNature.AutoReply,
            MailKind.ReadReceipt => MailNature.ReadReceipt,
            MailKind.FeedbackReport => MailNature.FeedbackReport,
            MailKind.List when IsBulk(mail) => MailNature.Bulk,
            _ => MailNature.Personal,
        };
        var first = report.Bounces is [var bounce, ..] ? bounce : null;
        return new MailNatures(
            nature,
            report.OriginalMessageId ?? "",
            first is null ? "" : $"{first.Recipient}: {first.Reason.Name()} {first.Status} {first.Diagnostic}".Trim());
    }

    /// <summary>
    /// A list that people write to has List-Post (RFC 2369 §3.4), and many a company's address is such a group; one
    /// that only offers to unsubscribe is a newsletter.
    /// </summary>
    private static bool IsBulk(MailMessage mail) => mail.Headers.Contains("List-Unsubscribe") && !mail.Headers.Contains("List-Post");
}
