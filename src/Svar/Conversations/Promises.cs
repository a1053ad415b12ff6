using Svar.ServiceLevels;

namespace Svar.Conversations;

/// <summary>From what happened in a conversation to its clocks: the one bridge to the calculator of ServiceLevels.</summary>
internal static class Promises
{
    public static PromiseReading Read(Conversation conversation, IEnumerable<ConversationEvent> events, BrandServiceLevels levels, string? customerGroup, DateTime now) =>
        PromiseClocks.Read(
            levels.Hours,
            levels.TargetsFor((int)conversation.Kind, (int)conversation.Priority, customerGroup),
            events.Select(Heard).OfType<ClockEvent>(),
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
