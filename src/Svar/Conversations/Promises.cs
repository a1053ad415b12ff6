using Svar.ServiceLevels;

namespace Svar.Conversations;

/// <summary>From what happened in a conversation to its clocks: the one bridge to the calculator of ServiceLevels.</summary>
internal static class Promises
{
    public static PromiseReading Read(Conversation conversation, IEnumerable<ConversationEvent> events, BrandServiceLevels levels, string? customerGroup, DateTime now) =>
        PromiseClocks.Read(
            levels.Hours,
            levels.TargetsFor((int)conversation.Kind, (int)conversation.Priority, customerGroup),
            Heard([.. events]),
            now);

    public static Promise New(Conversation conversation, ClockKind clock) =>
        new() { BrandId = conversation.BrandId, ConversationId = conversation.Id, Clock = clock };

    public static void Put(Promise promise, PromiseClock clock)
    {
        promise.StartedAt = clock.StartedAt;
        promise.GoalAt = clock.GoalAt;
        promise.CeilingAt = clock.CeilingAt;
        promise.DueAt = clock.DueAt;
        promise.MetAt = clock.MetAt;
        promise.State = clock.State;
    }

    public static DateTime NextDue(Conversation conversation, PromiseReading reading) =>
        conversation.Status == ConversationStatus.Spam ? Conversation.NothingDue : reading.DueNext?.DueAt ?? Conversation.NothingDue;

    /// <summary>
    /// What the clocks hear, in order. An answer that was written before the customer wrote again, and accepted after it, does not answer
    /// that: the customer's turn to wait begins when the answer is out.
    /// </summary>
    private static List<ClockEvent> Heard(IReadOnlyList<ConversationEvent> events)
    {
        var heard = new List<ClockEvent>(events.Count);
        foreach (var happened in events)
        {
            if (Heard(happened) is not { } clockEvent)
            {
                continue;
            }

            heard.Add(clockEvent);
            if (happened is { Kind: EventKind.Answered, MessageId: { } answer }
                && events.FirstOrDefault(e => e.Kind == EventKind.AnswerWritten && e.MessageId == answer) is { } written
                && events.Any(e => e.Kind == EventKind.CustomerWrote && e.At > written.At && e.At <= happened.At))
            {
                heard.Add(new ClockEvent(happened.At, ClockEventKind.Customer));
            }
        }

        return heard;
    }

    private static ClockEvent? Heard(ConversationEvent happened) => happened.Kind switch
    {
        EventKind.CustomerWrote => new ClockEvent(happened.At, ClockEventKind.Customer),
        EventKind.Answered => new ClockEvent(happened.At, ClockEventKind.Answer, happened.MessageId),
        EventKind.SetWaiting => new ClockEvent(happened.At, ClockEventKind.Wait),
        EventKind.Resolved => new ClockEvent(happened.At, ClockEventKind.Resolve),
        EventKind.Reopened => new ClockEvent(happened.At, ClockEventKind.Reopen),
        EventKind.AnswerFailed => new ClockEvent(happened.At, ClockEventKind.Bounce, happened.MessageId),
        _ => null,
    };
}
