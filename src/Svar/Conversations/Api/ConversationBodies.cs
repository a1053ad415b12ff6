using System.Text.Json.Serialization;

namespace Svar.Conversations.Api;

/// <summary>What <c>POST /api/v1/conversations</c> takes.</summary>
/// <param name="Brand">The brand's slug.</param>
/// <param name="Channel"><c>email</c> (the usual): the text is written to the customer and sent. <c>phone</c>, <c>post</c>: the text is what the customer said or wrote.</param>
/// <param name="Answered">Of a call: the customer was answered in it.</param>
internal sealed record ConversationBody(string? Brand, CustomerBody? Customer, string? Subject, string? Text, string? Kind, string? Channel, bool Answered = false);

internal sealed record CustomerBody(string? Name, string? Email, string? Phone);

/// <param name="Then"><c>wait</c> (the usual) or <c>resolve</c>: what becomes of the conversation once the answer is accepted.</param>
/// <param name="Cc">Further recipients that all see.</param>
internal sealed record ReplyBody(string? Text, string? Html, string? Then, IReadOnlyList<string>? Cc);

internal sealed record NoteBody(string? Text);

/// <summary>What to change (RFC 7396): a field that is not there stays as it is.</summary>
internal sealed record ChangeBody(string? Status, string? Priority, string? Kind, IReadOnlyList<string>? Tags)
{
    /// <summary>The e-mail address of one of the staff, <c>me</c>, or null to take it from whoever has it.</summary>
    public string? Assignee
    {
        get;
        init
        {
            field = value;
            SetsAssignee = true;
        }
    }

    [JsonIgnore]
    public bool SetsAssignee { get; private init; }
}
