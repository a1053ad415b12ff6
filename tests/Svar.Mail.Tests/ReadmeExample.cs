using System.Globalization;
using Svar.Mail.Addresses;
using Svar.Mail.Html;
using Svar.Mail.Imap;
using Svar.Mail.Messages;
using Svar.Mail.Replies;
using Svar.Mail.Reports;
using Svar.Mail.Smtp;

namespace Svar.Mail.Tests;

/// <summary>The code of the library's README, word by word: a test holds the two against each other, and runs it.</summary>
internal static class ReadmeExample
{
    public static async Task AnswerAllAsync(ImapClientOptions mailbox, SmtpClientOptions relay, string folder, TextWriter log, CancellationToken cancel)
    {
        // README begins
        await using var imap = await ImapClient.ConnectAsync(mailbox, cancel: cancel);
        await using var smtp = new SmtpClient(relay);
        await imap.SelectAsync("INBOX", cancel: cancel);
        var answered = new List<uint>();
        await foreach (var arrived in imap.FetchAsync(await imap.SearchAsync(fromUid: 1, cancel), cancel))
        {
            using var raw = new MemoryStream();
            await arrived.CopyToAsync(raw, cancel);
            var mail = MailMessage.Parse(raw.ToArray());
            var report = MailReports.Read(mail);
            if (report.Kind is not MailKind.Message)
            {
                await log.WriteLineAsync($"{report.Kind}: {string.Join(", ", report.Bounces.Select(b => $"{b.Recipient} {b.Reason}"))}");
                continue;
            }

            await log.WriteLineAsync($"{mail.Author}: {SubjectMarks.Strip(mail.Subject).Base}: {ReplyText.Split(mail.Text).Reply.Trim()}");
            await File.WriteAllTextAsync(Path.Combine(folder, "mail.html"), HtmlCleaner.Clean(mail.HtmlPart ?? "").Html, cancel);
            foreach (var file in mail.Attachments)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, file.Name), file.Decode().ToArray(), cancel);
            }

            var answer = new MailComposer
            {
                From = [new MailAddress("Kåre Østby", "kare@shop.example")],
                To = mail.ReplyTo.Count > 0 ? mail.ReplyTo : mail.From,
                Subject = "Re: " + SubjectMarks.Strip(mail.Subject).Base,
                Date = DateTimeOffset.Now,
                MessageId = MailComposer.NewMessageId("shop.example"),
                InReplyTo = mail.MessageId,
                References = [.. mail.References, .. mail.MessageId is { } id ? (string[])[id] : []],
                Text = string.Create(CultureInfo.InvariantCulture, $"Thank you; we have your {mail.Attachments.Count} files.\n"),
            };
            await smtp.SendAsync(new SmtpEnvelope("kare@shop.example", [.. answer.Recipients.Select(r => r.AsciiAddress)]), answer.ToBytes(), cancel);
            answered.Add(arrived.Uid);
        }

        await imap.StoreAsync(answered, ["\\Answered"], cancel: cancel);
        // README ends
    }
}
