using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Localization;
using Svar.Mail.Addresses;
using Svar.Mail.Messages;
using Svar.Mailboxes;
using Svar.Mailboxes.Receiving;

namespace Svar.ContactPage.Form;

/// <summary>
/// Turns a filled-in form into the mail that the customer might have written: from them, to the mailbox, so that it is
/// read, threaded and answered as any other. The same form with the same words gives the same bytes; with other words
/// it is another letter, with a Message-ID of its own.
/// </summary>
internal static class FormLetter
{
    private const int LongestSubject = 70;

    /// <param name="mailbox">Whom it is to.</param>
    /// <param name="token">Of the form: its time is the letter's date.</param>
    /// <param name="zone">In which the date is written.</param>
    /// <param name="values">Checked.</param>
    /// <param name="files">What came with it.</param>
    /// <param name="texts">In the language of the form.</param>
    public static ReadOnlyMemory<byte> Compose(
        Mailbox mailbox, FormToken token, TimeZoneInfo zone, WriteValues values, IReadOnlyList<OutgoingFile> files, IStringLocalizer<ContactPageTexts> texts)
    {
        var text = Text(values, texts);
        var to = new MailAddress(mailbox.DisplayName, mailbox.Address);
        var letter = new MailComposer
        {
            From = [new MailAddress(values.Name ?? "", values.Email!)],
            To = [to],
            Subject = Subject(values),
            Date = TimeZoneInfo.ConvertTime(new DateTimeOffset(token.At), zone),
            MessageId = $"{token.Nonce}.{Fingerprint(values, text, files)}@{MailDomain(to)}",
            Text = text,
            Headers = values.About is { } about ? [new(Arrival.KindHeader, about)] : [],
            Attachments = files,
        };
        var bytes = new ArrayBufferWriter<byte>(4096 + (text.Length * 2) + files.Sum(f => (f.Content.Length / 5 * 7) + 1024));
        letter.WriteTo(bytes);
        return bytes.WrittenMemory;
    }

    /// <summary>The first line of the message, cut at a word.</summary>
    internal static string Subject(WriteValues values)
    {
        var line = values.Message!.Split('\n').Select(l => l.Trim()).First(l => l.Length > 0);
        if (line.Length <= LongestSubject)
        {
            return line;
        }

        var end = line.LastIndexOf(' ', LongestSubject - 1);
        end = end < LongestSubject / 2 ? LongestSubject - 1 : end;
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)].TrimEnd(' ', ',', ';', ':', '-') + "…";
    }

    private static string Text(WriteValues values, IStringLocalizer<ContactPageTexts> texts)
    {
        var text = new StringBuilder(values.Message).Append('\n');
        void Line(string label, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append('\n').Append(texts[label].Value).Append(": ").Append(value);
            }
        }

        Line("Order", values.Order);
        Line("Letter.About", values.About is { } about ? texts["About." + about].Value : null);
        return text.ToString().TrimEnd() + "\n";
    }

    private static string Fingerprint(WriteValues values, string text, IReadOnlyList<OutgoingFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in new[] { values.Name, values.Email, text }.Concat(files.Select(f => f.Name)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(part + "\0"));
        }

        foreach (var file in files)
        {
            hash.AppendData(SHA256.HashData(file.Content.Span));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }

    private static string MailDomain(MailAddress address) => address.AsciiAddress[(address.AsciiAddress.LastIndexOf('@') + 1)..];
}
