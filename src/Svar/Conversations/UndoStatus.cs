using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Cluster;
using Svar.Data;
using Svar.ServiceLevels;

namespace Svar.Conversations;

/// <summary>
/// Takes a change of status back: a slip, and not a decision. The step leaves the history, so that the clocks run as if
/// it had never been; whoever changes their mind later opens the conversation again, and that is told.
/// </summary>
internal sealed class UndoStatus(IDbContextFactory<SvarDb> dbs, ServiceLevelDirectory levels, Nudges nudges, TimeProvider time)
{
    /// <summary>Longer than the desk offers it.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    /// <summary>What this person can take back: their own step, when it was the last that moved the status or a clock.</summary>
    public static ConversationEvent? LastStep(IEnumerable<ConversationEvent> events, long? staffId, DateTime now) =>
        events.Where(Moves).OrderBy(e => e.At).LastOrDefault() is { MessageId: null } last
        && IsStep(last.Kind) && last.StaffId == staffId && staffId is not null && now - last.At <= Within && StateBefore.Read(last.Detail) is not null
            ? last
            : null;

    public async Task<Outcome<ConversationStatus>> HandleAsync(Asker asker, long conversationId, long eventId, CancellationToken cancel)
    {
        var brand = 0L;
        var outcome = await dbs.WriteAsync<Outcome<ConversationStatus>>(
            async db =>
            {
                if (await ConversationRecord.OpenAsync(db, levels, conversationId, cancel) is not { } record)
                {
                    return Refusal.NotFound("There is no such conversation.");
                }

                brand = record.Conversation.BrandId;
                if (!asker.May(Act.AnswerConversations, brand))
                {
                    return Refusal.NotAllowed("Your role in this brand does not let you change conversations.");
                }

                var now = time.UtcNow();
                if (LastStep(record.Events, asker.StaffId, now) is not { } step || step.Id != eventId || StateBefore.Read(step.Detail) is not { } before
                    || record.Conversation.Status != StatusAfter(step.Kind))
                {
                    // A mail that came before the step may have been taken in after it: then the status tells.
                    return Refusal.Conflict("It can no longer be taken back: something happened in the conversation since.");
                }

                record.NeverHappened(step);
                record.Conversation.Status = before.Status;
                record.Settle(now);
                return before.Status;
            },
            cancel);
        if (outcome.IsDone)
        {
            nudges.Publish(new Nudge(NudgeTopic.Conversation, brand, conversationId));
        }

        return outcome;
    }

    private static ConversationStatus StatusAfter(EventKind step) => step switch
    {
        EventKind.SetWaiting => ConversationStatus.Waiting,
        EventKind.Resolved => ConversationStatus.Resolved,
        EventKind.MarkedSpam => ConversationStatus.Spam,
        _ => ConversationStatus.Open,
    };

    private static bool IsStep(EventKind kind) =>
        kind is EventKind.SetWaiting or EventKind.Resolved or EventKind.Reopened or EventKind.MarkedSpam or EventKind.NotSpam;

    private static bool Moves(ConversationEvent happened) => IsStep(happened.Kind) || happened.Kind is
        EventKind.CustomerWrote or EventKind.Answered or EventKind.AnswerFailed or EventKind.AnswerWritten or EventKind.AnswerUndone;
}
