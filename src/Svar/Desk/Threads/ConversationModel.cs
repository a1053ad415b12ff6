using Svar.Web.Controls;

namespace Svar.Desk.Threads;

/// <summary>
/// One conversation as the desk shows it. Its forms post below <paramref name="Url"/>: <c>/messages</c> (mode, text, files, then, version),
/// <c>/assignee</c>, <c>/kind</c>, <c>/priority</c>, <c>/status</c> (one field of that name each), <c>/tags</c> (add or remove). Every answer is a
/// redirect to a page of the desk, or the page again with what has to be looked at.
/// </summary>
/// <param name="BackUrl">The list it was opened from.</param>
/// <param name="Version">Posted with each change, so that a stale tab cannot overwrite.</param>
/// <param name="AssigneeId">Their e-mail address.</param>
/// <param name="Me">The address of the agent at the desk, among <paramref name="Agents"/>.</param>
/// <param name="AlsoHere">Who else is reading or writing, in a sentence.</param>
/// <param name="CanWrite">False for readers: no composer, no forms.</param>
public sealed record ConversationModel(
    string Number,
    string? Subject,
    string Url,
    string BackUrl,
    DateTime Now,
    string Version,
    string Status,
    string Priority,
    string? Kind,
    string? AssigneeId,
    string Me,
    IReadOnlyList<Choice> Agents,
    IReadOnlyList<PromiseRow> Promises,
    IReadOnlyList<ThreadItem> Thread,
    CustomerPanelModel Customer,
    ComposerModel Composer,
    IReadOnlyList<string> Tags,
    bool CanWrite = true,
    string? AlsoHere = null);

/// <param name="Clock"><c>first next resolution</c>.</param>
/// <param name="State"><c>running met late missed paused</c>, as in the clock contract.</param>
public sealed record PromiseRow(string Clock, string State, DateTime? DueAt, DateTime? MetAt);

public enum ThreadItemKind
{
    In,
    Out,
    Note,

    /// <summary>Something that happened, in a line: <see cref="ThreadItem.Text"/>.</summary>
    Event,
}

/// <summary>One thing in the thread, oldest first.</summary>
/// <param name="To">Addresses as they are shown, the first first.</param>
/// <param name="Text">The new words as plain text; used where there is no HTML, and for notes and events.</param>
/// <param name="FrameUrl">Serves the cleaned HTML as <see cref="MailDocument"/>; null when the mail is shown as text.</param>
/// <param name="Quoted">Quoted history below the new words, as text; folded, never dropped.</param>
/// <param name="Channel"><c>phone post web</c>, or null for e-mail.</param>
/// <param name="IsHistoryNew">The conversation begins with it: what it quotes stands nowhere else, and is open.</param>
/// <param name="Nothing">Why there are no words: <c>NoText Encrypted</c>; null where there are some.</param>
/// <param name="IsFolded">Shown as one line until it is opened: old messages of a long thread.</param>
public sealed record ThreadItem(
    long Id,
    ThreadItemKind Kind,
    string Author,
    DateTime At,
    string? Text = null,
    string? FrameUrl = null,
    string? Quoted = null,
    string? Address = null,
    IReadOnlyList<string>? To = null,
    IReadOnlyList<string>? Cc = null,
    IReadOnlyList<ThreadAttachment>? Attachments = null,
    DeliveryRow? Delivery = null,
    string? Channel = null,
    string? RawUrl = null,
    bool IsFolded = false,
    bool IsHistoryNew = false,
    string? Nothing = null);

public sealed record ThreadAttachment(string Name, long Bytes, string Url);

/// <param name="State"><c>waiting sending sent refused</c>.</param>
/// <param name="Answer">The server's reply, as it came.</param>
/// <param name="NextTryAt">UTC; when it goes out, or is tried again.</param>
/// <param name="UndoUrl">A POST takes the message back, while its writer can.</param>
public sealed record DeliveryRow(string State, string? Answer = null, DateTime? NextTryAt = null, string? UndoUrl = null);

public sealed record CustomerPanelModel(
    string Name,
    string Email,
    DateTime? Since,
    IReadOnlyList<PanelFact> Facts,
    IReadOnlyList<EarlierConversation> Earlier);

public sealed record PanelFact(string Label, string Value, string? Url = null);

public sealed record EarlierConversation(string Number, string? Subject, DateTime At, string Status, string Url);

/// <param name="To">The customer's address as it will stand in the mail.</param>
/// <param name="Draft">What was written before.</param>
/// <param name="DraftUrl">Takes <c>mode</c> and <c>text</c> while one types, and answers 204; null keeps drafts on the machine only.</param>
/// <param name="Changed">What happened in between, in a sentence, after a post with an old version.</param>
/// <param name="Error">Why it was not taken.</param>
/// <param name="Signature">The lines that are put below an answer which its writer has not signed.</param>
/// <param name="Queued">A colleague's answer to the same customer, about to leave.</param>
/// <param name="Since">What happened since the page was loaded, in a sentence, while one writes.</param>
public sealed record ComposerModel(
    string To,
    string? Draft = null,
    bool IsNote = false,
    string? DraftUrl = null,
    string? Changed = null,
    string? Error = null,
    IReadOnlyList<string>? Signature = null,
    QueuedAnswer? Queued = null,
    string? Since = null);

/// <param name="GoesOutAt">UTC; null when it is leaving just now.</param>
public sealed record QueuedAnswer(string Author, DateTime? GoesOutAt);
