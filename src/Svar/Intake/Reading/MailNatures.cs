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
            MailKind.Bounce when report.Bounces.Any(b => b.Action == "failed") => MailNature.Bounce,
            MailKind.Bounce or MailKind.Delay => MailNature.Delay,
            MailKind.AutoReply => MailNature.AutoReply,
            MailKind.ReadReceipt => MailNature.ReadReceipt,
            MailKind.FeedbackReport => MailNature.FeedbackReport,
            MailKind.List when IsBulk(mail) => MailNature.Bulk,
            MailKind.Calendar when IsCalendarAnswer(mail) => MailNature.CalendarAnswer,
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
    /// that only offers to unsubscribe is a newsletter. So does a mailing service that a site's form is sent through: then
    /// answers go to a person elsewhere, and nothing says that it went to many.
    /// </summary>
    private static bool IsBulk(MailMessage mail) =>
        mail.Headers.Contains("List-Unsubscribe") && !mail.Headers.Contains("List-Post") && (IsToMany(mail) || !MailReports.IsForm(mail));

    private static bool IsToMany(MailMessage mail) =>
        mail.Headers.Contains("List-Id") || mail.Headers.Text("Precedence")?.Trim().ToLowerInvariant() is "bulk" or "list" or "junk";

    /// <summary>RFC 5546 §1.4: the answer to an invitation, which a program writes; it is not answered with a receipt.</summary>
    private static bool IsCalendarAnswer(MailMessage mail) =>
        mail.Root.SelfAndDescendants().Where(p => p.MediaType == "text/calendar").Select(p => p.ContentType["method"]).Any(m => m is not null && (m.Equals("REPLY", StringComparison.OrdinalIgnoreCase) || m.Equals("COUNTER", StringComparison.OrdinalIgnoreCase)));
}
