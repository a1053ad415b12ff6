using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Cluster;
using Svar.Data;
using Svar.ServiceLevels;

namespace Svar.Conversations;

/// <summary>Writes a note for colleagues: the customer never sees it, and no clock heeds it.</summary>
internal sealed class AddNote(IDbContextFactory<SvarDb> dbs, ServiceLevelDirectory levels, Nudges nudges, TimeProvider time)
{
    public async Task<Outcome<long>> HandleAsync(Asker asker, long conversationId, string text, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Refusal.Invalid("text", "The note is empty: write what colleagues should know.");
        }

        var brand = 0L;
        var outcome = await dbs.WriteAsync<Outcome<long>>(
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
                    return Refusal.NotAllowed("Your role in this brand does not let you write notes.");
                }

                var now = time.UtcNow();
                var note = new Message
                {
                    Id = db.NextKey(),
                    BrandId = conversation.BrandId,
                    ConversationId = conversationId,
                    Direction = Direction.Note,
                    Channel = Channel.Email,
                    At = now,
                    FromName = asker.Name,
                    StaffId = asker.StaffId,
                    Text = text,
                };
                db.Add(note);
                record.Happened(EventKind.NoteWritten, now, asker.StaffId, note.Id);
                await db.SaveChangesAsync(cancel);
                await SearchRows.InsertAsync(db, [(note.Id, SearchWords.Of(conversation.Language, "", asker.Name, text))], cancel);
                return note.Id;
            },
            cancel);
        if (outcome.IsDone)
        {
            nudges.Publish(new Nudge(NudgeTopic.Conversation, brand, conversationId));
        }

        return outcome;
    }
}
