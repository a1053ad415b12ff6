using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Cluster;
using Svar.Data;
using Svar.ServiceLevels;

namespace Svar.Conversations;

/// <summary>What to change; what is null stays as it is.</summary>
/// <param name="Assignee">The e-mail address of one of the staff; empty takes it from whoever has it.</param>
/// <param name="ExpectedVersion">The conversation as the asker saw it; null: whatever it is now.</param>
internal sealed record ConversationChange(
    ConversationStatus? Status = null,
    string? Assignee = null,
    Priority? Priority = null,
    ConversationKind? Kind = null,
    IReadOnlyList<string>? Tags = null,
    int? ExpectedVersion = null)
{
    /// <summary>Put to those that there are, whoever else changes them at the same time.</summary>
    public IReadOnlyList<string> AddTags { get; init; } = [];
    public IReadOnlyList<string> RemoveTags { get; init; } = [];
}

/// <summary>Changes status, assignee, priority, kind or tags; each change is told in the conversation, and its clocks are computed anew.</summary>
internal sealed class ChangeConversation(IDbContextFactory<SvarDb> dbs, ServiceLevelDirectory levels, Nudges nudges, TimeProvider time)
{
    private const int MostTags = 30;
    private const int LongestTag = 60;

    /// <summary>The conversation's version after the change.</summary>
    public async Task<Outcome<int>> HandleAsync(Asker asker, long conversationId, ConversationChange change, CancellationToken cancel)
    {
        var brand = 0L;
        var outcome = await dbs.WriteAsync<Outcome<int>>(
            async db =>
            {
                if (await ConversationRecord.OpenAsync(db, levels, conversationId, cancel) is not { } record)
                {
                    return Refusal.NotFound("There is no such conversation.");
                }

                var conversation = record.Conversation;
                brand = conversation.BrandId;
                if (!asker.May(Act.AnswerConversations, conversation.BrandId))
                {
                    return Refusal.NotAllowed("Your role in this brand does not let you change conversations.");
                }

                if (change.ExpectedVersion is { } seen && seen != conversation.Version)
                {
                    return Refusal.Conflict("The conversation was changed meanwhile; look at it again.");
                }

                var now = time.UtcNow();
                if (await AssignAsync(db, asker, record, change, now, cancel) is { } noSuch)
                {
                    return noSuch;
                }

                if (await TagAsync(db, asker, record, change, now, cancel) is { } badTag)
                {
                    return badTag;
                }

                if (change.Priority is { } priority && priority != conversation.Priority)
                {
                    conversation.Priority = priority;
                    record.Happened(EventKind.PriorityChanged, now, asker.StaffId, detail: priority.ToString().ToLowerInvariant());
                }

                if (change.Kind is { } kind && kind != conversation.Kind)
                {
                    conversation.Kind = kind;
                    record.Happened(EventKind.KindChanged, now, asker.StaffId, detail: kind.ToString().ToLowerInvariant());
                }

                SetStatus(asker, record, change.Status, now);
                record.Settle(now);
                await db.SaveChangesAsync(cancel);
                return conversation.Version;
            },
            cancel);
        if (outcome.IsDone)
        {
            nudges.Publish(new Nudge(NudgeTopic.Conversation, brand, conversationId));
        }

        return outcome;
    }

    private static void SetStatus(Asker asker, ConversationRecord record, ConversationStatus? status, DateTime now)
    {
        var conversation = record.Conversation;
        if (status is not { } to || to == conversation.Status)
        {
            return;
        }

        var from = conversation.Status;
        var before = new StateBefore(from);
        conversation.Status = to;
        record.Happened(
            to switch
            {
                ConversationStatus.Waiting => EventKind.SetWaiting,
                ConversationStatus.Resolved => EventKind.Resolved,
                ConversationStatus.Spam => EventKind.MarkedSpam,
                _ when from == ConversationStatus.Spam => EventKind.NotSpam,
                _ => EventKind.Reopened,
            },
            now,
            asker.StaffId,
            detail: before.ToString());
    }

    private static async Task<Refusal?> AssignAsync(SvarDb db, Asker asker, ConversationRecord record, ConversationChange change, DateTime now, CancellationToken cancel)
    {
        if (change.Assignee is not { } assignee)
        {
            return null;
        }

        long? to = null;
        if (assignee.Length > 0)
        {
            var normalized = assignee.ToUpperInvariant();
            var brandId = record.Conversation.BrandId;
            to = await db.Set<Staff>().Where(s => s.NormalizedEmail == normalized && s.ClosedAt == null).Select(s => (long?)s.Id).FirstOrDefaultAsync(cancel);
            if (to is null)
            {
                return Refusal.Invalid("assignee", $"Nobody here has the address '{assignee}'.");
            }

            var grants = await db.Set<StaffRole>().Where(r => r.StaffId == to && (r.BrandId == brandId || r.BrandId == null)).ToListAsync(cancel);
            if (!Asker.Of(to.Value, "", grants.Select(r => r.Grant)).May(Act.AnswerConversations, brandId))
            {
                return Refusal.Invalid("assignee", $"'{assignee}' may not answer in this brand: give them the role of an agent there, or choose another.");
            }
        }

        if (to != record.Conversation.AssigneeId)
        {
            record.Conversation.AssigneeId = to;
            record.Happened(EventKind.Assigned, now, asker.StaffId, detail: assignee);
        }

        return null;
    }

    private static async Task<Refusal?> TagAsync(SvarDb db, Asker asker, ConversationRecord record, ConversationChange change, DateTime now, CancellationToken cancel)
    {
        if (change is { Tags: null, AddTags.Count: 0, RemoveTags.Count: 0 })
        {
            return null;
        }

        var conversation = record.Conversation;
        var present = await db.Set<ConversationTag>().Where(t => t.ConversationId == conversation.Id).ToListAsync(cancel);
        var tags = (change.Tags ?? present.ConvertAll(t => t.Tag)).Except(change.RemoveTags, StringComparer.Ordinal).Concat(change.AddTags);
        var wanted = tags.Select(t => t.Trim().ToLowerInvariant()).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count > MostTags || wanted.Exists(t => t.Length > LongestTag))
        {
            return Refusal.Invalid("tags", $"At most {MostTags} tags of at most {LongestTag} characters each.");
        }

        foreach (var gone in present.Where(t => !wanted.Contains(t.Tag, StringComparer.Ordinal)))
        {
            db.Remove(gone);
            record.Happened(EventKind.Untagged, now, asker.StaffId, detail: gone.Tag);
        }

        foreach (var tag in wanted.Where(w => present.TrueForAll(t => t.Tag != w)))
        {
            db.Add(new ConversationTag { BrandId = conversation.BrandId, ConversationId = conversation.Id, Tag = tag });
            record.Happened(EventKind.Tagged, now, asker.StaffId, detail: tag);
        }

        return null;
    }
}
