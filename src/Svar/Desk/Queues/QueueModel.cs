namespace Svar.Desk.Queues;

/// <summary>A queue's first rows, what is due next first; further rows are fetched by key.</summary>
/// <param name="Url">Address of the queue without a conversation open; the list renews itself from it.</param>
/// <param name="OpenNumber">The conversation that is open beside the list.</param>
/// <param name="NextUrl">The following rows; null at the end.</param>
/// <param name="Me">The address to which a row is assigned by whoever takes it.</param>
/// <param name="EmptyText">Said instead of 'nothing is waiting' when there are no rows.</param>
/// <param name="BusyQueue">Where to go from here when there is nothing to do in this queue.</param>
public sealed record QueueModel(
    string Name,
    string Url,
    DateTime Now,
    IReadOnlyList<QueueRow> Rows,
    string? OpenNumber = null,
    string? NextUrl = null,
    QueueLink? BusyQueue = null,
    string? EmptyText = null,
    string Me = "");

/// <param name="Count">As it is shown: '12', or '99+' where that is enough; null for none.</param>
public sealed record QueueLink(string Name, string Url, string? Count, bool IsCurrent = false);

/// <param name="Subject">Null when the mail had none.</param>
/// <param name="Snippet">The beginning of the newest words, without quoted history.</param>
/// <param name="Kind"><c>complaint compliment question suggestion other</c>; null while unknown.</param>
/// <param name="Version">Posted with what is done to the row, so that nothing is done to what one has not seen.</param>
/// <param name="CanWrite">Something may be done to it from the list.</param>
/// <param name="DueAt">UTC; null when no promise runs, and then the time of the last message is shown.</param>
public sealed record QueueRow(
    string Number,
    string Url,
    string Customer,
    string? Subject,
    string Snippet,
    string? Kind,
    DateTime? DueAt,
    DateTime LastMessageAt,
    string? Assignee = null,
    bool HasAttachments = false,
    int Messages = 1,
    int Version = 0,
    bool CanWrite = false);
