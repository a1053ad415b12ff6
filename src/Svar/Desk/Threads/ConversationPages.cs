using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Svar.Accounts;
using Svar.Conversations;
using Svar.Conversations.Answers;
using Svar.Data;
using Svar.Desk.Drafts;
using Svar.Desk.Live;
using Svar.Desk.Queues;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Desk.Threads;

/// <summary>What a form of the conversation came back with, instead of a redirect.</summary>
/// <param name="Text">What was written; it stands in the composer again.</param>
/// <param name="SeenVersion">The conversation as the writer saw it, when somebody may have changed it in between.</param>
/// <param name="Error">What has to be put right.</param>
internal sealed record CameBack(string? Text = null, bool IsNote = false, int? SeenVersion = null, string? Error = null);

/// <summary>Puts together the page of one conversation.</summary>
internal sealed class ConversationPages(
    IDbContextFactory<SvarDb> dbs,
    DeskFrames frames,
    QueueReader queues,
    ConversationReader conversations,
    ThreadReader threads,
    CustomerReader customers,
    Presence presence,
    IStringLocalizer<DeskTexts> texts)
{
    /// <param name="isAlone">Only the conversation's column is wanted; the other two stand on the screen already.</param>
    public async Task<IResult> ShowAsync(
        Asker asker, long conversationId, ListAddress at, CancellationToken cancel, Said? said = null, CameBack? back = null, int status = StatusCodes.Status200OK, bool isAlone = false)
    {
        if (await conversations.ReadAsync(conversationId, cancel) is not { } view)
        {
            return Results.NotFound();
        }

        var frame = await frames.OfAsync(asker, cancel);
        presence.Is(PresenceState.Reading, view.Conversation.BrandId, conversationId, frame.Me);
        var model = await ModelAsync(frame, view, at, back, cancel);
        if (said is { IsSent: true } && model.Thread.LastOrDefault(i => i.Delivery?.UndoUrl is not null)?.Delivery is { } waiting)
        {
            said = said with { UndoUrl = waiting.UndoUrl, For = waiting.NextTryAt - frame.Now };
        }

        if (isAlone)
        {
            return WebRoom.Page<WorkPage>(new { Frame = frame, at.Search, Conversation = model, Said = said }, status);
        }

        var list = await queues.ReadAsync(frame, at, null, view.Reference, cancel);
        var links = await queues.LinksAsync(frame, at, cancel);
        return WebRoom.Page<WorkPage>(new { Frame = frame, Queues = links, Queue = list.Value, at.Search, Conversation = model, Said = said }, status);
    }

    private async Task<ConversationModel> ModelAsync(DeskFrame frame, Conversations.ConversationView view, ListAddress at, CameBack? back, CancellationToken cancel)
    {
        var conversation = view.Conversation;
        await using var db = await dbs.CreateDbContextAsync(cancel);
        var agents = await AgentsAsync(db, view, cancel);
        var canWrite = frame.Asker.May(Act.AnswerConversations, conversation.BrandId);
        var draft = canWrite && back?.Text is null ? await DraftStore.ReadAsync(db, conversation.Id, frame.Me, cancel) : null;
        var url = ListAddress.ConversationPath(view.Reference);
        var thread = await threads.ReadAsync(db, view, frame.Me, frame.Now, cancel);
        var changed = back?.SeenVersion is { } seen && seen != conversation.Version ? await ChangedAsync(db, view, frame.Me, cancel) : null;
        return new ConversationModel(
            view.Reference,
            conversation.Subject.Length > 0 ? conversation.Subject : null,
            url,
            at.Url,
            frame.Now,
            conversation.Version.ToString(CultureInfo.InvariantCulture),
            conversation.Status.ToString().ToLowerInvariant(),
            conversation.Priority.ToString().ToLowerInvariant(),
            conversation.Kind.ToString().ToLowerInvariant(),
            view.Assignee?.Email,
            frame.Email,
            agents,
            [.. view.Promises.Select(p => new PromiseRow(p.Clock.ToString().ToLowerInvariant(), p.StateAt(frame.Now).ToString().ToLowerInvariant(), p.DueAt, p.MetAt))],
            thread,
            await customers.ReadAsync(db, view, at, cancel),
            new ComposerModel(
                Recipient(view),
                back?.Text ?? draft?.Text,
                back?.Text is not null ? back.IsNote : draft?.Mode == DraftMode.Note,
                url + "/draft",
                changed is not null && back?.Text is not null ? changed : null,
                back?.Error,
                AnswerSignature.Of(frame.Asker.Name, view.Mailbox, view.Brand, ConversationsTexts.For(conversation.Language, view.Brand.LanguageList)),
                Queued(view, thread, frame.Me),
                back?.Text is null ? changed : null),
            view.Tags,
            canWrite,
            await AlsoHereAsync(conversation.Id, frame.Me, cancel));
    }

    /// <summary>A colleague's answer that has not left yet.</summary>
    private static QueuedAnswer? Queued(Conversations.ConversationView view, IReadOnlyList<ThreadItem> thread, long me) =>
        view.Messages.LastOrDefault(m => m.Message is { Direction: Direction.Out, Delivery: Delivery.Waiting } && m.Message.StaffId != me)?.Message is { } answer
            ? new QueuedAnswer(answer.FromName, thread.First(i => i.Id == answer.Id).Delivery?.NextTryAt)
            : null;

    /// <summary>Who else is at this conversation, in a sentence or two; null when nobody is.</summary>
    public async Task<string?> AlsoHereAsync(long conversationId, long me, CancellationToken cancel)
    {
        var others = presence.Others(conversationId, me);
        if (others.Count == 0)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(cancel);
        var ids = others.Select(o => o.StaffId).ToList();
        var names = await db.Set<Staff>().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, s => s.DisplayName, cancel);
        var sentences = new[] { (Text: "Writing", IsWriting: true), (Text: "Reading", IsWriting: false) }
            .Select(s => (s.Text, Names: string.Join(", ", others.Where(o => o.IsWriting == s.IsWriting).Select(o => names.GetValueOrDefault(o.StaffId)).OfType<string>().Order(StringComparer.Ordinal))))
            .Where(s => s.Names.Length > 0)
            .Select(s => (string)texts[s.Text, s.Names]);
        return string.Join(" · ", sentences) is { Length: > 0 } said ? said : null;
    }

    /// <summary>Everybody who may answer in this brand, and whoever has it now.</summary>
    private static async Task<IReadOnlyList<Choice>> AgentsAsync(SvarDb db, Conversations.ConversationView view, CancellationToken cancel)
    {
        var brand = view.Conversation.BrandId;
        var least = Asker.Least(Act.AnswerConversations);
        var assignee = view.Assignee?.Id;
        var people = await db.Set<Staff>()
            .Where(s => s.Id == assignee || (s.ClosedAt == null && db.Set<StaffRole>().Any(r => r.StaffId == s.Id && r.Role >= least && (r.BrandId == null || r.BrandId == brand))))
            .OrderBy(s => s.DisplayName).ThenBy(s => s.Id).Select(s => new { s.Email, s.DisplayName }).ToListAsync(cancel);
        return [.. people.Select(p => new Choice(p.Email ?? "", p.DisplayName))];
    }

    /// <summary>To whom an answer goes, as <see cref="ReplyToConversation"/> sends it.</summary>
    private static string Recipient(Conversations.ConversationView view) =>
        view.Messages.LastOrDefault(m => m.Message is { Direction: Direction.In, IsAutomatic: false })?.Message is { FromAddress.Length: > 0 } last
            ? last.ReplyTo ?? last.FromAddress
            : view.CustomerAddresses.FirstOrDefault("");

    /// <summary>What somebody else did last.</summary>
    private async Task<string> ChangedAsync(SvarDb db, Conversations.ConversationView view, long me, CancellationToken cancel)
    {
        if (view.Events.LastOrDefault(e => e.StaffId is { } by ? by != me : e.Kind == EventKind.CustomerWrote) is not { } last)
        {
            return texts["Composer.ChangedHere"];
        }

        var who = last.StaffId is { } staffId
            ? await db.Set<Staff>().Where(s => s.Id == staffId).Select(s => s.DisplayName).FirstAsync(cancel)
            : view.Customer.Name.Length > 0 ? view.Customer.Name : view.CustomerAddresses.FirstOrDefault(texts["Customer"]);
        return texts[last.Kind is EventKind.CustomerWrote or EventKind.AnswerWritten or EventKind.NoteWritten ? "Composer.Wrote" : "Composer.Changed", who];
    }
}
