using System.Diagnostics;
using System.Globalization;
using System.Net;
using Svar.Mail.Messages;
using Svar.Mail.Smtp;

namespace Svar.Commands.Mails;

/// <summary>What became of one mail. Refused or not sent: <see cref="Reply"/> says why, and <see cref="Temporary"/> whether later may go better.</summary>
internal sealed record DeliveredMail(string File, bool Accepted, string Reply, IReadOnlyList<RefusedRecipient> RefusedRecipients, bool? Temporary, double Seconds);

internal sealed record RefusedRecipient(string Address, string Reply);

internal sealed record DeliveryTotal(int Total, int Accepted, int Refused, double Seconds, double PerSecond);

/// <summary>Hands mails of files to an SMTP server.</summary>
internal sealed class Deliver(DnsEndPoint server, string? from, string? rcpt, int parallel)
{
    /// <summary>Each mail in the order in which the server answers; the last one is the total.</summary>
    public async Task<DeliveryTotal> RunAsync(IReadOnlyList<string> files, Func<DeliveredMail, Task> tell, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var (total, accepted) = (0, 0);
        var unsendable = new Queue<DeliveredMail>();
        await foreach (var outcome in SmtpDelivery.RunAsync(Options(), Mails(files, unsendable), parallel, cancel))
        {
            var told = Told(outcome);
            total++;
            accepted += told.Accepted ? 1 : 0;
            await tell(told);
        }

        foreach (var mail in unsendable)
        {
            total++;
            await tell(mail);
        }

        var seconds = clock.Elapsed.TotalSeconds;
        return new DeliveryTotal(total, accepted, total - accepted, Math.Round(seconds, 3), Math.Round(accepted / Math.Max(seconds, 0.001), 1));
    }

    // Between servers encryption without a known name is better than none (RFC 7435).
    private SmtpClientOptions Options() => new() { Host = server.Host, Port = server.Port, Security = SmtpSecurity.StartTlsWhenOffered, AcceptAnyCertificate = true };

    private IEnumerable<SmtpOutgoing> Mails(IReadOnlyList<string> files, Queue<DeliveredMail> unsendable)
    {
        foreach (var file in files)
        {
            var bytes = InputFiles.Bytes(file);
            var isMbox = Mbox.IsMbox(bytes);
            var number = 0;
            foreach (var raw in Mbox.Split(bytes))
            {
                var name = isMbox ? string.Create(CultureInfo.InvariantCulture, $"{file}#{++number}") : file;
                if (EnvelopeOf(raw) is { } envelope)
                {
                    yield return new SmtpOutgoing(name, envelope, () => Open(raw));
                }
                else
                {
                    unsendable.Enqueue(new DeliveredMail(name, false, "not sent: the mail names no recipient; give --rcpt", [], false, 0));
                }
            }
        }
    }

    private SmtpEnvelope? EnvelopeOf(ReadOnlyMemory<byte> raw)
    {
        if (from is not null && rcpt is not null)
        {
            return new SmtpEnvelope(from, rcpt);
        }

        var mail = MailMessage.Parse(raw);
        var author = mail.Sender ?? (mail.From is [var first, ..] ? first : null);
        var sender = from ?? (author is { IsUsable: true } ? author.AsciiAddress : "");
        string[] recipients = rcpt is not null
            ? [rcpt]
            : [.. mail.To.Concat(mail.Cc).Concat(mail.Bcc).Where(a => a.IsUsable).Select(a => a.AsciiAddress).Distinct(StringComparer.OrdinalIgnoreCase)];
        return recipients.Length > 0 ? new SmtpEnvelope(sender, recipients) : null;
    }

    private static MemoryStream Open(ReadOnlyMemory<byte> raw) => System.Runtime.InteropServices.MemoryMarshal.TryGetArray(raw, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(raw.ToArray(), writable: false);

    private static DeliveredMail Told(SmtpDelivered outcome)
    {
        var seconds = Math.Round(outcome.Took.TotalSeconds, 4);
        if (outcome.Result is { } result)
        {
            return new DeliveredMail(outcome.Name, true, result.Reply.ToString(), Refused(result.Recipients), null, seconds);
        }

        return outcome.Failure switch
        {
            SmtpRefusedException refused => new DeliveredMail(outcome.Name, false, refused.IsLocal ? refused.Message : refused.Reply.ToString(), Refused(refused.Recipients), refused.IsTemporary, seconds),
            SmtpException broken => new DeliveredMail(outcome.Name, false, broken.Message, [], true, seconds),
            var failure => new DeliveredMail(outcome.Name, false, failure?.Message ?? "no answer", [], false, seconds),
        };
    }

    private static List<RefusedRecipient> Refused(IReadOnlyList<SmtpRecipientResult> recipients) =>
        [.. recipients.Where(r => !r.IsAccepted).Select(r => new RefusedRecipient(r.Recipient, r.Reply.ToString()))];
}
