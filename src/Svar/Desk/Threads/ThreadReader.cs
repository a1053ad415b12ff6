using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Svar.Accounts;
using Svar.Conversations;
using Svar.Data;
using Svar.Desk.Queues;
using Svar.Mailboxes.Sending;

namespace Svar.Desk.Threads;

/// <summary>Messages, notes and what happened, in one row of time. An answer that was taken back is a line, and no message.</summary>
internal sealed class ThreadReader(IStringLocalizer<DeskTexts> texts)
{
    /// <summary>Of a long thread the first message and so many of the last stand open.</summary>
    private const int OpenAtTheEnd = 3;
    private const int ShortThread = 5;

    public async Task<IReadOnlyList<ThreadItem>> ReadAsync(SvarDb db, Conversations.ConversationView view, long me, DateTime now, CancellationToken cancel)
    {
        var url = ListAddress.ConversationPath(view.Reference);
        var waiting = await db.Set<OutgoingMail>().AsNoTracking()
            .Where(o => o.ConversationId == view.Conversation.Id && o.MessageId != null && o.State <= OutgoingState.Sending)
            .ToDictionaryAsync(o => o.MessageId!.Value, cancel);
        var shown = view.Messages.Where(m => m.Message.Delivery != Delivery.Undone).ToList();
        var items = shown.Select((m, i) => Item(m, url, waiting.GetValueOrDefault(m.Message.Id), me, now, isFirst: i == 0, isFolded: shown.Count > ShortThread && i > 0 && i < shown.Count - OpenAtTheEnd)).ToList();
        items.AddRange(await EventsAsync(db, view, cancel));
        return [.. items.OrderBy(i => i.At).ThenBy(i => i.Id)];
    }

    private static ThreadItem Item(MessageView view, string url, OutgoingMail? waiting, long me, DateTime now, bool isFirst, bool isFolded)
    {
        var message = view.Message;
        var at = url + string.Create(CultureInfo.InvariantCulture, $"/messages/{message.Id}");
        var isMail = message.ContentId is not null;
        var hasFrame = message is { Direction: Direction.In, HasHtml: true } && isMail;
        return new ThreadItem(
            message.Id,
            message.Direction switch { Direction.In => ThreadItemKind.In, Direction.Out => ThreadItemKind.Out, _ => ThreadItemKind.Note },
            message.FromName.Length > 0 ? message.FromName : message.FromAddress,
            message.At,
            view.Text,
            hasFrame ? at + "/mail" : null,
            hasFrame ? null : view.Quoted,
            message.Direction == Direction.In ? message.FromAddress : null,
            Lines(message.To),
            Lines(message.Cc),
            [.. view.Attachments.Where(a => !a.IsInline || !hasFrame).Select(a => new ThreadAttachment(a.Name, a.Size, url + string.Create(CultureInfo.InvariantCulture, $"/files/{a.Id}")))],
            message.Direction == Direction.Out ? DeliveryOf(message, waiting, at, me, now) : null,
            message.Direction == Direction.In ? ChannelOf(message.Channel) : null,
            isMail ? at + "/raw" : null,
            isFolded,
            isFirst,
            hasFrame || message.Direction != Direction.In || !string.IsNullOrWhiteSpace(message.Text) ? null : view.Attachments.Any(a => IsEncrypted(a.Name)) ? "Encrypted" : "NoText");
    }

    // RFC 8551 §3.2.1; RFC 3156 §4 with the names that programs give its second part
    private static bool IsEncrypted(string name) => name.EndsWith(".p7m", StringComparison.OrdinalIgnoreCase) || name is "encrypted.asc" or "msg.asc" or "openpgp-encrypted-message.asc";

    private static List<string> Lines(string addresses) => [.. addresses.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static string? ChannelOf(Channel channel) => channel switch
    {
        Channel.Phone => "phone",
        Channel.Post => "post",
        Channel.Form => "web",
        _ => null,
    };

    private static DeliveryRow DeliveryOf(Message message, OutgoingMail? waiting, string at, long me, DateTime now) => message.Delivery switch
    {
        Delivery.Waiting when waiting is { State: OutgoingState.Waiting } => new(
            "waiting", waiting.LastAnswer, waiting.NextTryAt, message.StaffId == me && waiting.Attempts == 0 && waiting.NextTryAt > now ? at + "/undo" : null),
        Delivery.Waiting => new("sending"),
        Delivery.Refused or Delivery.Bounced => new("refused", message.DeliveryAnswer),
        _ => new("sent", message.DeliveryAnswer),
    };

    private async Task<IEnumerable<ThreadItem>> EventsAsync(SvarDb db, Conversations.ConversationView view, CancellationToken cancel)
    {
        var told = view.Events.Where(IsTold).ToList();
        var ids = told.Select(e => e.StaffId).OfType<long>().Distinct().ToList();
        var emails = told.Where(e => e is { Kind: EventKind.Assigned, Detail.Length: > 0 }).Select(e => Staff.NormalisedEmail(e.Detail!)).Distinct(StringComparer.Ordinal).ToList();
        var people = await db.Set<Staff>().Where(s => ids.Contains(s.Id) || emails.Contains(s.NormalizedEmail!)).Select(s => new { s.Id, s.NormalizedEmail, s.DisplayName }).ToListAsync(cancel);
        return told.Select(e =>
        {
            var who = people.Find(p => p.Id == e.StaffId)?.DisplayName ?? "Svar";
            var to = e.Kind == EventKind.Assigned ? people.Find(p => p.NormalizedEmail == Staff.NormalisedEmail(e.Detail ?? "")) : null;
            var what = e.Kind switch
            {
                EventKind.Assigned when to is null => texts["Event.Unassigned", who],
                EventKind.Assigned when to.Id == e.StaffId => texts["Event.Taken", who],
                EventKind.Assigned => texts["Event.Assigned", who, to.DisplayName],
                EventKind.PriorityChanged => texts["Event.PriorityChanged", who, texts["Priority." + e.Detail]],
                EventKind.KindChanged => texts["Event.KindChanged", who, texts["Kind." + e.Detail]],
                _ => texts["Event." + e.Kind, who, e.Detail ?? ""],
            };
            return new ThreadItem(e.Id, ThreadItemKind.Event, who, e.At, what);
        });
    }

    // The others stand in the thread as messages, or at them.
    private static bool IsTold(ConversationEvent happened) => happened.Kind switch
    {
        EventKind.CustomerWrote or EventKind.Answered or EventKind.NoteWritten or EventKind.AnswerWritten => false,
        EventKind.SetWaiting => happened.MessageId is null,
        _ => true,
    };
}
