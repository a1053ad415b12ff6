using System.Globalization;
using Svar.Data;
using Svar.Mail.Smtp;
using Svar.Mailboxes.Contents;

namespace Svar.Mailboxes.Receiving;

/// <summary>
/// Mail that comes by SMTP. A recipient is accepted when it leads to a mailbox of ours; <c>250</c> to the data is
/// said when the mail is committed. A database that cannot write now is answered with <c>452</c>: the sender keeps
/// the mail and tries again.
/// </summary>
internal sealed class SmtpDoor(MailboxDirectory mailboxes, ReceiveMail receive, SpoolFolder spool, MailHost host, TimeProvider time, ILogger<SmtpDoor> log) : ISmtpReceiver
{
    public async ValueTask<SmtpReply> AcceptRecipientAsync(SmtpTransaction transaction, SmtpRecipient recipient, CancellationToken cancel)
    {
        try
        {
            if (await mailboxes.FindAsync(recipient.Path.Address, cancel) is not { } match)
            {
                // RFC 3463 §3.2, §3.8: no such mailbox, where it would be ours to have; else somebody wants us to pass his mail on.
                return await mailboxes.IsOurDomainAsync(recipient.Path.Domain, cancel) ? SmtpReply.UnknownRecipient : SmtpReply.RelayDenied;
            }

            recipient.Tag = match;
            return SmtpReply.RecipientAccepted;
        }
        catch (Exception e) when (Writing.IsUnavailable(e))
        {
            log.LogError(e, "The database could not be asked for a recipient; the sender will try again");
            return SmtpReply.LocalError;
        }
    }

    public ValueTask<SmtpOpening> OpenAsync(SmtpTransaction transaction, CancellationToken cancel) =>
        ValueTask.FromResult(SmtpOpening.To(new Sink(this, transaction)));

    private async Task<SmtpReply> KeepAsync(SmtpTransaction transaction, ContentSpool bytes, CancellationToken cancel)
    {
        await bytes.CompleteAsync(cancel);
        var to = new List<ArrivalRecipient>();

        // Two addresses of one mailbox are one arrival; the one with a detail tells more.
        foreach (var byMailbox in transaction.Recipients.Select(r => (Match: (MailboxMatch)r.Tag!, r.Path.Address)).GroupBy(r => r.Match.Mailbox.Id))
        {
            var (match, address) = byMailbox.OrderByDescending(r => r.Match.Detail.Length).First();
            to.Add(new ArrivalRecipient(match.Mailbox.BrandId, match.Mailbox.Id, address));
        }

        var trace = TraceHeader.Received(transaction, host.Name, id: null, time.GetUtcNow());
        var arrival = new Arrival(to, bytes, MailSource.Smtp, transaction.Sender.IsNull ? "" : transaction.Sender.Address, System.Text.Encoding.UTF8.GetString(trace));
        try
        {
            var receipts = await receive.HandleAsync(arrival, cancel);
            return new SmtpReply(250, "2.0.0", string.Create(CultureInfo.InvariantCulture, $"Kept as {receipts[0].Id}{(receipts[0].IsRepeat ? ", which we had already" : "")}"));
        }
        catch (Exception e) when (ReceiveMail.IsForLater(e))
        {
            log.LogError(e, "A mail could not be kept; the sender has been told to try again");
            return SmtpReply.StorageFull;
        }
    }

    private sealed class Sink(SmtpDoor door, SmtpTransaction transaction) : IMailSink
    {
        private readonly ContentSpool _bytes = new(door.Spool);

        public ValueTask WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancel) => _bytes.WriteAsync(piece, cancel);

        public async ValueTask<SmtpReply> CommitAsync(CancellationToken cancel) => await door.KeepAsync(transaction, _bytes, cancel);

        public ValueTask DisposeAsync()
        {
            _bytes.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private string Spool => spool.Path;
}

/// <summary>Where large mails lie while they arrive.</summary>
internal sealed record SpoolFolder(string Path)
{
    public static SpoolFolder Of(string dataFolder) => new(System.IO.Path.Combine(dataFolder, "spool"));

    public void Empty()
    {
        foreach (var file in Directory.Exists(Path) ? Directory.EnumerateFiles(Path) : [])
        {
            File.Delete(file);
        }
    }
}

/// <summary>The name by which this host speaks to other mail servers.</summary>
internal sealed record MailHost(string Name);
