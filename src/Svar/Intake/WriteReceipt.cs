using Svar.Conversations;
using Svar.Conversations.Answers;
using Svar.Data;
using Svar.Intake.Reading;
using Svar.Intake.Threading;
using Svar.Mail.Addresses;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;
using Svar.Mailboxes.Sending;
using Svar.ServiceLevels;

namespace Svar.Intake;

/// <summary>
/// Writes the receipt of a new conversation into the outbox: never to robots, never to ourselves, never to the null
/// sender, and to the same address a handful an hour. Each conversation has a reference and a promise of its own, so each is told of its own; the
/// bound is for who writes in another's name, and for a machine that answers receipts and hides that it is one.
/// </summary>
internal sealed class WriteReceipt(SpoolFolder spool)
{
    /// <summary>So many receipts go to the same address within an hour; the page after sending says so.</summary>
    public const int MostAnHour = 5;

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Whoever wrote longer ago, to a mailbox that is only now fetched from, is not told today that their mail has arrived.</summary>
    public static readonly TimeSpan NotLaterThan = TimeSpan.FromDays(2);

    // The null sender, RFC 5321 §4.5.5; where the door knows no envelope, the last server before us may have kept it.
    private static bool IsFromNobody(ReadMail mail) => (mail.Pending.EnvelopeFrom ?? mail.Message?.Headers.Text("Return-Path")?.Trim().Trim('<', '>').Trim()) is "";

    // A quoted local part is allowed (RFC 5321 §4.1.2) and used by hardly anybody but those who try what it does.
    private static bool IsOdd(string address) => address.StartsWith('"');

    /// <summary>Whether one was written.</summary>
    public async Task<bool> WriteAsync(SvarDb db, ReceiveMany batch, FactsOfBatch facts, BrandFacts brand, ConversationRecord record, ReadMail mail, CancellationToken cancel)
    {
        var pending = mail.Pending;
        var to = new MailAddress(mail.AuthorName, mail.AuthorAddress);
        var address = mail.Arrived.Author;
        if (mail.Arrived.Nature != MailNature.Personal || IsFromNobody(mail) || !to.IsUsable || brand.IsOwn(address) || IsOdd(address) || Robots.Is(mail.Message!, address)
            || batch.Now - pending.ArrivedAt > NotLaterThan)
        {
            return false;
        }

        if (batch.ReceiptsTo(pending.BrandId, address) + facts.ReceiptsTo(pending.BrandId, address) >= MostAnHour)
        {
            return false;
        }

        var conversation = record.Conversation;
        var thread = new ThreadMail(brand.Brand, brand.Mailboxes[conversation.MailboxId], conversation);
        var language = ConversationsTexts.For(conversation.Language, brand.Brand.LanguageList);
        var promised = conversation.NextDueAt < Conversation.NothingDue
            ? PromiseText.For(conversation.NextDueAt, batch.Now, brand.Brand.Zone, ConversationsTexts.Written(language))
            : null;
        var messageId = thread.NewMessageId();
        var (subject, bytes) = ReceiptMail.Compose(thread, to, mail.AuthorName, language, promised, mail.Arrived.MessageId is { Length: > 0 } id ? id : null, messageId, batch.Now);
        using var content = await ContentSpool.OfAsync(bytes, spool.Path, cancel);
        batch.Add(new OutgoingMail
        {
            Id = db.NextKey(),
            BrandId = pending.BrandId,
            Kind = OutgoingKind.Receipt,
            ConversationId = conversation.Id,
            EnvelopeFrom = "",
            EnvelopeTo = address,
            MessageIdHeader = messageId,
            Subject = subject,
            ContentId = await batch.KeepAsync(content, cancel),
            CreatedAt = batch.Now,
            State = OutgoingState.Waiting,
            NextTryAt = batch.Now,
            IsTest = conversation.IsTest,
        });
        return true;
    }
}
