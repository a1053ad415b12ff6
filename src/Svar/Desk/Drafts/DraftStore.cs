using Microsoft.EntityFrameworkCore;
using Svar.Accounts;
using Svar.Conversations;
using Svar.Data;
using Svar.Desk.Live;
using Svar.Desk.Threads;

namespace Svar.Desk.Drafts;

/// <summary>Keeps what is being written: of each person in each conversation an answer and a note, which never take each other's place.</summary>
internal sealed class DraftStore(IDbContextFactory<SvarDb> dbs, Presence presence, TimeProvider time)
{
    /// <summary>The one that was written last.</summary>
    public static Task<Draft?> ReadAsync(SvarDb db, long conversationId, long staffId, CancellationToken cancel) =>
        db.Set<Draft>().AsNoTracking().Where(d => d.ConversationId == conversationId && d.StaffId == staffId).OrderByDescending(d => d.UpdatedAt).ThenByDescending(d => d.Id).FirstOrDefaultAsync(cancel);

    /// <summary>False: no role to answer in this brand. An empty text is no draft. One that has just been sent is none either: the save was on its way when the message was.</summary>
    public async Task<bool> SaveAsync(Asker asker, long conversationId, DraftMode mode, string text, CancellationToken cancel)
    {
        var brand = await dbs.BrandOfAsync(conversationId, cancel);
        if (asker.StaffId is not { } staffId || !asker.May(Act.AnswerConversations, brand))
        {
            return false;
        }

        presence.Is(string.IsNullOrWhiteSpace(text) ? PresenceState.NotWriting : PresenceState.Writing, brand, conversationId, staffId);
        await dbs.WriteAsync(
            async db =>
            {
                var draft = await db.Set<Draft>().FirstOrDefaultAsync(d => d.ConversationId == conversationId && d.StaffId == staffId && d.Mode == mode, cancel);
                if (!string.IsNullOrWhiteSpace(text) && !await IsSentAsync(db, conversationId, staffId, text, cancel))
                {
                    Put(db, draft, brand, conversationId, staffId, mode, text);
                }
                else if (draft is not null)
                {
                    db.Remove(draft);
                }
            },
            cancel);
        return true;
    }

    /// <summary>The words of an answer that was taken back, above what was typed since.</summary>
    /// <param name="typed">What stands in the composer; null: what was saved of it.</param>
    public async Task PutBackAsync(Asker asker, long conversationId, string words, string? typed, CancellationToken cancel)
    {
        var brand = await dbs.BrandOfAsync(conversationId, cancel);
        if (asker.StaffId is not { } staffId || !asker.May(Act.AnswerConversations, brand))
        {
            return;
        }

        await dbs.WriteAsync(
            async db =>
            {
                var draft = await db.Set<Draft>().FirstOrDefaultAsync(d => d.ConversationId == conversationId && d.StaffId == staffId && d.Mode == DraftMode.Reply, cancel);
                var since = (typed ?? draft?.Text ?? "").Trim();
                var text = since.Length == 0 || since == words.Trim() ? words : $"{words.TrimEnd()}\n\n{since}";
                Put(db, draft, brand, conversationId, staffId, DraftMode.Reply, text.Length <= Draft.LongestText ? text : words);
            },
            cancel);
    }

    private void Put(SvarDb db, Draft? present, long brand, long conversationId, long staffId, DraftMode mode, string text)
    {
        if (present is not null)
        {
            present.Text = text;
            present.UpdatedAt = time.UtcNow();
        }
        else
        {
            db.Add(new Draft { Id = db.NextKey(), BrandId = brand, ConversationId = conversationId, StaffId = staffId, Mode = mode, Text = text, UpdatedAt = time.UtcNow() });
        }
    }

    /// <summary>What was sent; a draft of the other kind stays.</summary>
    public Task ForgetAsync(long conversationId, long staffId, DraftMode mode, CancellationToken cancel) => dbs.WriteAsync(
        async db => await db.Set<Draft>().Where(d => d.ConversationId == conversationId && d.StaffId == staffId && d.Mode == mode).ExecuteDeleteAsync(cancel),
        cancel);

    private static Task<bool> IsSentAsync(SvarDb db, long conversationId, long staffId, string text, CancellationToken cancel)
    {
        var signed = text.TrimEnd() + "\n\n";
        var part = FormattableString.Invariant($"r{signed.Length}s");
        return db.Set<Message>().AnyAsync(
            m => m.ConversationId == conversationId && m.StaffId == staffId && m.Delivery != Delivery.Undone && (m.Text == text || (m.Parts.StartsWith(part) && m.Text.StartsWith(signed))), cancel);
    }
}
