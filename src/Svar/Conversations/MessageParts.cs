using System.Globalization;
using System.Text;
using Svar.Mail.Replies;

namespace Svar.Conversations;

/// <summary>
/// How a message's text divides into new words, history and signature, as a short text: <c>r120q400s30</c>. The parts
/// cover the text; an empty division is all new words.
/// </summary>
internal static class MessageParts
{
    public static string Of(IEnumerable<ReplyPart> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            var letter = part.Kind switch { ReplyPartKind.Quoted => 'q', ReplyPartKind.Signature => 's', _ => 'r' };
            text.Append(letter).Append((part.To - part.From).ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    public static IEnumerable<(char Kind, string Text)> Read(string text, string parts)
    {
        var at = 0;
        for (var i = 0; i < parts.Length;)
        {
            var kind = parts[i++];
            var length = 0;
            while (i < parts.Length && char.IsAsciiDigit(parts[i]))
            {
                length = (length * 10) + (parts[i++] - '0');
            }

            length = Math.Min(length, text.Length - at);
            yield return (kind, text.Substring(at, length));
            at += length;
        }

        if (at < text.Length)
        {
            yield return ('r', text[at..]);
        }
    }

    /// <summary>What the writer wrote anew, without signature.</summary>
    public static string NewWords(string text, string parts) => Join(text, parts, 'r');

    public static string Quoted(string text, string parts) => Join(text, parts, 'q');

    private static string Join(string text, string parts, char kind) =>
        parts.Length == 0 ? (kind == 'r' ? text : "") : string.Concat(Read(text, parts).Where(p => p.Kind == kind).Select(p => p.Text)).Trim();
}
