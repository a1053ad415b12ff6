using Svar.Conversations;

namespace Svar.Desk.Queues;

/// <summary>The queues of the desk, in the order in which they are shown.</summary>
internal enum Queue
{
    /// <summary>Open, and assigned to who looks.</summary>
    Mine,

    /// <summary>Open, and nobody's.</summary>
    Unassigned,

    /// <summary>Open, and due within <see cref="QueueRules.DueWithin"/> or overdue.</summary>
    Due,
    Open,
    Waiting,
    Resolved,
    Spam,
}

internal static class QueueRules
{
    public static readonly TimeSpan DueWithin = TimeSpan.FromHours(4);

    public static IReadOnlyList<Queue> All { get; } = Enum.GetValues<Queue>();

    public static Queue? Read(string? slug) => All.Cast<Queue?>().FirstOrDefault(q => q!.Value.Slug() == slug);

    public static string Slug(this Queue queue) => queue.ToString().ToLowerInvariant();

    /// <summary>What is done with is not counted: nobody has to do anything about it.</summary>
    public static bool IsCounted(this Queue queue) => queue != Queue.Resolved;

    /// <summary>Where something is due, that comes first; where nothing is, the newest.</summary>
    public static ConversationListQuery Query(this Queue queue, long me, DateTime now) => queue switch
    {
        Queue.Mine => new(ConversationStatus.Open, AssigneeId: me),
        Queue.Unassigned => new(ConversationStatus.Open, "none"),
        Queue.Due => new(ConversationStatus.Open, DueBy: now + DueWithin),
        Queue.Open => new(ConversationStatus.Open),
        Queue.Waiting => new(ConversationStatus.Waiting, Order: ListOrder.NewestFirst),
        Queue.Resolved => new(ConversationStatus.Resolved, Order: ListOrder.NewestFirst),
        _ => new(ConversationStatus.Spam, Order: ListOrder.NewestFirst),
    };
}
