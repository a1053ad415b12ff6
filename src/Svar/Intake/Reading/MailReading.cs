using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Svar.Brands;
using Svar.Conversations;
using Svar.Mail.Addresses;
using Svar.Mail.Html;
using Svar.Mail.Messages;
using Svar.Mail.Replies;
using Svar.Mailboxes;
using Svar.Mailboxes.Receiving;

namespace Svar.Intake.Reading;

/// <summary>Turns the bytes of a mail into what Intake decides on and keeps. Never fails on what the bytes are.</summary>
internal static class MailReading
{
    private const int LongestSubject = 500;
    private const int LongestText = 2_000_000;
    private const int MostNumbers = 5;
    private const int MostAncestors = 50;
    private const int LongestNoMail = 20_000;

    public static ReadMail Read(PendingMail pending, BrandFacts brand)
    {
        var message = MailMessage.Parse(pending.Raw);
        if (message.Headers.Count == 0)
        {
            return NoMail(pending, brand);
        }

        var from = message.Author ?? new MailAddress(pending.EnvelopeFrom ?? "");
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

            // In our own form anybody can type any address: a number proves nothing there.
            NumbersInSubject = pending.Source == MailSource.Form ? [] : NumbersIn(message.Subject, brand.NumberPrefix),
            Hops = message.Headers.All("Received").Count(),
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
    public static ReadMail Unreadable(PendingMail pending, BrandFacts brand, string why) =>
        Unreadable(pending, why, ConversationsTexts.In(brand.DefaultLanguage, "UnreadableText", why));

    /// <summary>Bytes without a single header field (RFC 5322 §3.6) are no mail; should they be words, those are shown.</summary>
    private static ReadMail NoMail(PendingMail pending, BrandFacts brand)
    {
        var isEmpty = pending.Raw.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) < 0;
        var notice = ConversationsTexts.In(brand.DefaultLanguage, isEmpty ? "NoMailEmpty" : "NoMailText");
        return Unreadable(pending, isEmpty ? "it is empty" : "it has no header", isEmpty || Words(pending.Raw) is not { } words ? notice : $"{notice}\n\n{words}");
    }

    /// <summary>Null when the bytes are no text in UTF-8.</summary>
    private static string? Words(ReadOnlySpan<byte> raw)
    {
        // A character may be cut in two at the end.
        var head = raw[..Math.Min(raw.Length, LongestNoMail)];
        for (var cut = 0; cut < 4 && cut <= head.Length; cut++)
        {
            if (Utf8.IsValid(head[..^cut]))
            {
                var text = Encoding.UTF8.GetString(head[..^cut]);
                return text.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n' or '\f')) ? null : text.Trim();
            }
        }

        return null;
    }

    private static ReadMail Unreadable(PendingMail pending, string why, string text)
    {
        var author = pending.EnvelopeFrom ?? "";
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
        var detail = OwnAddresses.DetailOf(envelopeTo).ToLowerInvariant();
        return RandomToken.IsOne(detail) ? detail : "";
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
