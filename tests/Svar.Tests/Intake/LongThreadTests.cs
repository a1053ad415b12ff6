using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Conversations.Answers;
using Svar.Data;
using Svar.ServiceLevels;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Intake;

/// <summary>A conversation of thousands of mails: taking in one more costs what it costs in a short one, and its clocks are right.</summary>
public class LongThreadTests
{
    private const int Long = 3000;

    [Theory, BothEngines]
    internal async Task One_more_mail_of_somebody_who_waits_reads_no_history(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await BeginAsync(house, Long);
        await using var db = house.Database.CreateDbContext();
        var records = await ConversationRecord.OpenManyAsync(db, house.Get<ServiceLevelDirectory>(), [id], _ => { }, MailHouse.Cancel);
        Assert.InRange(Assert.Single(records).Events.Count, 0, 10);
    }

    [Theory, BothEngines]
    internal async Task Its_clocks_are_those_of_all_that_happened(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await BeginAsync(house, Long);
        var before = await ConversationOfAsync(house, id);
        await CustomerAsync(house, id, "Er dere der?");
        await ComparedAsync(house, id);
        Assert.Equal(before.NextDueAt, (await ConversationOfAsync(house, id)).NextDueAt);

        var answer = await house.AnswerAsync(id);
        await ComparedAsync(house, id);
        house.Wait(TimeSpan.FromHours(3));
        var row = await house.DeliverAsync(Letter.FromKari(text: "Takk, men den passer ikke.").Answering(answer));
        Assert.Equal(id, row.ConversationId);
        Assert.Equal(ConversationStatus.Open, (await ConversationOfAsync(house, id)).Status);
        await ComparedAsync(house, id);
        house.Wait(TimeSpan.FromHours(1));
        await CustomerAsync(house, id, "Hallo?");
        await ComparedAsync(house, id);

        await house.AnswerAsync(id, then: AfterAnswer.Resolve);
        await ComparedAsync(house, id);
        house.Wait(TimeSpan.FromDays(2));
        await CustomerAsync(house, id, "Nå lekker det nye også.");
        var last = await ConversationOfAsync(house, id);
        Assert.Equal(ConversationStatus.Open, last.Status);
        Assert.True(last.NextDueAt < Conversation.NothingDue);
        await ComparedAsync(house, id);
    }

    [Theory, BothEngines]
    internal async Task Its_customer_and_who_wrote_lately_take_part_in_it(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await BeginAsync(house, Long);
        Assert.Equal(id, (await house.DeliverAsync(Letter.FromKari(text: "Mer.") with { InReplyTo = "5@kari" })).ConversationId);
        Assert.Equal(id, (await house.DeliverAsync(new Letter("Medlem <member2999@example.no>", "Sv: Teltet", "Meg også.") { InReplyTo = "2999@kari" })).ConversationId);
        Assert.NotEqual(id, (await house.DeliverAsync(new Letter("stranger@example.no", "Sv: Teltet", "Jeg gjetter.") { InReplyTo = "2999@kari" })).ConversationId);
    }

    /// <summary>Not a bound that a busy machine could miss: the figure is told, and a thread ten times as long must not cost ten times as much.</summary>
    [Theory(Explicit = true), BothEngines]
    internal async Task What_one_more_mail_costs_in_a_thread_of_ten_thousand(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        foreach (var length in (int[])[100, 10_000])
        {
            var id = await BeginAsync(house, length, $"k{length}");
            var costs = new List<double>();
            for (var i = 0; i < 30; i++)
            {
                await house.ReceiveAsync(Letter.FromKari(text: $"Mer {i}.") with { From = $"k{length}@example.no", InReplyTo = $"1@k{length}" });
                var watch = Stopwatch.StartNew();
                await house.TakeInAsync();
                costs.Add(watch.Elapsed.TotalMilliseconds);
            }

            Assert.Equal(length + 30, await house.ReadAsync(db => db.Set<Message>().CountAsync(m => m.ConversationId == id, MailHouse.Cancel)));
            TestContext.Current.TestOutputHelper?.WriteLine($"{engine}: {length} mails, one more: median {costs.Order().ElementAt(15):0.0} ms");
        }
    }

    private static Task<Conversation> ConversationOfAsync(MailHouse house, long id) => house.ReadAsync(db => db.Set<Conversation>().AsNoTracking().SingleAsync(c => c.Id == id, MailHouse.Cancel));

    private static async Task CustomerAsync(MailHouse house, long id, string text)
    {
        var row = await house.DeliverAsync(Letter.FromKari(text: text) with { InReplyTo = "1@kari" });
        Assert.Equal(id, row.ConversationId);
    }

    /// <summary>What is kept of its clocks is what all of its events say.</summary>
    private static async Task ComparedAsync(MailHouse house, long id)
    {
        await using var db = house.Database.CreateDbContext();
        var record = (await ConversationRecord.OpenAsync(db, house.Get<ServiceLevelDirectory>(), id, MailHouse.Cancel))!;
        Assert.True(record.Events.Count >= Long);
        var kept = await db.Set<Promise>().AsNoTracking().Where(p => p.ConversationId == id).OrderBy(p => p.Clock).Select(p => new { p.Clock, p.StartedAt, p.GoalAt, p.DueAt, p.MetAt }).ToListAsync(MailHouse.Cancel);
        var due = record.Conversation.NextDueAt;
        record.Settle(house.Time.Now);
        await db.SaveChangesAsync(MailHouse.Cancel);
        var computed = await db.Set<Promise>().AsNoTracking().Where(p => p.ConversationId == id).OrderBy(p => p.Clock).Select(p => new { p.Clock, p.StartedAt, p.GoalAt, p.DueAt, p.MetAt }).ToListAsync(MailHouse.Cancel);
        Assert.Equal(computed, kept);
        Assert.Equal(record.Conversation.NextDueAt, due);
    }

    /// <summary>Kari's conversation, in which so many have written and nobody has answered.</summary>
    private static async Task<long> BeginAsync(MailHouse house, int mails, string name = "kari")
    {
        var first = await house.DeliverAsync(Letter.FromKari() with { From = $"Kari Nordmann <{name}@example.no>", Id = $"1@{name}" });
        var id = first.ConversationId!.Value;
        await house.SendAsync();
        var conversation = await ConversationOfAsync(house, id);
        foreach (var some in Enumerable.Range(2, mails - 1).Chunk(500))
        {
            await house.Database.WriteAsync(
                db =>
                {
                    foreach (var number in some)
                    {
                        var message = new Message
                        {
                            Id = db.NextKey(),
                            BrandId = house.Brand,
                            ConversationId = id,
                            Direction = Direction.In,
                            Channel = Channel.Email,
                            At = conversation.CreatedAt,
                            FromAddress = number % 3 == 0 ? $"{name}@example.no" : $"member{number}@example.no",
                            To = MailHouse.Address,
                            Cc = $"Hele laget <team@example.no>\nMedlem <member{number}@example.no>",
                            Text = $"Melding {number}, med noen ord for å likne en vanlig e-post fra en kunde som har mer å si.",
                            MessageIdHeader = $"{number}@{name}",
                            MessageIdHash = MessageIdHash.Of($"{number}@{name}"),
                        };
                        db.Add(message);
                        db.Add(new ConversationEvent { Id = db.NextKey(), BrandId = house.Brand, ConversationId = id, At = conversation.CreatedAt, Kind = EventKind.CustomerWrote, MessageId = message.Id });
                    }

                    return Task.CompletedTask;
                },
                MailHouse.Cancel);
        }

        return id;
    }
}
