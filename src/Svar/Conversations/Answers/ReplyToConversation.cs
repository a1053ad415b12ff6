using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Cluster;
using Svar.Customers;
using Svar.Data;
using Svar.Language.Search;
using Svar.Mail.Addresses;
using Svar.Mail.Html;
using Svar.Mail.Messages;
using Svar.Mailboxes;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;
using Svar.Mailboxes.Sending;
using Svar.ServiceLevels;

namespace Svar.Conversations.Answers;

/// <param name="Html">Markup of the same words; it is cleaned. Null: made of the text.</param>
/// <param name="Cc">Further recipients that all see.</param>
/// <param name="ExpectedVersion">The conversation as the writer saw it; null: whatever it is now.</param>
/// <param name="Files">Sent along; 25 MB in all, which is what most mail servers take.</param>
internal sealed record Reply(
    string Text, string? Html = null, AfterAnswer Then = AfterAnswer.Wait, IReadOnlyList<string>? Cc = null, int? ExpectedVersion = null, IReadOnlyList<OutgoingFile>? Files = null);

/// <param name="SendsAt">Until then it can be taken back.</param>
internal sealed record ReplyWritten(long MessageId, DateTime SendsAt);

/// <summary>
/// Writes an answer into the conversation and its mail into the outbox, in one save. It goes out when the undo window
/// has passed; the clocks are met when the mail server has accepted it.
/// </summary>
internal sealed class ReplyToConversation(
    IDbContextFactory<SvarDb> dbs, ServiceLevelDirectory levels, MailboxesOptions mailboxes, SpoolFolder spool, Nudges nudges, TimeProvider time)
{
    private const int LongestText = 1_000_000;
    private const long MostFileBytes = 25_000_000;

    public async Task<Outcome<ReplyWritten>> HandleAsync(Asker asker, long conversationId, Reply reply, CancellationToken cancel)
    {
        var outcome = await dbs.WriteAsync(db => WriteAsync(db, asker, conversationId, reply, cancel), cancel);
        if (outcome.IsDone)
        {
            Announce();

            // Whoever else has it open must see that it is being answered before they answer too.
            nudges.Publish(new Nudge(NudgeTopic.Conversation, 0, conversationId));
        }

        return outcome;
    }

    /// <summary>After the save in which an answer was written: it may be due.</summary>
    public void Announce() => nudges.Publish(new Nudge(NudgeTopic.Outbox, 0, 0));

    /// <summary>The same within a save that began earlier: the conversation itself may be new in it.</summary>
    public async Task<Outcome<ReplyWritten>> WriteAsync(SvarDb db, Asker asker, long conversationId, Reply reply, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reply.Text))
        {
            return Refusal.Invalid("text", "The answer is empty: write what the customer should read.");
        }

        if (reply.Text.Length > LongestText)
        {
            return Refusal.Invalid("text", $"The answer is longer than {LongestText.ToString("N0", CultureInfo.InvariantCulture)} characters.");
        }

        if (reply.Files?.Sum(f => (long)f.Content.Length) > MostFileBytes)
        {
            return Refusal.Invalid("files", $"The files are larger than {MostFileBytes / 1_000_000} MB together: many mail servers refuse such a mail.");
        }

        var cc = new List<MailAddress>();
        foreach (var address in reply.Cc ?? [])
        {
            if (!MailAddress.TryParse(address, out var read))
            {
                return Refusal.Invalid("cc", $"'{address}' is no e-mail address; write name@host.");
            }

            cc.Add(read);
        }

        return await WriteAsync(db, asker, conversationId, reply, cc, cancel);
    }

    private async Task<Outcome<ReplyWritten>> WriteAsync(SvarDb db, Asker asker, long conversationId, Reply reply, List<MailAddress> cc, CancellationToken cancel)
    {
        if (await ConversationRecord.OpenAsync(db, levels, conversationId, cancel) is not { } record)
        {
            return Refusal.NotFound("There is no such conversation.");
        }

        var conversation = record.Conversation;
        if (!asker.May(Act.AnswerConversations, conversation.BrandId))
        {
            return Refusal.NotAllowed("Your role in this brand does not let you answer.");
        }

        if (reply.ExpectedVersion is { } seen && seen != conversation.Version)
        {
            return Refusal.Conflict("The conversation changed while you wrote; read what is new, then send again.");
        }

        var brand = await db.Set<Brand>().FirstAsync(b => b.Id == conversation.BrandId, cancel);
        var mailbox = await db.Set<Mailbox>().FirstAsync(m => m.Id == conversation.MailboxId, cancel);
        var customer = await db.Set<Customer>().FirstAsync(c => c.Id == conversation.CustomerId, cancel);
        var thread = new ThreadMail(brand, mailbox, conversation);
        var earlier = await db.Set<Message>().Where(m => m.ConversationId == conversationId && m.Direction != Direction.Note && m.Delivery != Delivery.Undone)
            .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(20)
            .Select(m => new EarlierMessage(m.MessageIdHeader, m.Direction, m.FromName, m.FromAddress, m.ReplyTo, m.At, m.Text, m.Parts, m.IsAutomatic)).ToListAsync(cancel);
        var answered = earlier.FirstOrDefault(m => m.Direction == Direction.In && !m.IsAutomatic);
        var to = await RecipientAsync(db, customer, answered, cancel);
        if (to is null)
        {
            return Refusal.Conflict("The customer has no e-mail address: log a call, or write a letter by post.");
        }

        var now = time.UtcNow();
        var sendsAt = now.AddSeconds(mailboxes.UndoSeconds);
        var language = ConversationsTexts.For(conversation.Language, brand.LanguageList);
        var html = reply.Html is null ? null : HtmlCleaner.Clean(reply.Html).Html;
        var signature = AnswerSignature.IsIn(reply.Text, asker.Name) ? [] : AnswerSignature.Of(asker.Name, mailbox, brand, language);
        var draft = new AnswerDraft(
            asker.Name, [to], cc, thread.SubjectOfAnswer(), reply.Text, html,
            signature,
            answered?.MessageId is { Length: > 0 } id ? id : null,
            ThreadMail.References(earlier.AsEnumerable().Reverse().Select(m => m.MessageId)),
            answered is null ? null : Quote(thread, answered, language),
            reply.Files ?? []);
        var messageId = thread.NewMessageId();
        var bytes = AnswerMail.Compose(thread, draft, messageId, now);
        using var content = await ContentSpool.OfAsync(bytes, spool.Path, cancel);
        var contentId = await db.PutContentAsync(content, cancel);

        var (text, parts) = Signed(reply.Text, signature);
        var message = new Message
        {
            Id = db.NextKey(),
            BrandId = conversation.BrandId,
            ConversationId = conversationId,
            Direction = Direction.Out,
            Channel = Channel.Email,
            At = now,
            FromName = asker.Name,
            FromAddress = mailbox.Address,
            To = to.ToString(),
            Cc = string.Join('\n', cc),
            StaffId = asker.StaffId,
            Subject = draft.Subject,
            Text = text,
            Parts = parts,
            Html = html,
            HasHtml = true,
            MessageIdHeader = messageId,
            MessageIdHash = MessageIdHash.Of(messageId),
            ContentId = contentId,
            Delivery = Delivery.Waiting,
            Then = reply.Then,
        };
        db.Add(message);
        await AttachAsync(db, message, draft.Files, cancel);
        db.Add(new OutgoingMail
        {
            Id = db.NextKey(),
            BrandId = conversation.BrandId,
            Kind = OutgoingKind.Answer,
            ConversationId = conversationId,
            MessageId = message.Id,
            EnvelopeFrom = thread.ReplyAddress,
            EnvelopeTo = OutgoingMail.Lines(new[] { to }.Concat(cc).Select(a => a.AsciiAddress).Distinct(StringComparer.OrdinalIgnoreCase)),
            MessageIdHeader = messageId,
            Subject = draft.Subject,
            ContentId = contentId,
            CreatedAt = now,
            State = OutgoingState.Waiting,
            NextTryAt = sendsAt,
            IsTest = conversation.IsTest,
        });
        record.Happened(EventKind.AnswerWritten, now, asker.StaffId, message.Id, StateBefore.Of(conversation).ToString());
        conversation.LastMessageAt = now;
        conversation.Snippet = Snippet.Of(reply.Text);
        conversation.Status = reply.Then switch
        {
            AfterAnswer.Wait => ConversationStatus.Waiting,
            AfterAnswer.Resolve => ConversationStatus.Resolved,
            _ => conversation.Status,
        };
        conversation.AssigneeId ??= asker.StaffId;
        record.Settle(now);
        await db.SaveChangesAsync(cancel);
        await SearchRows.InsertAsync(db, [(message.Id, SearchWords.Of(conversation.Language, draft.Subject, asker.Name, reply.Text))], cancel);
        return new ReplyWritten(message.Id, sendsAt);
    }

    /// <summary>What goes out, but for the quoted history; its signature is a part of its own.</summary>
    private static (string Text, string Parts) Signed(string words, IReadOnlyList<string> signature)
    {
        if (signature.Count == 0)
        {
            return (words, "");
        }

        var above = words.TrimEnd() + "\n\n";
        var below = string.Join('\n', signature);
        return (above + below, string.Create(CultureInfo.InvariantCulture, $"r{above.Length}s{below.Length}"));
    }

    private async Task AttachAsync(SvarDb db, Message message, IReadOnlyList<OutgoingFile> files, CancellationToken cancel)
    {
        for (var number = 0; number < files.Count; number++)
        {
            var file = files[number];
            using var content = await ContentSpool.OfAsync(file.Content, spool.Path, cancel);
            db.Add(new MessageAttachment
            {
                Id = db.NextKey(),
                BrandId = message.BrandId,
                MessageId = message.Id,
                Number = number,
                Name = SafeFileName.Make(file.Name, file.ContentType),
                ContentType = file.ContentType,
                Size = file.Content.Length,
                ContentId = await db.PutContentAsync(content, cancel),
            });
        }
    }

    /// <summary>Whoever wrote last, where Intake found that they may be answered; else the customer's first address. The desk shows the same.</summary>
    private static async Task<MailAddress?> RecipientAsync(SvarDb db, Customer customer, EarlierMessage? answered, CancellationToken cancel)
    {
        if (answered is { FromAddress.Length: > 0 } && new MailAddress(answered.FromName, answered.ReplyTo ?? answered.FromAddress) is { IsUsable: true } writer)
        {
            return writer;
        }

        var address = await db.Set<CustomerAddress>().Where(a => a.CustomerId == customer.Id).OrderBy(a => a.Id).Select(a => a.Address).FirstOrDefaultAsync(cancel);
        return address is not null && new MailAddress(customer.Name, address) is { IsUsable: true } known ? known : null;
    }

    private static AnsweredMessage Quote(ThreadMail thread, EarlierMessage answered, string language)
    {
        var culture = CultureInfo.GetCultureInfo(ConversationsTexts.Written(language));
        var at = thread.LocalTime(answered.At).ToString(culture.Name == "nb" ? "d. MMMM yyyy 'kl.' HH:mm" : "d MMMM yyyy 'at' HH:mm", culture);
        var who = answered.FromName.Length > 0 ? answered.FromName : answered.FromAddress;
        var line = culture.Name == "nb" ? ConversationsTexts.In(language, "WroteLine", who, at) : ConversationsTexts.In(language, "WroteLine", at, who);
        return new AnsweredMessage(line, MessageParts.NewWords(answered.Text, answered.Parts));
    }

    private sealed record EarlierMessage(string MessageId, Direction Direction, string FromName, string FromAddress, string? ReplyTo, DateTime At, string Text, string Parts, bool IsAutomatic);
}
