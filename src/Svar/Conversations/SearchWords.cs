using System.Text;
using Svar.Language.Search;

namespace Svar.Conversations;

/// <summary>The words of a message for the full-text index: subject, who wrote it, and its text.</summary>
internal static class SearchWords
{
    /// <summary>Of a message as it is kept.</summary>
    /// <param name="language">The conversation's.</param>
    public static string Of(Message message, string language) => Of(
        language,
        message.Subject,
        message.Direction == Direction.In ? $"{message.FromName} {message.FromAddress}" : message.FromName,
        MessageParts.NewWords(message.Text, message.Parts));

    public static string Of(string language, string subject, string from, string text)
    {
        var words = new StringBuilder(text.Length + subject.Length + 32);
        foreach (var field in (ReadOnlySpan<string>)[subject, from, text])
        {
            if (words.Length > 0 && words[^1] != ' ')
            {
                words.Append(' ');
            }

            TextAnalysis.AppendIndexText(words, field, language == "und" ? null : language);
        }

        return words.ToString();
    }
}
