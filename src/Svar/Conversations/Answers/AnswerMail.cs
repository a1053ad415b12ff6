using System.Globalization;
using System.Net;
using System.Text;
using Svar.Brands;
using Svar.Mail.Addresses;
using Svar.Mail.Messages;
using Svar.Mailboxes;

namespace Svar.Conversations.Answers;

/// <summary>What all mail that leaves a conversation has in common: whom it is from, where its answers lead, and what it answers.</summary>
internal sealed record ThreadMail(Brand Brand, Mailbox Mailbox, Conversation Conversation)
{
    private const int MostReferences = 20;

    /// <summary>The mailbox's address with the conversation's token: answers find their way by it, and bounces too.</summary>
    public string ReplyAddress
    {
        get
        {
            var at = Mailbox.Address.LastIndexOf('@');
            return string.Concat(Mailbox.Address.AsSpan(0, at), "+", Conversation.ReplyToken, Mailbox.Address.AsSpan(at));
        }
    }

    public string Reference => Conversation.Reference(Brand.NumberPrefix, Conversation.Number);

    public string NewMessageId() => MailComposer.NewMessageId(Mailbox.Address[(Mailbox.Address.LastIndexOf('@') + 1)..]);

    /// <summary>'Re: …' with the reference, once.</summary>
    public string SubjectOfAnswer()
    {
        var subject = Svar.Mail.Replies.SubjectMarks.Strip(Conversation.Subject).Base;
        var withReference = subject.Contains(Reference, StringComparison.OrdinalIgnoreCase) ? subject : $"{subject} [{Reference}]".TrimStart();
        return "Re: " + withReference;
    }

    /// <summary>The brand's own name for a person's mail: 'Anna Berg, Fjord &amp; Fell'.</summary>
    public MailAddress From(string? person) => new(person is null ? Mailbox.DisplayName : $"{person}, {Brand.Name}", Mailbox.Address);

    /// <summary>The last ids of the thread, oldest first.</summary>
    public static IReadOnlyList<string> References(IEnumerable<string> idsOldestFirst) =>
        [.. idsOldestFirst.Where(id => id.Length > 0).Distinct(StringComparer.Ordinal).TakeLast(MostReferences)];

    public DateTimeOffset LocalTime(DateTime utc)
    {
        var zone = NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(Brand.Zone) ?? NodaTime.DateTimeZone.Utc;
        return NodaTime.Instant.FromDateTimeUtc(utc).InZone(zone).ToDateTimeOffset();
    }
}

/// <summary>A personal answer as a mail: the agent's words, signature, and below them what is answered.</summary>
internal static class AnswerMail
{
    public static byte[] Compose(ThreadMail thread, AnswerDraft draft, string messageId, DateTime now)
    {
        var text = new StringBuilder(draft.Text.TrimEnd()).Append(draft.Signature.Count > 0 ? "\n\n" : "\n");
        foreach (var line in draft.Signature)
        {
            text.Append(line).Append('\n');
        }

        if (draft.Answered is { } answered)
        {
            text.Append('\n').Append(answered.Line).Append('\n');
            foreach (var line in answered.Text.AsSpan().TrimEnd().EnumerateLines())
            {
                text.Append(line.StartsWith(">") ? ">" : "> ").Append(line).Append('\n');
            }
        }

        return new MailComposer
        {
            From = [thread.From(draft.Person)],
            To = draft.To,
            Cc = draft.Cc,
            ReplyTo = [new MailAddress(thread.From(draft.Person).Name, thread.ReplyAddress)],
            Subject = draft.Subject,
            Date = thread.LocalTime(now),
            MessageId = messageId,
            InReplyTo = draft.InReplyTo,
            References = draft.References,
            Text = text.ToString(),
            Html = Html(draft),
            Attachments = draft.Files,
        }.ToBytes();
    }

    private static string Html(AnswerDraft draft)
    {
        var html = new StringBuilder("<!DOCTYPE html><html><body style=\"font-family:sans-serif;font-size:15px;line-height:1.5\">");
        html.Append(draft.Html ?? TextAsHtml(draft.Text));
        if (draft.Signature.Count > 0)
        {
            html.Append("<p>").AppendJoin("<br>", draft.Signature.Select(WebUtility.HtmlEncode)).Append("</p>");
        }

        if (draft.Answered is { } answered)
        {
            html.Append("<div class=\"svar-quote\">").Append(WebUtility.HtmlEncode(answered.Line))
                .Append("<blockquote type=\"cite\" style=\"margin:0 0 0 8px;padding-left:12px;border-left:2px solid #ccc\">")
                .Append(TextAsHtml(answered.Text)).Append("</blockquote></div>");
        }

        return html.Append("</body></html>").ToString();
    }

    /// <summary>Paragraphs at empty lines, breaks at the others.</summary>
    public static string TextAsHtml(string text)
    {
        var html = new StringBuilder();
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            html.Append(CultureInfo.InvariantCulture, $"<p>{WebUtility.HtmlEncode(paragraph.Trim('\n')).Replace("\n", "<br>", StringComparison.Ordinal)}</p>");
        }

        return html.ToString();
    }
}

/// <param name="Person">Who signs.</param>
/// <param name="Html">Cleaned markup of the same words; null: made of the text.</param>
/// <param name="Signature">Lines below the words: the person's name, the mailbox's own lines; empty when the words are signed already.</param>
internal sealed record AnswerDraft(
    string Person,
    IReadOnlyList<MailAddress> To,
    IReadOnlyList<MailAddress> Cc,
    string Subject,
    string Text,
    string? Html,
    IReadOnlyList<string> Signature,
    string? InReplyTo,
    IReadOnlyList<string> References,
    AnsweredMessage? Answered,
    IReadOnlyList<OutgoingFile> Files);

/// <param name="Line">'On 24 November 2026 at 09:12, Kari Nordmann wrote:'</param>
internal sealed record AnsweredMessage(string Line, string Text);
