using System.Globalization;
using Svar.Brands;
using Svar.Mail.Addresses;
using Svar.Mail.Html;
using Svar.Mail.Messages;
using Svar.Mail.Replies;

namespace Svar.Intake.Reading;

/// <summary>Turns the bytes of a mail into what Intake decides on and keeps. Never fails on what the bytes are.</summary>
internal static class MailReading
{
    private const int LongestSubject = 500;
    private const int LongestText = 2_000_000;
    private const int MostNumbers = 5;
    private const int MostAncestors = 50;

    public static ReadMail Read(PendingMail pending, BrandFacts brand)
    {
        var message = MailMessage.Parse(pending.Raw);
        var from = message.From.Count > 0 ? message.From[0] : message.Sender ?? new MailAddress(pending.EnvelopeFrom ?? "");
        var fromUs = brand.IsOwn(AddressKey.Of(from.Address));
        var elsewhere = message.ReplyTo.FirstOrDefault(a => a.IsUsable && !brand.IsOwn(AddressKey.Of(a.Address)));

        // A form on our own site writes as a mailbox of ours, or as another address of our domain that all its writers share.
        var author = elsewhere is not null && brand.IsOwnDomain(AddressKey.Of(from.Address)) ? elsewhere : from;
        var report = MailNatures.Of(message);
        var text = Cut(message.Text, LongestText);
        var split = ReplyText.Split(text);
        var newWords = split.Reply.Trim();
        var subject = Cut(message.Subject.Trim(), LongestSubject);
        var arrived = new ArrivedMail
        {
            BrandId = pending.BrandId,
            Nature = report.Nature,
            Author = AddressKey.Of(author.Address),
            Addressed = [.. message.To.Concat(message.Cc).Select(a => AddressKey.Of(a.Address)).Where(a => a.Length > 0 && !brand.IsOwn(a)).Distinct(StringComparer.Ordinal)],
            MessageId = message.MessageId ?? "",
            Ancestors = [.. message.Ancestors().Take(MostAncestors)],
            ReplyToken = TokenOf(pending.EnvelopeTo),
            NumbersInSubject = NumbersIn(message.Subject, brand.NumberPrefix),
            IsFromOurselves = fromUs && elsewhere is null,
            ReportedMessageId = report.ReportedMessageId,
            ReportText = report.Text,
        };
        return new ReadMail(
            pending, message, arrived, author.Name, author.Address, text, MessageParts(split), newWords,
            brand.LanguageOf(newWords.Length > 0 ? newWords : subject), subject)
        {
            // A list's Reply-To is the list: an answer to one member does not go to all.
            ReplyTo = elsewhere is not null && AddressKey.Of(elsewhere.Address) != AddressKey.Of(author.Address) && !message.Headers.Contains("List-Id") && !message.Headers.Contains("List-Post")
                ? elsewhere.Address
                : null,
        };
    }

    /// <summary>What is kept of a mail that cannot be read: who it was from by its envelope, and why.</summary>
    public static ReadMail Unreadable(PendingMail pending, BrandFacts brand, string why)
    {
        var author = pending.EnvelopeFrom ?? "";
        var text = Svar.Conversations.ConversationsTexts.In(brand.DefaultLanguage, "UnreadableText", why);
        var arrived = new ArrivedMail
        {
            BrandId = pending.BrandId,
            Nature = MailNature.Personal,
            Author = AddressKey.Of(author),
            ReplyToken = TokenOf(pending.EnvelopeTo),
        };
        return new ReadMail(pending, null, arrived, "", author, text, "", text, "und", "", why);
    }

    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    private static string MessageParts(ReplyParts split) => Svar.Conversations.MessageParts.Of(split.Parts);

    private static string TokenOf(string envelopeTo)
    {
        var at = envelopeTo.LastIndexOf('@');
        var plus = envelopeTo.IndexOf('+', StringComparison.Ordinal);
        if (plus < 0 || plus > at)
        {
            return "";
        }

        var detail = envelopeTo[(plus + 1)..at].ToLowerInvariant();
        return Svar.Conversations.RandomToken.IsOne(detail) ? detail : "";
    }

    private static List<long> NumbersIn(string subject, string prefix)
    {
        var numbers = new List<long>();
        for (var at = subject.IndexOf(prefix, StringComparison.OrdinalIgnoreCase); at >= 0 && numbers.Count < MostNumbers; at = subject.IndexOf(prefix, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var digits = at + prefix.Length + 1;
            if ((at > 0 && char.IsLetterOrDigit(subject[at - 1])) || digits >= subject.Length || subject[digits - 1] != '-')
            {
                continue;
            }

            var end = digits;
            while (end < subject.Length && char.IsAsciiDigit(subject[end]))
            {
                end++;
            }

            if (end > digits && end - digits <= 15)
            {
                numbers.Add(long.Parse(subject.AsSpan(digits, end - digits), CultureInfo.InvariantCulture));
            }
        }

        return numbers;
    }
}
