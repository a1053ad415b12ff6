using System.Text.Json.Serialization;

namespace Svar.Conversations.Api;

/// <summary>A conversation as the API shows it; in lists without messages and remedies.</summary>
/// <param name="Assignee">The e-mail address of one of the staff.</param>
internal sealed record ConversationJson(
    string Number,
    string Brand,
    string Subject,
    string Status,
    string Kind,
    string Priority,
    string Language,
    IReadOnlyList<string> Tags,
    string? Assignee,
    CustomerJson Customer,
    DateTime CreatedAt,
    DateTime LastMessageAt,
    IReadOnlyList<PromiseJson> Promises)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<MessageJson>? Messages { get; init; }

    /// <summary>What was asked for, offered and given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<object>? Remedies { get; init; }
}

internal sealed record CustomerJson(string Name, string? Email);

/// <summary>One clock: <c>first</c>, <c>next</c> or <c>resolution</c>.</summary>
internal sealed record PromiseJson(string Clock, DateTime? GoalAt, DateTime? CeilingAt, DateTime? DueAt, DateTime? MetAt, string State);

/// <param name="Text">All but the history, which is <paramref name="Quoted"/>.</param>
/// <param name="Html">Cleaned.</param>
/// <param name="Delivery">How far an answer has got; null for what does not go out by mail.</param>
internal sealed record MessageJson(
    long Id,
    string Direction,
    string Channel,
    AuthorJson From,
    DateTime At,
    string Text,
    string? Html,
    string Quoted,
    IReadOnlyList<AttachmentJson> Attachments,
    string? MessageId,
    string? Delivery);

internal sealed record AuthorJson(string Name, string? Address);

internal sealed record AttachmentJson(string Name, string ContentType, long Size, string Url);
