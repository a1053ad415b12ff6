using Svar.Language.Kinds;

namespace Svar.Conversations;

/// <summary>What the words of a first message tell of its kind and urgency; staff correct it.</summary>
internal static class ConversationKinds
{
    /// <summary>Below this a guess helps nobody.</summary>
    private const double SureEnough = 0.6;

    public static ConversationKind Of(string text, string language)
    {
        var guess = MessageKinds.KindOf(text, language);
        return guess.Confidence < SureEnough ? ConversationKind.Other : guess.Kind switch
        {
            MessageKind.Complaint => ConversationKind.Complaint,
            MessageKind.Compliment => ConversationKind.Compliment,
            MessageKind.Question => ConversationKind.Question,
            MessageKind.Suggestion => ConversationKind.Suggestion,
            _ => ConversationKind.Other,
        };
    }

    /// <summary>Words of danger to life or health make it urgent.</summary>
    public static Priority PriorityOf(string text, string language) => DangerWords.Find(text, language).Count > 0 ? Priority.Urgent : Priority.Normal;
}
