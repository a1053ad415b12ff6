using Svar.Accounts;
using Svar.Conversations;
using Svar.Conversations.Answers;
using Svar.Data;
using Svar.ServiceLevels;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Conversations;

/// <summary>A step that is taken back at once never was: not for the clocks, not for the list, not in the history.</summary>
public class UndoStatusTests
{
    [Theory, BothEngines]
    internal async Task A_resolve_taken_back_leaves_every_clock_as_it_was(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        await house.ReplyAsync(id, new Reply("Vi ser på det."));
        house.Wait(TimeSpan.FromSeconds(10));
        await house.SendAsync();
        house.Wait(TimeSpan.FromMinutes(5));
        var before = await house.ConversationAsync(id);

        await ResolveAsync(house, id);
        Assert.NotNull(Promise(await house.ConversationAsync(id), ClockKind.Resolution).MetAt);
        house.Wait(TimeSpan.FromSeconds(9));
        Assert.True((await UndoAsync(house, id)).IsDone);

        Same(before, await house.ConversationAsync(id));
    }

    [Theory, BothEngines]
    internal async Task An_unanswered_one_has_no_other_clock_afterwards(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        var before = await house.ConversationAsync(id);
        foreach (var status in (ConversationStatus[])[ConversationStatus.Resolved, ConversationStatus.Waiting, ConversationStatus.Spam])
        {
            await ChangeAsync(house, id, new ConversationChange(Status: status));
            Assert.True((await UndoAsync(house, id)).IsDone);
            Same(before, await house.ConversationAsync(id));
        }
    }

    [Fact]
    public async Task What_is_no_slip_any_more_is_not_taken_back()
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        var id = await KarisAsync(house);
        await ResolveAsync(house, id);
        var step = (await house.ConversationAsync(id)).Events[^1].Id;
        Assert.Equal(RefusalKind.Conflict, (await house.Get<UndoStatus>().HandleAsync(Asker.Of(4711, "Per", [new Grant(null, Role.Agent)]), id, step, MailHouse.Cancel)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotAllowed, (await house.Get<UndoStatus>().HandleAsync(Asker.Of(house.Anna.StaffId!.Value, "Anna", [new Grant(null, Role.Reader)]), id, step, MailHouse.Cancel)).Refusal!.Kind);

        await house.DeliverAsync(Letter.FromKari().Answering(house.Post.Letters[^1]));
        Assert.Equal(RefusalKind.Conflict, (await house.Get<UndoStatus>().HandleAsync(house.Anna, id, step, MailHouse.Cancel)).Refusal!.Kind);

        await ResolveAsync(house, id);
        house.Wait(UndoStatus.Within + TimeSpan.FromSeconds(1));
        Assert.Equal(RefusalKind.Conflict, (await UndoAsync(house, id)).Refusal!.Kind);
        Assert.Equal(ConversationStatus.Resolved, (await house.ConversationAsync(id)).Conversation.Status);
    }

    [Fact]
    public async Task A_mail_that_came_before_the_step_and_was_taken_in_after_it_is_not_hidden_by_an_undo()
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        var id = await KarisAsync(house);
        await house.AnswerAsync(id);
        Assert.Equal(ConversationStatus.Waiting, (await house.ConversationAsync(id)).Conversation.Status);
        await house.ReceiveAsync(Letter.FromKari().Answering(house.Post.Letters[^1]));
        house.Wait(TimeSpan.FromSeconds(3));
        await ResolveAsync(house, id);
        var step = (await house.ConversationAsync(id)).Events[^1].Id;
        await house.TakeInAsync();
        Assert.Equal(RefusalKind.Conflict, (await house.Get<UndoStatus>().HandleAsync(house.Anna, id, step, MailHouse.Cancel)).Refusal!.Kind);
        Assert.Equal(ConversationStatus.Open, (await house.ConversationAsync(id)).Conversation.Status);
    }

    [Theory, BothEngines]
    internal async Task An_answer_taken_back_puts_status_and_assignee_back(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var id = await KarisAsync(house);
        await ChangeAsync(house, id, new ConversationChange(Status: ConversationStatus.Waiting));
        var before = await house.ConversationAsync(id);
        Assert.Null(before.Conversation.AssigneeId);

        var written = await house.ReplyAsync(id, new Reply("Feil!", Then: AfterAnswer.Resolve));
        Assert.Equal(house.Anna.StaffId, (await house.ConversationAsync(id)).Conversation.AssigneeId);
        Assert.Equal("Feil!", (await house.Get<UndoReply>().HandleAsync(house.Anna, id, written.Value.MessageId, MailHouse.Cancel)).Value);

        var after = await house.ConversationAsync(id);
        Assert.Equal(State(before), State(after));
        var found = await house.Get<ConversationList>().ReadAsync(new ConversationListQuery(Query: "Feil"), MailHouse.Cancel);
        Assert.Empty(found.Value.Items);
    }

    [Fact]
    public async Task An_answer_taken_back_leaves_what_was_decided_since()
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        var id = await KarisAsync(house);
        var written = await house.ReplyAsync(id, new Reply("Feil!"));
        house.Wait(TimeSpan.FromSeconds(1));
        await ChangeAsync(house, id, new ConversationChange(Status: ConversationStatus.Spam));
        await house.Get<UndoReply>().HandleAsync(house.Anna, id, written.Value.MessageId, MailHouse.Cancel);
        Assert.Equal(ConversationStatus.Spam, (await house.ConversationAsync(id)).Conversation.Status);
    }

    [Fact]
    public async Task What_goes_out_stands_in_the_thread_with_its_signature()
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.Sqlite);
        var id = await KarisAsync(house);
        await house.ReplyAsync(id, new Reply("Vi sender et nytt."));
        var message = (await house.ConversationAsync(id)).Messages[^1];
        house.Wait(TimeSpan.FromSeconds(10));
        await house.SendAsync();
        Assert.StartsWith("Vi sender et nytt.\n\n" + house.Anna.Name, message.Text, StringComparison.Ordinal);
        Assert.Equal("Vi sender et nytt.", MessageParts.NewWords(message.Message.Text, message.Message.Parts));
        Assert.StartsWith(message.Text, house.Post.Letters[^1].Read().TextPart!.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static async Task<long> KarisAsync(MailHouse house)
    {
        var row = await house.DeliverAsync(Letter.FromKari());
        await house.SendAsync();
        return row.ConversationId!.Value;
    }

    private static async Task ChangeAsync(MailHouse house, long id, ConversationChange change) =>
        Assert.True((await house.Get<ChangeConversation>().HandleAsync(house.Anna, id, change, MailHouse.Cancel)).IsDone);

    private static Task ResolveAsync(MailHouse house, long id) => ChangeAsync(house, id, new ConversationChange(Status: ConversationStatus.Resolved));

    private static async Task<Outcome<ConversationStatus>> UndoAsync(MailHouse house, long id) =>
        await house.Get<UndoStatus>().HandleAsync(house.Anna, id, (await house.ConversationAsync(id)).Events[^1].Id, MailHouse.Cancel);

    private static Promise Promise(ConversationView view, ClockKind clock) => view.Promises.Single(p => p.Clock == clock);

    private static (ConversationStatus, long?, DateTime, DateTime, string) State(ConversationView view) =>
        (view.Conversation.Status, view.Conversation.AssigneeId, view.Conversation.NextDueAt, view.Conversation.LastMessageAt, view.Conversation.Snippet);

    private static void Same(ConversationView before, ConversationView after)
    {
        Assert.Equal(State(before), State(after));
        Assert.Equal(before.Events.Select(e => (e.Id, e.Kind)), after.Events.Select(e => (e.Id, e.Kind)));
        Assert.Equal(
            before.Promises.Select(p => (p.Clock, p.StartedAt, p.GoalAt, p.CeilingAt, p.DueAt, p.MetAt, p.State)),
            after.Promises.Select(p => (p.Clock, p.StartedAt, p.GoalAt, p.CeilingAt, p.DueAt, p.MetAt, p.State)));
    }
}
