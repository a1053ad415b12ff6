using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Brands;
using Svar.Cluster;
using Svar.Conversations.Answers;
using Svar.Customers;
using Svar.Data;
using Svar.Mail.Addresses;
using Svar.Mailboxes;
using Svar.ServiceLevels;

namespace Svar.Conversations;

/// <param name="Email">Null only for a call or a letter of somebody whose address is not known.</param>
/// <param name="Channel">Email: the text is written to the customer and sent. Phone and Post: the text is what the customer said or wrote.</param>
/// <param name="IsAnswered">Of a call: the customer was answered in it.</param>
internal sealed record NewConversation(
    string BrandSlug, string CustomerName, string? Email, string Subject, string Text, Channel Channel, ConversationKind? Kind = null, string? Phone = null, bool IsAnswered = false);

internal sealed record ConversationStarted(long Id, string Reference);

/// <summary>Begins a conversation from the desk: writes to a customer first, or logs a call or a letter by post, with its promise.</summary>
internal sealed class StartConversation(IDbContextFactory<SvarDb> dbs, ServiceLevelDirectory levels, ReplyToConversation reply, Nudges nudges, TimeProvider time)
{
    public async Task<Outcome<ConversationStarted>> HandleAsync(Asker asker, NewConversation wanted, CancellationToken cancel)
    {
        MailAddress? address = null;
        if (!string.IsNullOrWhiteSpace(wanted.Email) && !MailAddress.TryParse(wanted.Email, out address))
        {
            return Refusal.Invalid("customer.email", $"'{wanted.Email}' is no e-mail address; write name@host.");
        }

        if (address is null && wanted.Channel is Channel.Email or Channel.Form)
        {
            return Refusal.Invalid("customer.email", "A mail needs the customer's e-mail address.");
        }

        if (string.IsNullOrWhiteSpace(wanted.Text))
        {
            return Refusal.Invalid("text", wanted.Channel == Channel.Email ? "The mail is empty: write what the customer should read." : "Say in a few words what the customer wanted.");
        }

        var brandId = 0L;
        var started = await dbs.WriteAsync<Outcome<ConversationStarted>>(
            async db =>
            {
                if (await db.Set<Brand>().FirstOrDefaultAsync(b => b.Slug == wanted.BrandSlug, cancel) is not { } brand || asker.RoleIn(brand.Id) is null)
                {
                    return Refusal.Invalid("brand", $"There is no brand '{wanted.BrandSlug}'.");
                }

                brandId = brand.Id;
                if (!asker.May(Act.AnswerConversations, brand.Id))
                {
                    return Refusal.NotAllowed("Your role in this brand does not let you begin conversations.");
                }

                if (await db.Set<Mailbox>().Where(m => m.BrandId == brand.Id).OrderByDescending(m => m.IsDefault).ThenBy(m => m.Id).FirstOrDefaultAsync(cancel) is not { } mailbox)
                {
                    return Refusal.Conflict($"The brand '{brand.Name}' has no mailbox to write from: add one in the settings.");
                }

                var begun = await BeginAsync(db, asker, wanted, brand, mailbox, address, cancel);
                if (wanted.Channel == Channel.Email)
                {
                    await db.SaveChangesAsync(cancel);
                    if ((await reply.WriteAsync(db, asker, begun.Id, new Reply(wanted.Text), cancel)).Refusal is { } refusal)
                    {
                        return refusal;
                    }
                }

                return begun;
            },
            cancel);
        if (!started.IsDone)
        {
            return started;
        }

        nudges.Publish(new Nudge(NudgeTopic.Conversation, brandId, started.Value.Id));
        if (wanted.Channel == Channel.Email)
        {
            reply.Announce();
        }

        return started;
    }

    private async Task<ConversationStarted> BeginAsync(
        SvarDb db, Asker asker, NewConversation wanted, Brand brand, Mailbox mailbox, MailAddress? address, CancellationToken cancel)
    {
        var now = time.UtcNow();
        var customer = await CustomerAsync(db, brand, wanted, address, now, cancel);
        var isLogged = wanted.Channel is Channel.Phone or Channel.Post;
        var language = Svar.Language.Detection.LanguageDetector.Detect(wanted.Text).Or(brand.DefaultLanguage);
        var conversation = new Conversation
        {
            Id = db.NextKey(),
            BrandId = brand.Id,
            Number = await db.NextConversationNumberAsync(brand.Id, cancel),
            ReplyToken = RandomToken.New(),
            CaseSecret = RandomToken.New(),
            CustomerId = customer.Id,
            MailboxId = mailbox.Id,
            Channel = wanted.Channel,
            Subject = wanted.Subject.Trim(),
            Snippet = Snippet.Of(wanted.Text),
            Kind = wanted.Kind ?? ConversationKinds.Of(wanted.Text, language),
            Priority = isLogged ? ConversationKinds.PriorityOf(wanted.Text, language) : Priority.Normal,
            Language = language,
            AssigneeId = asker.StaffId,
            CreatedAt = now,
            LastMessageAt = now,
        };
        var record = await ConversationRecord.BeginAsync(db, levels, conversation, customer.Group, cancel);
        if (isLogged)
        {
            var message = new Message
            {
                Id = db.NextKey(),
                BrandId = brand.Id,
                ConversationId = conversation.Id,
                Direction = Direction.In,
                Channel = wanted.Channel,
                At = now,
                FromName = customer.Name,
                FromAddress = address?.Address ?? "",
                StaffId = asker.StaffId,
                Subject = conversation.Subject,
                Text = wanted.Text,
            };
            db.Add(message);
            record.Happened(EventKind.CustomerWrote, now, messageId: message.Id);
            if (wanted.IsAnswered)
            {
                record.Happened(EventKind.Answered, now, asker.StaffId, message.Id);
                record.Happened(EventKind.Resolved, now, asker.StaffId);
                conversation.Status = ConversationStatus.Resolved;
            }

            record.Settle(now);
            await db.SaveChangesAsync(cancel);
            await SearchRows.InsertAsync(db, [(message.Id, SearchWords.Of(language, conversation.Subject, customer.Name, wanted.Text))], cancel);
        }

        return new ConversationStarted(conversation.Id, Conversation.Reference(brand.NumberPrefix, conversation.Number));
    }

    private static async Task<Customer> CustomerAsync(SvarDb db, Brand brand, NewConversation wanted, MailAddress? address, DateTime now, CancellationToken cancel)
    {
        if (address is not null)
        {
            var key = AddressKey.Of(address.Address);
            var known = await db.Set<CustomerAddress>().Where(a => a.BrandId == brand.Id && a.Address == key)
                .Join(db.Set<Customer>(), a => a.CustomerId, c => c.Id, (_, c) => c).FirstOrDefaultAsync(cancel);
            if (known is not null)
            {
                return known;
            }
        }

        var customer = new Customer { Id = db.NextKey(), BrandId = brand.Id, Name = wanted.CustomerName.Trim(), Phone = wanted.Phone, CreatedAt = now };
        db.Add(customer);
        if (address is not null)
        {
            db.Add(new CustomerAddress { Id = db.NextKey(), BrandId = brand.Id, CustomerId = customer.Id, Address = AddressKey.Of(address.Address) });
        }

        return customer;
    }
}
