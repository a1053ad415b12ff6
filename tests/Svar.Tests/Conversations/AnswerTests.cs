using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Conversations.Answers;
using Svar.Data;
using Svar.Mailboxes.Sending;
using Svar.ServiceLevels;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Conversations;

/// <summary>An answer from the desk to the mail server: written once, sent once, heard by the clocks when it is accepted.</summary>
public class AnswerTests
{
    private static readonly TimeSpan _undoWindow = TimeSpan.FromSeconds(10);

    [Theory, BothEngines]
    internal async Task It_is_written_with_its_mail_and_waits_for_the_undo_window(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        var written = (await house.ReplyAsync(id, new Reply("Vi sender et nytt."))).Value;
        var mail = Assert.Single(await AnswersAsync(house));
        Assert.Equal((written.MessageId, OutgoingState.Waiting, written.SendsAt), (mail.MessageId, mail.State, mail.NextTryAt));
        Assert.Equal(house.Time.Now + _undoWindow, written.SendsAt);
        house.Wait(_undoWindow - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await house.SendAsync());
        house.Wait(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await house.SendAsync());
        Assert.Equal(mail.MessageIdHeader, house.Post.Letters[^1].Read().MessageId);
        Assert.Equal(0, await house.SendAsync());
    }

    [Theory, BothEngines]
    internal async Task Undone_in_time_it_never_was(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        var before = (await house.ConversationAsync(id)).Conversation;
        var due = before.NextDueAt;
        var written = (await house.ReplyAsync(id, new Reply("Feil!", Then: AfterAnswer.Resolve))).Value;
        house.Wait(TimeSpan.FromSeconds(9));
        Assert.Equal("Feil!", (await house.Get<UndoReply>().HandleAsync(house.Anna, id, written.MessageId, MailHouse.Cancel)).Value);
        house.Wait(TimeSpan.FromHours(1));
        Assert.Equal(0, await house.SendAsync());
        var view = await house.ConversationAsync(id);
        Assert.Equal((ConversationStatus.Open, due, Delivery.Undone), (view.Conversation.Status, view.Conversation.NextDueAt, view.Messages[^1].Message.Delivery));
        Assert.Equal((before.LastMessageAt, before.Snippet), (view.Conversation.LastMessageAt, view.Conversation.Snippet));
        Assert.Equal(RefusalKind.Conflict, (await house.Get<UndoReply>().HandleAsync(house.Anna, id, written.MessageId, MailHouse.Cancel)).Refusal!.Kind);
    }

    [Theory, BothEngines]
    internal async Task Undone_while_it_is_on_the_wire_is_too_late(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        var written = (await house.ReplyAsync(id, new Reply("Hei"))).Value;
        house.Wait(_undoWindow);
        Outcome<string>? undone = null;
        house.Post.Meanwhile = async _ => undone = await house.Get<UndoReply>().HandleAsync(house.Anna, id, written.MessageId, MailHouse.Cancel);
        await house.SendAsync();
        Assert.Equal(RefusalKind.Conflict, undone!.Value.Refusal!.Kind);
        Assert.Equal(Delivery.Sent, (await house.ConversationAsync(id)).Messages[^1].Message.Delivery);
    }

    [Theory, BothEngines]
    internal async Task Accepted_it_meets_the_first_clock_and_only_then_waits(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        await house.ReplyAsync(id, new Reply("Hei"));
        var written = await house.ConversationAsync(id);
        Assert.Null(Clock(written, ClockKind.First).MetAt);
        Assert.DoesNotContain(written.Events, e => e.Kind is EventKind.Answered or EventKind.SetWaiting);
        house.Wait(_undoWindow);
        await house.SendAsync();
        var view = await house.ConversationAsync(id);
        Assert.Equal(house.Time.Now, Clock(view, ClockKind.First).MetAt);
        Assert.Equal(PromiseState.Paused, Clock(view, ClockKind.Resolution).State);
        Assert.Equal([EventKind.Answered, EventKind.SetWaiting], view.Events.Select(e => e.Kind).TakeLast(2));
        Assert.Equal(Conversation.NothingDue, view.Conversation.NextDueAt);
    }

    [Theory, BothEngines]
    internal async Task Then_resolve_meets_the_resolution_at_acceptance(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        await house.ReplyAsync(id, new Reply("Hei", Then: AfterAnswer.Resolve));
        Assert.Null(Clock(await house.ConversationAsync(id), ClockKind.Resolution).MetAt);
        house.Wait(_undoWindow);
        await house.SendAsync();
        Assert.Equal(house.Time.Now, Clock(await house.ConversationAsync(id), ClockKind.Resolution).MetAt);
    }

    [Theory, BothEngines]
    internal async Task Told_to_come_later_it_waits_longer_each_time_and_keeps_its_id(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        await house.ReplyAsync(id, new Reply("Hei"));
        house.Wait(_undoWindow);
        house.Post.Says = CaughtPost.Later;
        var tries = house.Post.Letters.Count;
        foreach (var minutes in (int[])[1, 2, 5, 10, 20, 40, 40])
        {
            Assert.Equal(1, await house.SendAsync());
            house.Wait(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            Assert.Equal(0, await house.SendAsync());
            house.Wait(TimeSpan.FromSeconds(1));
        }

        var mail = Assert.Single(await AnswersAsync(house));
        Assert.Equal((7, "451 4.7.1 Greylisted", OutgoingState.Waiting), (mail.Attempts, mail.LastAnswer, mail.State));
        Assert.Null(Clock(await house.ConversationAsync(id), ClockKind.First).MetAt);
        house.Post.Says = CaughtPost.Accepted;
        await house.SendAsync();
        Assert.Single(house.Post.Letters.Skip(tries).Select(l => l.Read().MessageId).Distinct());
        Assert.Single(house.Post.Letters.Skip(tries).Select(l => Convert.ToBase64String(l.Raw)).Distinct());
        Assert.Equal(Delivery.Sent, (await house.ConversationAsync(id)).Messages[^1].Message.Delivery);
    }

    [Theory, BothEngines]
    internal async Task A_copy_that_is_refused_for_now_is_tried_again_while_the_answer_counts_as_sent(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        await house.ReplyAsync(id, new Reply("Hei", Cc: ["ola@example.com", "per@example.com"]));
        house.Wait(_undoWindow);
        house.Post.Says = CaughtPost.Accepted with { Left = ["ola@example.com"] };
        await house.SendAsync();
        var sentAt = house.Time.Now;
        var view = await house.ConversationAsync(id);
        Assert.Equal((Delivery.Sent, sentAt), (view.Messages[^1].Message.Delivery, Clock(view, ClockKind.First).MetAt));
        house.Wait(TimeSpan.FromMinutes(1));
        house.Post.Says = CaughtPost.Refused;
        Assert.Equal(1, await house.SendAsync());
        Assert.Equal(["ola@example.com"], house.Post.Letters[^1].EnvelopeTo);
        var mail = Assert.Single(await AnswersAsync(house));
        Assert.Equal((OutgoingState.Sent, sentAt), (mail.State, mail.SentAt));
        view = await house.ConversationAsync(id);
        Assert.Equal((Delivery.Sent, "550 5.1.1 No such user"), (view.Messages[^1].Message.Delivery, view.Messages[^1].Message.DeliveryAnswer));
        Assert.Single(view.Events, e => e.Kind == EventKind.Answered);
        Assert.DoesNotContain(view.Events, e => e.Kind == EventKind.AnswerFailed);
        house.Wait(TimeSpan.FromDays(1));
        Assert.Equal(0, await house.SendAsync());
    }

    [Theory, BothEngines]
    internal async Task After_three_days_of_later_it_is_told_to_the_agent(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        await house.ReplyAsync(id, new Reply("Hei"));
        house.Wait(_undoWindow);
        house.Post.Says = CaughtPost.Later;
        for (var hours = 0; hours < 74; hours++)
        {
            await house.SendAsync();
            house.Wait(TimeSpan.FromHours(1));
        }

        Refused(await house.ConversationAsync(id), "451");
        Assert.Equal(0, await house.SendAsync());
    }

    [Theory, BothEngines]
    internal async Task Refused_it_is_told_and_the_conversation_is_open_with_its_old_promise(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        var due = (await house.ConversationAsync(id)).Conversation.NextDueAt;
        await house.ReplyAsync(id, new Reply("Hei", Then: AfterAnswer.Resolve));
        house.Wait(_undoWindow);
        house.Post.Says = CaughtPost.Refused;
        await house.SendAsync();
        var view = await house.ConversationAsync(id);
        Refused(view, "550 5.1.1");
        Assert.Equal(due, view.Conversation.NextDueAt);
    }

    [Theory, BothEngines]
    internal async Task A_refused_answer_in_a_conversation_marked_as_spam_does_not_bring_it_back(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        await house.ReplyAsync(id, new Reply("Hei"));
        await house.Get<ChangeConversation>().HandleAsync(house.Anna, id, new ConversationChange(ConversationStatus.Spam), MailHouse.Cancel);
        house.Wait(_undoWindow);
        house.Post.Says = CaughtPost.Refused;
        await house.SendAsync();
        var view = await house.ConversationAsync(id);
        Assert.Equal((ConversationStatus.Spam, Delivery.Refused), (view.Conversation.Status, view.Messages[^1].Message.Delivery));
    }

    [Theory, BothEngines]
    internal async Task A_customer_who_writes_within_the_undo_window_is_owed_a_next_answer(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var row = await house.DeliverAsync(Letter.FromKari() with { Id = "1@kari" });
        var id = row.ConversationId!.Value;
        await house.ReplyAsync(id, new Reply("Hei", Then: AfterAnswer.Resolve));
        house.Wait(TimeSpan.FromSeconds(5));
        await house.DeliverAsync(Letter.FromKari(text: "Og én ting til: hva med stengene?") with { InReplyTo = "1@kari" });
        house.Wait(TimeSpan.FromSeconds(5));
        await house.SendAsync();
        OweNext(await house.ConversationAsync(id), house.Time.Now);
    }

    [Theory, BothEngines]
    internal async Task A_customer_who_writes_while_the_answer_is_on_the_wire_is_owed_a_next_answer(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var row = await house.DeliverAsync(Letter.FromKari() with { Id = "1@kari" });
        await house.SendAsync();
        await house.ReplyAsync(row.ConversationId!.Value, new Reply("Hei"));
        house.Wait(_undoWindow);
        house.Post.Meanwhile = async _ =>
        {
            await house.DeliverAsync(Letter.FromKari(text: "Hallo?") with { InReplyTo = "1@kari" });
            house.Wait(TimeSpan.FromSeconds(2));
        };
        await house.SendAsync();
        OweNext(await house.ConversationAsync(row.ConversationId), house.Time.Now);
    }

    [Theory, BothEngines]
    internal async Task It_names_what_it_answers_and_the_thread(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var row = await house.DeliverAsync(Letter.FromKari() with { Id = "1@kari" });
        var one = (await house.AnswerAsync(row.ConversationId!.Value)).Read();
        await house.DeliverAsync(Letter.FromKari(text: "Takk, men …").Answering(house.Post.Letters[^1]) with { Id = "2@kari" });
        var sent = await house.AnswerAsync(row.ConversationId.Value);
        var two = sent.Read();
        Assert.Equal(["1@kari"], one.InReplyTo);
        Assert.Equal(["1@kari"], one.References);
        Assert.Equal(["2@kari"], two.InReplyTo);
        Assert.Equal(["1@kari", one.MessageId!, "2@kari"], two.References);
        Assert.Equal("Anna Berg, Fjord & Fell", two.From[0].Name);
        Assert.Equal((MailHouse.Address, sent.EnvelopeFrom), (two.From[0].Address, two.ReplyTo[0].Address));
        Assert.Equal("Re: Teltet lekker [FF-1001]", two.Subject);
        Assert.Null(two.Headers.Text("Auto-Submitted"));
    }

    [Theory, BothEngines]
    internal async Task A_mail_that_cannot_even_be_tried_holds_nobody_up(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var kari = await KarisAsync(house);
        var ola = (await house.DeliverAsync(Letter.FromOla())).ConversationId!.Value;
        await house.SendAsync();
        await house.ReplyAsync(kari, new Reply("Hei Kari"));
        await house.ReplyAsync(ola, new Reply("Hei Ola"));
        house.Wait(_undoWindow);
        house.Post.Meanwhile = letter => letter.EnvelopeTo[0] == "kari@example.no" ? throw new InvalidOperationException("the transport fell over") : Task.CompletedTask;
        await house.SendAsync();
        Assert.Equal(Delivery.Sent, (await house.ConversationAsync(ola)).Messages[^1].Message.Delivery);
        house.Post.Meanwhile = null;
        house.Wait(TimeSpan.FromMinutes(1));
        await house.SendAsync();
        Assert.Equal(Delivery.Sent, (await house.ConversationAsync(kari)).Messages[^1].Message.Delivery);
    }

    [Theory, BothEngines]
    internal async Task What_a_dead_node_had_claimed_is_taken_over_and_the_dead_one_settles_nothing(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        await house.SendAsync();
        await house.ReplyAsync(id, new Reply("Hei"));
        house.Wait(_undoWindow);
        var dead = new Outbox(house.Database, house.Time);
        var claimed = Assert.Single(await dead.ClaimAsync(20, MailHouse.Cancel));
        Assert.Equal(0, await house.SendAsync());
        house.Wait(TimeSpan.FromMinutes(29));
        Assert.Equal(0, await house.SendAsync());
        house.Wait(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await house.SendAsync());
        Assert.False(await dead.RenewAsync(claimed, MailHouse.Cancel));
        Assert.Equal(claimed.MessageIdHeader, house.Post.Letters[^1].Read().MessageId);
        Assert.Null(await house.Database.WriteAsync(db => dead.SettleAsync(db, claimed.Id, CaughtPost.Refused, MailHouse.Cancel), MailHouse.Cancel));
        Assert.Equal(Delivery.Sent, (await house.ConversationAsync(id)).Messages[^1].Message.Delivery);
    }

    [Theory, BothEngines]
    internal async Task Two_nodes_send_each_mail_once(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        for (var i = 0; i < 60; i++)
        {
            await house.ReceiveAsync(new Letter($"kunde{i}@example.com", $"Sak {i}", $"Dette er sak {i}."));
        }

        await house.TakeInAsync();
        var other = new SendOutbox(
            house.Database, new Outbox(house.Database, house.Time), house.Post, house.Get<ServiceLevelDirectory>(), house.Get<Svar.Cluster.Nudges>(), Svar.Cluster.Opening.AtOnce(), house.Time,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<SendOutbox>.Instance);
        async Task DrainAsync()
        {
            while (await other.RunOnceAsync(MailHouse.Cancel) > 0)
            {
            }
        }

        await Task.WhenAll(Task.Run(() => house.SendAsync(), MailHouse.Cancel), Task.Run(DrainAsync, MailHouse.Cancel));
        Assert.Equal(60, house.Post.Letters.Count);
        Assert.Equal(60, house.Post.Letters.Select(l => l.Read().MessageId).Distinct(StringComparer.Ordinal).Count());
        Assert.All(await house.AllAsync<OutgoingMail>(), m => Assert.Equal(OutgoingState.Sent, m.State));
    }

    [Theory, BothEngines]
    internal async Task Stopped_it_gives_back_what_it_has_not_tried(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        for (var i = 0; i < 5; i++)
        {
            await house.ReceiveAsync(new Letter($"kunde{i}@example.com", $"Sak {i}", $"Dette er sak {i}."));
        }

        await house.TakeInAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(MailHouse.Cancel);
        house.Post.Meanwhile = _ => stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => house.Get<SendOutbox>().RunOnceAsync(stop.Token));
        var states = (await house.AllAsync<OutgoingMail>()).Select(m => m.State).Order().ToList();
        Assert.Equal([OutgoingState.Waiting, OutgoingState.Waiting, OutgoingState.Waiting, OutgoingState.Waiting, OutgoingState.Sent], states);
    }

    [Fact]
    public async Task What_was_claimed_when_the_only_process_died_is_free_when_it_starts_again()
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        await house.DeliverAsync(Letter.FromKari());
        Assert.Single(await new Outbox(house.Database, house.Time).ClaimAsync(20, MailHouse.Cancel));
        Assert.Equal(0, await house.SendAsync());
        await house.Get<Outbox>().ReleaseDeadAsync(MailHouse.Cancel);
        Assert.Equal(1, await house.SendAsync());
    }

    /// <summary>A conversation whose receipt has gone out.</summary>
    private static async Task<long> KarisAsync(MailHouse house)
    {
        var row = await house.DeliverAsync(Letter.FromKari());
        await house.SendAsync();
        return row.ConversationId!.Value;
    }

    private static Task<List<OutgoingMail>> AnswersAsync(MailHouse house) =>
        house.ReadAsync(db => db.Set<OutgoingMail>().AsNoTracking().Where(m => m.Kind == OutgoingKind.Answer).ToListAsync(MailHouse.Cancel));

    private static Promise Clock(ConversationView view, ClockKind kind) => view.Promises.Single(p => p.Clock == kind);

    private static void Refused(ConversationView view, string answer)
    {
        var message = view.Messages[^1].Message;
        Assert.Equal((ConversationStatus.Open, Delivery.Refused), (view.Conversation.Status, message.Delivery));
        Assert.Contains(answer, message.DeliveryAnswer, StringComparison.Ordinal);
        Assert.Contains(view.Events, e => e.Kind == EventKind.AnswerFailed && e.Detail!.Contains(answer, StringComparison.Ordinal));
        Assert.Null(Clock(view, ClockKind.First).MetAt);
    }

    private static void OweNext(ConversationView view, DateTime now)
    {
        Assert.Equal(ConversationStatus.Open, view.Conversation.Status);
        Assert.Equal(now, Clock(view, ClockKind.First).MetAt);
        var next = Clock(view, ClockKind.Next);
        Assert.Equal((PromiseState.Running, next.DueAt), (next.State, (DateTime?)view.Conversation.NextDueAt));
        Assert.DoesNotContain(view.Events, e => e.Kind is EventKind.Resolved or EventKind.SetWaiting);
    }
}
