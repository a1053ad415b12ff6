using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Accounts.People;
using Svar.Cluster;
using Svar.Conversations;
using Svar.Conversations.Answers;
using Svar.Data;
using Svar.Intake;
using Svar.Mail.Messages;
using Svar.Mailboxes;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;
using Svar.Mailboxes.Sending;

namespace Svar.Demo.Playing;

/// <summary>
/// Plays the month into the house, step by step at its own times: mails through the door and Intake, answers through
/// the outbox, by the same use cases that serve real ones.
/// </summary>
internal sealed class PlayMonth(
    SvarDatabase database, DemoClock clock, MailboxDirectory mailboxes, ReceiveMail receive, TakeInMail takeIn, SpoolFolder spool,
    ReplyToConversation reply, AddNote addNote, ChangeConversation change, StartConversation start, SendOutbox sendOutbox, MailboxesOptions options)
{
    private static readonly DutyTerm _term = new("demo", 0, DatabaseEngine.Sqlite);

    private readonly Dictionary<string, long> _conversations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long MessageId, AgentAnswers Answer)> _answers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Asker> _staff = new(StringComparer.Ordinal);
    private readonly List<(string Key, string Conversation, long Id)> _arrived = [];
    private readonly Dictionary<long, List<string>> _tags = [];

    /// <summary>When something in the outbox becomes due.</summary>
    private readonly SortedSet<DateTime> _outboxDueAt = [];
    private DateTime _lastArrivedAt;

    /// <summary>Mails that come so close together are taken in together.</summary>
    private static readonly TimeSpan _together = TimeSpan.FromSeconds(20);

    /// <summary>How long after the last of them; and how long the receipt then takes to leave.</summary>
    private static readonly TimeSpan _takenInAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _receiptLeavesAfter = TimeSpan.FromSeconds(1);

    public async Task PlayAsync(DemoMonth month, CancellationToken cancel)
    {
        foreach (var person in month.Shop.People)
        {
            var id = await StaffList.FindAsync(database, person.Email, cancel) ?? throw new InvalidOperationException($"{person.Email} is not here");
            _staff[person.Key] = Asker.System with { StaffId = id, Name = person.Name };
        }

        foreach (var step in month.Steps)
        {
            cancel.ThrowIfCancellationRequested();
            if (_arrived.Count > 0 && (step is not MailArrives || step.At - _lastArrivedAt > _together))
            {
                await TakeInAsync(_lastArrivedAt + _takenInAfter, cancel);
            }

            await SendUntilAsync(step.At, cancel);
            clock.PlayAt(step.At);
            await (step is MailArrives mail ? ArriveAsync(mail, cancel) : ActAsync(step, cancel));
        }

        await TakeInAsync(_lastArrivedAt + _takenInAfter, cancel);
        await SendUntilAsync(month.TodayUtc, cancel);
        await SendAsync(month.TodayUtc, cancel);
    }

    private async Task ArriveAsync(MailArrives mail, CancellationToken cancel)
    {
        var sent = mail.AnswersKey is null ? null : await SentAsync(mail.AnswersKey, cancel);
        var raw = mail.Raw(sent);
        var message = MailMessage.Parse(raw);
        var match = await mailboxes.FindAsync(sent?.ReplyAddress ?? DemoShop.MailboxAddress, cancel) ?? throw new InvalidOperationException("the shop has no mailbox");
        using var bytes = await ContentSpool.OfAsync(raw, spool.Path, cancel);
        var from = message.Headers.Text("Return-Path")?.Trim('<', '>', ' ') ?? (message.From.Count > 0 ? message.From[0].AsciiAddress : "");
        var arrival = new Arrival(
            [new ArrivalRecipient(match.Mailbox.BrandId, match.Mailbox.Id, sent?.ReplyAddress ?? DemoShop.MailboxAddress)], bytes, MailSource.Demo, from, "");
        var receipts = await receive.HandleAsync(arrival, cancel);
        _lastArrivedAt = mail.At;
        _arrived.Add((mail.Key, mail.ConversationKey, receipts[0].Id));
    }

    private async Task TakeInAsync(DateTime at, CancellationToken cancel)
    {
        if (_arrived.Count == 0)
        {
            return;
        }

        clock.PlayAt(at);

        while (await takeIn.RunOnceAsync(_term, cancel) == TakeInMail.MostTogether)
        {
        }

        var ids = _arrived.ConvertAll(a => a.Id);
        await using var db = database.CreateDbContext();
        var went = await db.Set<ReceivedMail>().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.ConversationId, cancel);
        foreach (var (_, conversation, id) in _arrived)
        {
            if (went[id] is { } conversationId)
            {
                _conversations.TryAdd(conversation, conversationId);
            }
        }

        _arrived.Clear();
        _outboxDueAt.Add(at + _receiptLeavesAfter);
    }

    private async Task ActAsync(DemoStep step, CancellationToken cancel)
    {
        switch (step)
        {
            case CallLogged call:
                await LogAsync(call.ConversationKey, call.Agent, call.Customer, call.Subject, call.Text, Channel.Phone, cancel);
                return;
            case LetterLogged letter:
                await LogAsync(letter.ConversationKey, letter.Agent, letter.Customer, letter.Subject, letter.Text, Channel.Post, cancel);
                return;
        }

        if (!_conversations.TryGetValue(step.ConversationKey, out var id))
        {
            return; // its mail was set aside: nothing of it stands on the desk
        }

        switch (step)
        {
            case AgentAnswers answer:
                await AnswerAsync(answer, id, cancel);
                break;
            case Note note:
                Require(await addNote.HandleAsync(_staff[note.Agent.Key], id, note.Text, cancel));
                break;
            case Assign assign:
                Require(await change.HandleAsync(_staff[assign.By.Key], id, new ConversationChange(Assignee: assign.To.Email), cancel));
                break;
            case Tag tag:
                await TagAsync(tag, id, cancel);
                break;
            case SetPriority priority:
                Require(await change.HandleAsync(_staff[priority.By.Key], id, new ConversationChange(Priority: (Priority)((int)priority.Priority + 1)), cancel));
                break;
            case Resolve resolve:
                Require(await change.HandleAsync(_staff[resolve.By.Key], id, new ConversationChange(ConversationStatus.Resolved), cancel));
                break;
            case MarkSpam spam:
                Require(await change.HandleAsync(_staff[spam.By.Key], id, new ConversationChange(ConversationStatus.Spam), cancel));
                break;
            default:
                throw new InvalidOperationException($"the play has no part for {step.GetType().Name}");
        }
    }

    private async Task AnswerAsync(AgentAnswers answer, long conversationId, CancellationToken cancel)
    {
        var then = answer.Then == Then.Resolve ? AfterAnswer.Resolve : AfterAnswer.Wait;
        var written = Require(await reply.HandleAsync(_staff[answer.Agent.Key], conversationId, new Reply(answer.Text, Then: then), cancel));
        _outboxDueAt.Add(answer.At.AddSeconds(options.UndoSeconds));
        _answers[answer.Key] = (written.MessageId, answer);
    }

    /// <summary>An answer as the customer's program received it.</summary>
    private async Task<SentAnswer> SentAsync(string key, CancellationToken cancel)
    {
        var (messageId, answer) = _answers[key];
        await using var db = database.CreateDbContext();
        var mail = await db.Set<OutgoingMail>().Where(m => m.MessageId == messageId).Select(m => new { m.MessageIdHeader, m.Subject, m.ContentId }).FirstAsync(cancel);
        var composed = MailMessage.Parse(await db.ReadContentAsync(mail.ContentId, cancel) ?? []);
        return new SentAnswer(
            $"<{mail.MessageIdHeader}>", string.Join(' ', composed.References.Select(r => $"<{r}>")), composed.From[0].Name, composed.ReplyTo[0].Address, mail.Subject, answer.At, answer.Text);
    }

    private async Task SendUntilAsync(DateTime until, CancellationToken cancel)
    {
        while (_outboxDueAt.Count > 0 && _outboxDueAt.Min is var due && due <= until)
        {
            _outboxDueAt.Remove(due);
            await SendAsync(due, cancel);
        }
    }

    private async Task SendAsync(DateTime at, CancellationToken cancel)
    {
        clock.PlayAt(at);
        while (await sendOutbox.RunOnceAsync(cancel) == SendOutbox.MostAtOnce)
        {
        }
    }

    private async Task TagAsync(Tag tag, long id, CancellationToken cancel)
    {
        if (!_tags.TryGetValue(id, out var tags))
        {
            _tags[id] = tags = [];
        }

        tags.Add(tag.Name);
        Require(await change.HandleAsync(_staff[tag.By.Key], id, new ConversationChange(Tags: tags), cancel));
    }

    private async Task LogAsync(string key, DemoPerson agent, DemoCustomer customer, string subject, string text, Channel channel, CancellationToken cancel)
    {
        var started = Require(await start.HandleAsync(
            _staff[agent.Key],
            new NewConversation("fjord-og-fell", $"{customer.FirstName} {customer.LastName}", customer.Email, subject, text, channel),
            cancel));
        _conversations[key] = started.Id;
    }

    private static T Require<T>(Outcome<T> outcome) => outcome.IsDone ? outcome.Value : throw new InvalidOperationException($"the play met a refusal: {outcome.Refusal!.Why}");
}
