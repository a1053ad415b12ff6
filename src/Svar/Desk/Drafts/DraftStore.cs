using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Data;

namespace Svar.Desk.Drafts;

/// <summary>Keeps what is being written. The composer has one field, so one mode's draft takes the place of the other's.</summary>
internal sealed class DraftStore(IDbContextFactory<SvarDb> dbs, TimeProvider time)
{
    public static Task<Draft?> ReadAsync(SvarDb db, long conversationId, long staffId, CancellationToken cancel) =>
        db.Set<Draft>().AsNoTracking().Where(d => d.ConversationId == conversationId && d.StaffId == staffId).OrderByDescending(d => d.UpdatedAt).FirstOrDefaultAsync(cancel);

    /// <summary>An empty text is no draft. One that has just been sent is none either: the save was on its way when the message was.</summary>
    public Task SaveAsync(long conversationId, long staffId, DraftMode mode, string text, CancellationToken cancel) => dbs.WriteAsync(
        async db =>
        {
            var present = await db.Set<Draft>().Where(d => d.ConversationId == conversationId && d.StaffId == staffId).ToListAsync(cancel);
            db.RemoveRange(present.Where(d => d.Mode != mode));
            var draft = present.Find(d => d.Mode == mode);
            if (string.IsNullOrWhiteSpace(text) || await IsSentAsync(db, conversationId, staffId, text, cancel))
            {
                if (draft is not null)
                {
                    db.Remove(draft);
                }
            }
            else if (draft is not null)
            {
                draft.Text = text;
                draft.UpdatedAt = time.UtcNow();
            }
            else
            {
                var brand = await db.Set<Conversation>().Where(c => c.Id == conversationId).Select(c => c.BrandId).FirstAsync(cancel);
                db.Add(new Draft { Id = db.NextKey(), BrandId = brand, ConversationId = conversationId, StaffId = staffId, Mode = mode, Text = text, UpdatedAt = time.UtcNow() });
            }
        },
        cancel);

    public Task ForgetAsync(long conversationId, long staffId, CancellationToken cancel) => dbs.WriteAsync(
        async db => await db.Set<Draft>().Where(d => d.ConversationId == conversationId && d.StaffId == staffId).ExecuteDeleteAsync(cancel),
        cancel);

    private static Task<bool> IsSentAsync(SvarDb db, long conversationId, long staffId, string text, CancellationToken cancel) =>
        db.Set<Message>().AnyAsync(m => m.ConversationId == conversationId && m.StaffId == staffId && m.Delivery != Delivery.Undone && m.Text == text, cancel);
}
