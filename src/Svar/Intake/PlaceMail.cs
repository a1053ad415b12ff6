using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Conversations.Answers;
using Svar.Customers;
using Svar.Data;
using Svar.Intake.Reading;
using Svar.Intake.Threading;
using Svar.Mail.Addresses;
using Svar.Mail.Messages;
using Svar.Mailboxes.Receiving;

namespace Svar.Intake;

/// <summary>Where a mail went.</summary>
internal sealed record PlacedMail(ReadMail Mail, string Outcome, long? ConversationId, string? SetAsideBecause = null, bool HasReceipt = false);

/// <summary>Carries out a decision: the rows that it means, put into the batch.</summary>
internal sealed class PlaceMail(BrandFactsDirectory brands, WriteReceipt receipts)
{
    private const int MostAwaited = 10;
    private static readonly TimeSpan _awaitFor = TimeSpan.FromDays(60);

    public async Task<PlacedMail> PlaceAsync(SvarDb db, ReceiveMany batch, FactsOfBatch facts, ReadMail mail, IntakeDecision decision, CancellationToken cancel)
    {
        switch (decision)
        {
            case IntakeDecision.NewConversation:
                return await BeginAsync(db, batch, facts, mail, cancel);

            case IntakeDecision.ReplyTo(var conversationId, var by) when await batch.OpenAsync(conversationId, cancel) is { } record:
                await ReceiveAsync(db, batch, facts, mail, record, isAutomatic: false, cancel);
                return new PlacedMail(mail, $"{decision.Name} by {by}", conversationId);

            case IntakeDecision.AutoReplyTo(var conversationId) when await batch.OpenAsync(conversationId, cancel) is { } record:
                await ReceiveAsync(db, batch, facts, mail, record, isAutomatic: true, cancel);
                return new PlacedMail(mail, decision.Name, conversationId);

            case IntakeDecision.ReportOn(var sent, var isFinal) when await batch.OpenAsync(sent.ConversationId, cancel) is { } record:
                await ReportAsync(db, batch, record, sent, isFinal, mail, cancel);
                return new PlacedMail(mail, decision.Name, sent.ConversationId);

            case IntakeDecision.SameMail(var conversationId):
                return new PlacedMail(mail, decision.Name, conversationId);

            case IntakeDecision.SetAside aside:
                return new PlacedMail(mail, aside.Kind, null, aside.Why);

            default:
                // The conversation that it answers is gone: what was written is not.
                return await BeginAsync(db, batch, facts, mail, cancel);
        }
    }

    private async Task<PlacedMail> BeginAsync(SvarDb db, ReceiveMany batch, FactsOfBatch facts, ReadMail mail, CancellationToken cancel)
    {
        var pending = mail.Pending;
        var brand = await brands.OfAsync(pending.BrandId, cancel);
        var customer = Customer(db, batch, facts, mail);
        var conversation = new Conversation
        {
            Id = db.NextKey(),
            BrandId = pending.BrandId,
            Number = await batch.NextNumberAsync(pending.BrandId, cancel),
            ReplyToken = RandomToken.New(),
            CaseSecret = RandomToken.New(),
            CustomerId = customer.Id,
            MailboxId = pending.MailboxId,
            Channel = pending.Source == MailSource.Form ? Channel.Form : Channel.Email,
            Subject = mail.Subject,
            Kind = ChosenKind(mail) ?? ConversationKinds.Of(mail.NewWords, mail.Language),
            Priority = ConversationKinds.PriorityOf(mail.NewWords, mail.Language),
            Language = mail.Language,
            CreatedAt = pending.ArrivedAt,
            LastMessageAt = pending.ArrivedAt,
            IsTest = pending.IsTest,
        };
        var record = await batch.BeginAsync(conversation, customer.Group, cancel);
        await ReceiveAsync(db, batch, facts, mail, record, isAutomatic: false, cancel);

        var missing = mail.Arrived.Ancestors.Where(id => !facts.Knows(pending.BrandId, id)).Take(MostAwaited).ToList();
        foreach (var hash in missing.Select(MessageIdHash.Of).Distinct())
        {
            batch.Add(new AwaitedAncestor { BrandId = pending.BrandId, MessageIdHash = hash, ConversationId = conversation.Id, Since = batch.Now });
            facts.Awaits(pending.BrandId, hash, conversation.Id);
        }

        var hasReceipt = mail.Defect is null && await receipts.WriteAsync(db, batch, facts, brand, record, mail, cancel);
        return new PlacedMail(mail, mail.Defect is null ? "new" : "unreadable", conversation.Id, HasReceipt: hasReceipt);
    }

    /// <summary>What the customer chose in our own form; a header of that name in a stranger's mail is nothing.</summary>
    private static ConversationKind? ChosenKind(ReadMail mail) =>
        mail.Pending.Source == MailSource.Form && Enum.TryParse<ConversationKind>(mail.Message?.Headers.Text(Arrival.KindHeader), ignoreCase: true, out var kind) && Enum.IsDefined(kind)
            ? kind
            : null;

    private static CustomerFacts Customer(SvarDb db, ReceiveMany batch, FactsOfBatch facts, ReadMail mail)
    {
        var brandId = mail.Pending.BrandId;
        var address = mail.Arrived.Author;
        if (facts.CustomerOf(brandId, address) is { } known)
        {
            return known;
        }

        var customer = new Customer { Id = db.NextKey(), BrandId = brandId, Name = mail.AuthorName, Language = mail.Language, CreatedAt = mail.Pending.ReceivedAt };
        batch.Add(customer);

        // A mail may come without any sender; its customer then has no address, and the desk says so.
        if (address.Length > 0)
        {
            batch.Add(new CustomerAddress { Id = db.NextKey(), BrandId = brandId, CustomerId = customer.Id, Address = address });
        }

        var made = new CustomerFacts(customer.Id, customer.Name, null);
        if (address.Length > 0)
        {
            facts.AddCustomer(brandId, address, made);
        }

        return made;
    }

    private static async Task ReceiveAsync(SvarDb db, ReceiveMany batch, FactsOfBatch facts, ReadMail mail, ConversationRecord record, bool isAutomatic, CancellationToken cancel)
    {
        var pending = mail.Pending;
        var message = new Message
        {
            Id = db.NextKey(),
            BrandId = pending.BrandId,
            ConversationId = record.Conversation.Id,
            Direction = Direction.In,
            Channel = pending.Source == MailSource.Form ? Channel.Form : Channel.Email,

            // A reply is put behind what has happened while it lay on another server; a first mail has waited since it arrived there.
            At = record.IsNew ? pending.ArrivedAt : pending.ReceivedAt,
            FromName = mail.AuthorName,
            FromAddress = mail.AuthorAddress,
            ReplyTo = ReplyTo(mail, isFirst: record.IsNew),
            To = Lines(mail.Message?.To),
            Cc = Lines(mail.Message?.Cc),
            Subject = mail.Subject,
            Text = mail.Text,
            Parts = mail.Parts,
            HasHtml = mail.Message?.HtmlPart is not null,
            MessageIdHeader = mail.Arrived.MessageId,
            MessageIdHash = MessageIdHash.Of(mail.Arrived.MessageId),
            ReceivedMailId = pending.Id,
            ContentId = pending.ContentId,
            IsAutomatic = isAutomatic,
        };
        var attachments = mail.Message is { } parsed
            ? parsed.Attachments.Select((a, number) => Attachment(db, message, a, number))
            : [RawMail(db, message, pending)];
        var snippet = Snippet.Of(mail.NewWords.Length > 0 ? mail.NewWords : mail.Text);
        await batch.ReceiveAsync(record, message, attachments, snippet, SearchWords.Of(mail.Language, mail.Subject, $"{mail.AuthorName} {mail.AuthorAddress}", mail.NewWords), cancel);
        facts.Went(mail, record.Conversation.Id, record.Conversation.CustomerId);
    }

    /// <summary>
    /// Where the writer wants to be answered (RFC 5322 §3.6.2), when that is another address and it may be followed: in a conversation that goes on only
    /// within the writer's own domain, for From and Reply-To are anybody's to write, and what was said here would go to a stranger.
    /// </summary>
    private static string? ReplyTo(ReadMail mail, bool isFirst) =>
        mail.ReplyTo is { } wanted && (isFirst || DomainOf(wanted) == DomainOf(mail.AuthorAddress)) ? wanted : null;

    private static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();

    private static string Lines(IReadOnlyList<MailAddress>? addresses) => addresses is null ? "" : string.Join('\n', addresses.Select(a => a.ToString().ReplaceLineEndings(" ")));

    private static MessageAttachment Attachment(SvarDb db, Message message, MailAttachment attachment, int number) => new()
    {
        Id = db.NextKey(),
        BrandId = message.BrandId,
        MessageId = message.Id,
        Number = number,
        Name = attachment.Name,
        ContentType = attachment.ContentType,
        Size = attachment.Size,
        IsInline = attachment.IsInline,
        ContentIdHeader = attachment.ContentId,
    };

    private static MessageAttachment RawMail(SvarDb db, Message message, PendingMail pending) => new()
    {
        Id = db.NextKey(),
        BrandId = message.BrandId,
        MessageId = message.Id,
        Number = 0,
        Name = "mail.eml",
        ContentType = "message/rfc822",
        Size = pending.Raw.Length,
        ContentId = pending.ContentId,
    };

    /// <summary>A bounce stands at the message that bounced, and opens its clock again; a delay is only told.</summary>
    private static async Task ReportAsync(SvarDb db, ReceiveMany batch, ConversationRecord record, KnownOutgoing sent, bool isFinal, ReadMail mail, CancellationToken cancel)
    {
        var conversation = record.Conversation;
        var message = sent.MessageId is { } id
            ? await db.Set<Message>().FirstOrDefaultAsync(m => m.Id == id, cancel)
            : sent.OutgoingMailId == 0
                ? await db.Set<Message>().Where(m => m.ConversationId == conversation.Id && m.Direction == Direction.Out && m.Delivery == Delivery.Sent).OrderByDescending(m => m.At).ThenByDescending(m => m.Id).FirstOrDefaultAsync(cancel)
                : null;
        var why = mail.Arrived.ReportText.Length > 0 ? mail.Arrived.ReportText : Snippet.Of(mail.Text);
        if (message is null)
        {
            record.Happened(EventKind.AutomaticMailCame, mail.Pending.ReceivedAt, detail: why);
            return;
        }

        message.DeliveryAnswer = why;
        if (!isFinal)
        {
            return;
        }

        message.Delivery = Delivery.Bounced;
        record.Happened(EventKind.AnswerFailed, mail.Pending.ReceivedAt, messageId: message.Id, detail: why);
        if (conversation.Status != ConversationStatus.Spam)
        {
            conversation.Status = ConversationStatus.Open;
        }

        await record.SettleAsync(batch.Now, cancel);
    }

    /// <summary>Awaited ancestors that did not come.</summary>
    public static Task<int> ForgetAwaitedAsync(SvarDb db, DateTime now, CancellationToken cancel)
    {
        var before = now - _awaitFor;
        return db.Set<AwaitedAncestor>().Where(a => a.Since < before).ExecuteDeleteAsync(cancel);
    }
}
