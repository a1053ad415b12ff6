using Svar.Language.Detection;
using Svar.Mail.Addresses;
using Svar.Mail.Headers;
using Svar.Mail.Html;
using Svar.Mail.Messages;
using Svar.Mail.Replies;
using Svar.Mail.Reports;

namespace Svar.Commands.Mails;

/// <summary>All that Svar reads in a mail, as other programs get it.</summary>
internal sealed record ParsedMail(
    string? MessageId,
    IReadOnlyList<string> InReplyTo,
    IReadOnlyList<string> References,
    IReadOnlyList<ParsedAddress> From,
    IReadOnlyList<ParsedAddress> To,
    IReadOnlyList<ParsedAddress> Cc,
    IReadOnlyList<ParsedAddress> ReplyTo,
    string Subject,
    DateTimeOffset? Date,
    string Text,
    string? Html,
    string Reply,
    string Quoted,
    string Signature,
    IReadOnlyList<ParsedAttachment> Attachments,
    string Kind,
    IReadOnlyList<ParsedBounce> Bounces,
    string Language,
    IReadOnlyList<MailDefect> Defects)
{
    public static ParsedMail Of(ReadOnlyMemory<byte> raw)
    {
        var mail = MailMessage.Parse(raw);
        var text = mail.Text;
        var split = ReplyText.Split(text);
        var report = MailReports.Read(mail);
        return new ParsedMail(
            mail.MessageId, mail.InReplyTo, mail.References, Addresses(mail.From), Addresses(mail.To), Addresses(mail.Cc), Addresses(mail.ReplyTo), mail.Subject, mail.Date,
            text, mail.HtmlPart is { } html ? HtmlCleaner.Clean(html).Html : null, split.Reply, split.Quoted, split.Signature,
            [.. mail.Attachments.Select(a => new ParsedAttachment(a.Name, a.ContentType, a.Size, a.Sha256, a.IsInline, a.ContentId))],
            report.Kind.Name(),
            [.. report.Bounces.Select(b => new ParsedBounce(b.Recipient, b.Action, b.Status, b.Reason.Name(), b.Diagnostic, b.Permanent))],
            LanguageOf(split.Reply, mail.Subject),
            mail.Defects);
    }

    private static string LanguageOf(string newWords, string subject) => LanguageDetector.Detect(string.IsNullOrWhiteSpace(newWords) ? subject : newWords).Or(LanguageGuess.Undetermined);

    private static List<ParsedAddress> Addresses(IReadOnlyList<MailAddress> addresses) => [.. addresses.Select(a => new ParsedAddress(a.Name, a.Address))];
}

internal sealed record ParsedAddress(string Name, string Address);

internal sealed record ParsedAttachment(string Name, string ContentType, long Size, string Sha256, bool Inline, string? ContentId);

internal sealed record ParsedBounce(string Recipient, string Action, string Status, string Reason, string Diagnostic, bool Permanent);
