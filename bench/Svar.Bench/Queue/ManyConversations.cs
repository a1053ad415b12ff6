using System.Globalization;
using System.Security.Cryptography;
using Svar.Conversations;
using Svar.Customers;
using Svar.Data;
using Svar.ServiceLevels;

namespace Svar.Bench.Queue;

/// <summary>A desk that has been in use for a year: most conversations are resolved, some wait, few are open and due.</summary>
internal static class ManyConversations
{
    private const int Together = 5000;

    public static async Task FillAsync(SvarDatabase database, long brandId, long mailboxId, IReadOnlyList<long> staff, int count)
    {
        var random = new Random(7);
        var now = DateTime.UtcNow;
        for (var from = 0; from < count; from += Together)
        {
            var first = from;
            await database.WriteAsync(
                async db =>
                {
                    var rows = Enumerable.Range(first, Math.Min(Together, count - first)).Select(number => Make(db, random, now, brandId, mailboxId, staff, number)).ToList();
                    await db.InsertManyAsync(rows.ConvertAll(r => r.Customer), CancellationToken.None);
                    await db.InsertManyAsync(rows.ConvertAll(r => r.Address), CancellationToken.None);
                    await db.InsertManyAsync(rows.ConvertAll(r => r.Conversation), CancellationToken.None);
                    await db.InsertManyAsync(rows.ConvertAll(r => r.Message), CancellationToken.None);
                    await db.InsertManyAsync(rows.ConvertAll(r => r.Happened), CancellationToken.None);
                    await db.InsertManyAsync(rows.ConvertAll(r => r.Promise), CancellationToken.None);
                    await SearchRows.InsertAsync(db, rows.ConvertAll(r => (r.Message.Id, SearchWords.Of("en", r.Conversation.Subject, r.Customer.Name, r.Message.Text))), CancellationToken.None);
                },
                CancellationToken.None);
        }
    }

    private static Rows Make(SvarDb db, Random random, DateTime now, long brandId, long mailboxId, IReadOnlyList<long> staff, int number)
    {
        var begun = now.AddDays(-365.0 * Math.Pow(random.NextDouble(), 1.2)).AddMinutes(-5);
        var status = random.Next(1000) switch
        {
            < 25 => ConversationStatus.Open,
            < 70 => ConversationStatus.Waiting,
            < 970 => ConversationStatus.Resolved,
            _ => ConversationStatus.Spam,
        };
        var isDue = status == ConversationStatus.Open;
        var customer = new Customer { Id = db.NextKey(), BrandId = brandId, Name = $"Customer {number}", CreatedAt = begun };
        var conversation = new Conversation
        {
            Id = db.NextKey(),
            BrandId = brandId,
            Number = 100_000 + number,
            ReplyToken = RandomToken.New(),
            CaseSecret = RandomToken.New(),
            CustomerId = customer.Id,
            MailboxId = mailboxId,
            Channel = Channel.Email,
            Subject = string.Create(CultureInfo.InvariantCulture, $"About my order {random.Next(1_000_000)}"),
            Snippet = "I ordered a tent from your shop two weeks ago and it has not arrived yet. Could you tell me where the parcel is?",
            Status = status,
            Kind = (ConversationKind)random.Next(5),
            Priority = random.Next(20) == 0 ? Priority.High : Priority.Normal,
            Language = "en",
            AssigneeId = isDue && random.Next(3) == 0 ? null : staff[random.Next(staff.Count)],
            CreatedAt = begun,
            LastMessageAt = begun.AddHours(random.Next(1, 60)),
            NextDueAt = isDue ? now.AddHours((random.NextDouble() * 60) - 12) : Conversation.NothingDue,
        };
        var message = new Message
        {
            Id = db.NextKey(),
            BrandId = brandId,
            ConversationId = conversation.Id,
            Direction = Direction.In,
            Channel = Channel.Email,
            At = begun,
            FromName = customer.Name,
            FromAddress = string.Create(CultureInfo.InvariantCulture, $"customer{number}@mail.example"),
            To = BenchHouse.Address,
            Subject = conversation.Subject,
            Text = Body(random),
            MessageIdHeader = Convert.ToHexString(RandomNumberGenerator.GetBytes(12)) + "@mail.example",
            MessageIdHash = random.NextInt64(),
        };
        return new Rows(
            customer,
            new CustomerAddress { Id = db.NextKey(), BrandId = brandId, CustomerId = customer.Id, Address = message.FromAddress },
            conversation,
            message,
            new ConversationEvent { Id = db.NextKey(), BrandId = brandId, ConversationId = conversation.Id, At = begun, Kind = EventKind.CustomerWrote, MessageId = message.Id },
            new Promise
            {
                BrandId = brandId,
                ConversationId = conversation.Id,
                Clock = ClockKind.First,
                StartedAt = begun,
                DueAt = isDue ? conversation.NextDueAt : begun.AddHours(4),
                MetAt = isDue ? null : begun.AddHours(2),
                State = isDue ? PromiseState.Running : PromiseState.Met,
            });
    }

    /// <summary>1 KB of words, so that rows lie as far apart as in use.</summary>
    private static string Body(Random random)
    {
        var words = new string[170];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = "word" + random.Next(4000).ToString("x", CultureInfo.InvariantCulture);
        }

        return string.Join(' ', words)[..1024];
    }

    private sealed record Rows(Customer Customer, CustomerAddress Address, Conversation Conversation, Message Message, ConversationEvent Happened, Promise Promise);
}
