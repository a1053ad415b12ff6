using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Customers;
using Svar.Data;
using Svar.Mailboxes;
using Svar.Reports;
using Svar.ServiceLevels;
using Svar.Tests.ContactPage;
using Svar.Tests.Data;

namespace Svar.Tests.Reports;

public sealed class PromiseMeasureTests
{
    private static readonly TimeSpan _day = TimeSpan.FromHours(24);

    private readonly HouseClock _clock = new();
    private int _number;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    internal async Task The_median_and_the_share_are_those_of_the_last_thirty_days(DatabaseEngine engine)
    {
        await using var files = await TestDatabase.CreateAsync(engine);
        var brand = await ContactHouse.AddShopAsync(files.Database, "fjord", "FF");
        var other = await ContactHouse.AddShopAsync(files.Database, "other", "OT");

        // 20 answers after 10, 20 … 200 minutes: the middle two are 100 and 110
        await WroteAsync(files, brand, [.. Enumerable.Range(1, 20).Select(i => Answered(TimeSpan.FromDays(i), TimeSpan.FromMinutes(10 * i)))]);
        using (var measure = new PromiseMeasure(files.Database, _clock))
        {
            Assert.Equal(new MeasuredPromise(20, TimeSpan.FromMinutes(105), 1), await measure.OfAsync(brand, Cancel));
            Assert.Null(await measure.OfAsync(other, Cancel));
        }

        await WroteAsync(files, brand,
            Answered(TimeSpan.FromDays(2), _day),
            Answered(TimeSpan.FromDays(3), _day + TimeSpan.FromSeconds(1)),
            new Wrote(TimeSpan.FromDays(5), null),
            new Wrote(TimeSpan.FromDays(31), TimeSpan.FromDays(2)));
        using (var measure = new PromiseMeasure(files.Database, _clock))
        {
            // 23 answers, of which 21 within 24 hours, and one message that waits for five days
            var measured = (await measure.OfAsync(brand, Cancel))!;
            Assert.Equal((23, TimeSpan.FromMinutes(120)), (measured.Answers, measured.Median));
            Assert.Equal(21 / 24.0, measured.Within24H, 9);
        }
    }

    [Theory, BothEngines]
    internal async Task Tests_spam_telephone_post_old_answers_and_messages_of_today_are_left_out(DatabaseEngine engine)
    {
        await using var files = await TestDatabase.CreateAsync(engine);
        var brand = await ContactHouse.AddShopAsync(files.Database, "fjord", "FF");
        await WroteAsync(files, brand, [.. Enumerable.Range(1, 19).Select(i => Answered(TimeSpan.FromDays(i), TimeSpan.FromHours(1)))]);
        var late = Answered(TimeSpan.FromDays(4), TimeSpan.FromDays(3));
        await WroteAsync(files, brand,
            late with { IsTest = true },
            late with { Status = ConversationStatus.Spam },
            late with { Channel = Channel.Phone },
            late with { Channel = Channel.Post },
            late with { Clock = ClockKind.Next },
            new Wrote(TimeSpan.FromDays(40), TimeSpan.FromDays(3)),
            new Wrote(TimeSpan.FromDays(40), null),
            new Wrote(TimeSpan.FromHours(20), null));
        using (var measure = new PromiseMeasure(files.Database, _clock))
        {
            Assert.Null(await measure.OfAsync(brand, Cancel));
        }

        await WroteAsync(files, brand, Answered(TimeSpan.FromDays(1), TimeSpan.FromHours(1)) with { Channel = Channel.Form });
        using (var measure = new PromiseMeasure(files.Database, _clock))
        {
            Assert.Equal(new MeasuredPromise(20, TimeSpan.FromHours(1), 1), await measure.OfAsync(brand, Cancel));
        }
    }

    [Fact]
    public async Task A_figure_is_remembered_for_some_minutes()
    {
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var brand = await ContactHouse.AddShopAsync(files.Database, "fjord", "FF");
        using var measure = new PromiseMeasure(files.Database, _clock);
        Assert.Null(await measure.OfAsync(brand, Cancel));
        await WroteAsync(files, brand, [.. Enumerable.Range(1, 20).Select(i => Answered(TimeSpan.FromDays(i), TimeSpan.FromHours(1)))]);
        Assert.Null(await measure.OfAsync(brand, Cancel));
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.NotNull(await measure.OfAsync(brand, Cancel));
    }

    private static Wrote Answered(TimeSpan ago, TimeSpan after) => new(ago, after);

    private async Task WroteAsync(TestDatabase files, long brand, params Wrote[] wrote) => await files.Database.WriteAsync(
        async db =>
        {
            var mailbox = await db.Set<Mailbox>().FirstAsync(m => m.BrandId == brand, Cancel);
            var customer = new Customer { Id = db.NextKey(), BrandId = brand, Name = "Kari", Language = "nb", CreatedAt = _clock.UtcNow() };
            db.Add(customer);
            foreach (var one in wrote)
            {
                var started = _clock.UtcNow() - one.Ago;
                var conversation = new Conversation
                {
                    Id = db.NextKey(),
                    BrandId = brand,
                    Number = ++_number,
                    ReplyToken = RandomToken.New(),
                    CaseSecret = RandomToken.New(),
                    CustomerId = customer.Id,
                    MailboxId = mailbox.Id,
                    Channel = one.Channel,
                    Subject = "Jakka",
                    Status = one.Status,
                    IsTest = one.IsTest,
                    CreatedAt = started,
                    LastMessageAt = started,
                };
                db.Add(conversation);
                db.Add(new Promise { BrandId = brand, ConversationId = conversation.Id, Clock = one.Clock, StartedAt = started, MetAt = started + one.AnsweredAfter });
            }
        },
        Cancel);

    private sealed record Wrote(TimeSpan Ago, TimeSpan? AnsweredAfter)
    {
        public Channel Channel { get; init; } = Channel.Email;
        public ConversationStatus Status { get; init; } = ConversationStatus.Waiting;
        public ClockKind Clock { get; init; } = ClockKind.First;
        public bool IsTest { get; init; }
    }
}
