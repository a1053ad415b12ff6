using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Cluster;
using Svar.Data;
using Svar.Mailboxes.Sending;
using Svar.ServiceLevels;

namespace Svar.Conversations.Answers;

/// <summary>Takes an answer back while it has not left the house: it never was, and its words go back to the writer.</summary>
internal sealed class UndoReply(IDbContextFactory<SvarDb> dbs, ServiceLevelDirectory levels, Nudges nudges, TimeProvider time)
{
    /// <summary>The words of the answer.</summary>
    public async Task<Outcome<string>> HandleAsync(Asker asker, long conversationId, long messageId, CancellationToken cancel)
    {
        var brand = 0L;
        var outcome = await dbs.WriteAsync<Outcome<string>>(
            async db =>
            {
                if (await ConversationRecord.OpenAsync(db, levels, conversationId, cancel) is not { } record
                    || await db.Set<Message>().FirstOrDefaultAsync(m => m.Id == messageId && m.ConversationId == conversationId, cancel) is not { } message)
                {
                    return Refusal.NotFound("There is no such answer.");
                }

                brand = record.Conversation.BrandId;
                if (!asker.May(Act.AnswerConversations, brand))
                {
                    return Refusal.NotAllowed("Your role in this brand does not let you answer.");
                }

                // On PostgreSQL the sender may claim the row at this moment: the row lock decides who was first.
                var taken = await db.Set<OutgoingMail>().Where(m => m.MessageId == messageId && m.State == OutgoingState.Waiting && m.Attempts == 0)
                    .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, OutgoingState.Undone), cancel);
                if (taken == 0)
                {
                    return Refusal.Conflict("The answer has left already; it can no longer be taken back.");
                }

                var now = time.UtcNow();
                message.Delivery = Delivery.Undone;
                record.Happened(EventKind.AnswerUndone, now, asker.StaffId, messageId);
                PutBack(record, message);

                var newest = await db.Set<Message>().Where(m => m.ConversationId == conversationId && m.Id != messageId && m.Direction != Direction.Note && m.Delivery != Delivery.Undone && !m.IsAutomatic)
                    .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Select(m => new { m.At, m.Text, m.Parts }).FirstOrDefaultAsync(cancel);
                if (newest is not null)
                {
                    record.Conversation.LastMessageAt = newest.At;
                    record.Conversation.Snippet = Snippet.Of(MessageParts.NewWords(newest.Text, newest.Parts));
                }

                record.Settle(now);
                return MessageParts.NewWords(message.Text, message.Parts);
            },
            cancel);
        if (outcome.IsDone)
        {
            nudges.Publish(new Nudge(NudgeTopic.Conversation, brand, conversationId));
        }

        return outcome;
    }

    /// <summary>What the answer made of the conversation; what somebody did to it since stays.</summary>
    private static void PutBack(ConversationRecord record, Message answer)
    {
        var conversation = record.Conversation;
        var written = record.Events.FirstOrDefault(e => e.Kind == EventKind.AnswerWritten && e.MessageId == answer.Id);
        var before = StateBefore.Read(written?.Detail) ?? new StateBefore(ConversationStatus.Open, conversation.AssigneeId);
        var since = record.Events.SkipWhile(e => e != written).Skip(1).ToList();
        var made = answer.Then switch { AfterAnswer.Wait => ConversationStatus.Waiting, AfterAnswer.Resolve => ConversationStatus.Resolved, _ => before.Status };
        if (conversation.Status == made && !since.Exists(e => e.MessageId is null && e.Kind is EventKind.SetWaiting or EventKind.Resolved))
        {
            conversation.Status = before.Status;
        }

        // Who answers what is nobody's takes it; an assignment since then is told in the history.
        if (before.AssigneeId is null && conversation.AssigneeId == answer.StaffId && !since.Exists(e => e.Kind == EventKind.Assigned))
        {
            conversation.AssigneeId = null;
        }
    }
}
