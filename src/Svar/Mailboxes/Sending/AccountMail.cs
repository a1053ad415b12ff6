using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Data;
using Svar.Mail.Addresses;
using Svar.Mail.Messages;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;

namespace Svar.Mailboxes.Sending;

/// <summary>Invitations and password links, by the same outbox as every mail; from a default mailbox, or from this host where there is none yet.</summary>
internal sealed class AccountMail(SpoolFolder spool, MailHost host, TimeProvider time) : IAccountMail
{
    public async Task SendAsync(SvarDb db, string to, string name, string language, string subject, string text, CancellationToken cancel)
    {
        var from = await db.Set<Mailbox>().IgnoreQueryFilters([SvarDb.BrandFilter]).OrderByDescending(m => m.IsDefault).ThenBy(m => m.Id)
            .Select(m => m.Address).FirstOrDefaultAsync(cancel) ?? $"svar@{host.Name}";
        var recipient = new MailAddress(name, to);
        var messageId = MailComposer.NewMessageId(from[(from.LastIndexOf('@') + 1)..]);
        var now = time.UtcNow();
        var bytes = new MailComposer
        {
            From = [new MailAddress("Svar", from)],
            To = [recipient],
            Subject = subject,
            Date = new DateTimeOffset(now, TimeSpan.Zero),
            MessageId = messageId,
            AutoSubmitted = "auto-generated",
            Text = text,
        }.ToBytes();
        using var content = await ContentSpool.OfAsync(bytes, spool.Path, cancel);
        db.Add(new OutgoingMail
        {
            Id = db.NextKey(),
            Kind = OutgoingKind.Account,
            EnvelopeFrom = from,
            EnvelopeTo = recipient.AsciiAddress,
            MessageIdHeader = messageId,
            Subject = subject,
            ContentId = await db.PutContentAsync(content, cancel),
            CreatedAt = now,
            State = OutgoingState.Waiting,
            NextTryAt = now,
        });
    }
}
