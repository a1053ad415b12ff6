using System.Globalization;
using System.Security.Cryptography;
using Svar.Mail.Addresses;
using Svar.Mail.Messages;

namespace Svar.Mail.Tests.Messages.Foreign;

/// <summary>What a reader sees in a mail, so that readings can be compared. Line ends are <c>\n</c>, and the last ones of a text do not count.</summary>
internal sealed record ForeignReading(
    string Subject,
    IReadOnlyList<string> From,
    IReadOnlyList<string> To,
    IReadOnlyList<string> Cc,
    IReadOnlyList<string> ReplyTo,
    string MessageId,
    string InReplyTo,
    IReadOnlyList<string> References,
    string Date,
    string? Text,
    string? Html,
    IReadOnlyList<ForeignFile> Files,
    IReadOnlyList<string> Defects)
{
    /// <summary>What every reader shall see.</summary>
    public static ForeignReading Of(MailComposer mail)
    {
        var files = mail.InlineFiles.Select(file => (File: file, IsInline: mail.Html is not null)).Concat(mail.Attachments.Select(file => (File: file, IsInline: false)));
        return new(
            mail.Subject,
            People(mail.From),
            People(mail.To),
            People(mail.Cc),
            People(mail.ReplyTo),
            mail.MessageId,
            mail.InReplyTo ?? "",
            mail.References,
            mail.Date.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            mail.Text is null && mail.Html is null ? "" : Lines(mail.Text),
            Lines(mail.Html),
            [.. files.Select(f => ForeignFile.Of(f.File.Name, f.File.ContentType, f.IsInline, f.File.ContentId ?? "", f.File.Content.Span))],
            []);
    }

    /// <summary>All that is to be compared, a line each.</summary>
    public IEnumerable<(string What, string Value)> Facts(bool withWords = true)
    {
        yield return ("subject", Subject);
        yield return ("from", string.Join(" | ", From));
        yield return ("to", string.Join(" | ", To));
        yield return ("cc", string.Join(" | ", Cc));
        yield return ("reply-to", string.Join(" | ", ReplyTo));
        yield return ("id", MessageId);
        yield return ("in-reply-to", InReplyTo);
        yield return ("references", string.Join(' ', References));
        yield return ("date", Date);
        if (withWords)
        {
            yield return ("text", Text ?? "(none)");
            yield return ("html", Html ?? "(none)");
        }

        yield return ("files", string.Join('\n', Files));
        yield return ("defects", string.Join(" | ", Defects));
    }

    public static string Person(string name, string address) => $"{name} <{address}>";

    public static string? Lines(string? text) => text?.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimEnd('\n');

    private static string[] People(IReadOnlyList<MailAddress> addresses) => [.. addresses.Select(a => Person(a.Name, a.AsciiAddress))];
}

/// <summary>A file as a reader sees it.</summary>
internal sealed record ForeignFile(string Name, string Type, bool IsInline, string ContentId, int Size, string Sha256)
{
    public static ForeignFile Of(string name, string type, bool isInline, string contentId, ReadOnlySpan<byte> bytes) =>
        new(name, type, isInline, contentId, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} | {Type} | {(IsInline ? "inline" : "attachment")} {ContentId} | {Size} | {Sha256}");
}
