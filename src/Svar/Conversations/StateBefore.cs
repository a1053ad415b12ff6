using System.Globalization;

namespace Svar.Conversations;

/// <summary>Status and assignee as they were before a step that can be taken back; kept in the <see cref="ConversationEvent.Detail"/> of the step.</summary>
internal readonly record struct StateBefore(ConversationStatus Status, long? AssigneeId = null)
{
    public static StateBefore Of(Conversation conversation) => new(conversation.Status, conversation.AssigneeId);

    /// <summary>Null for a step that kept none.</summary>
    public static StateBefore? Read(string? detail)
    {
        var parts = (detail ?? "").Split(' ');
        return Enum.TryParse<ConversationStatus>(parts[0], ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? new StateBefore(status, parts.Length > 1 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null)
            : null;
    }

    public override string ToString() =>
        AssigneeId is { } id ? string.Create(CultureInfo.InvariantCulture, $"{Status} {id}").ToLowerInvariant() : Status.ToString().ToLowerInvariant();
}
