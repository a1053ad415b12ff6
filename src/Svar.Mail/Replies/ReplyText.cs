using System.Text;

namespace Svar.Mail.Replies;

/// <summary>What a stretch of a mail's text is.</summary>
public enum ReplyPartKind
{
    /// <summary>The writer's own new words, and what they answer to when they answer between the lines.</summary>
    Reply,

    /// <summary>Earlier mail, with the line or headers over it.</summary>
    Quoted,

    /// <summary>The writer's signature, or what their telephone adds.</summary>
    Signature,
}

/// <summary>A stretch of a text; offsets in UTF-16 units, end exclusive.</summary>
public readonly record struct ReplyPart(ReplyPartKind Kind, int From, int To);

/// <summary>A mail's text in parts, which cover it in order, without gap or overlap.</summary>
public sealed record ReplyParts(string Text, IReadOnlyList<ReplyPart> Parts)
{
    public string Reply => Join(ReplyPartKind.Reply);

    public string Quoted => Join(ReplyPartKind.Quoted);

    public string Signature => Join(ReplyPartKind.Signature);

    private string Join(ReplyPartKind kind)
    {
        var joined = new StringBuilder();
        foreach (var part in Parts)
        {
            if (part.Kind == kind)
            {
                joined.Append(Text, part.From, part.To - part.From);
            }
        }

        return joined.ToString();
    }
}

/// <summary>
/// Tells a reply's new words from the mail that it quotes and from its signature, in plain text. The vocabularies of all
/// languages are tried together: the line over a quotation speaks the language of somebody's program, not of the letter.
/// </summary>
public static class ReplyText
{
    /// <summary>ISO 639-1 of the languages whose mail programs are understood.</summary>
    public static IReadOnlyList<string> Languages { get; } =
    [
        "af", "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl", "he", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv",
        "ms", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh",
    ];

    /// <summary>A thousand pages, in UTF-16 units.</summary>
    public const int LongestSplit = 2_000_000;

    /// <summary>
    /// Splits a text. Where it is in doubt it shows: a quotation that is answered between its lines stays in the reply (only the line that says who wrote
    /// goes), so does one that nothing announces and that words follow; and a mail that would have no words left keeps those that stand under its
    /// quotation's heading. The time is linear in the text's length; what is longer than <see cref="LongestSplit"/> nobody has written, and is
    /// shown whole.
    /// </summary>
    public static ReplyParts Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Split(text, System.Collections.Frozen.FrozenSet<int>.Empty);
    }

    /// <param name="starts">The lines (by where they begin) that are known to begin an earlier mail.</param>
    internal static ReplyParts Split(string text, IReadOnlySet<int> starts) =>
        text.Length > LongestSplit ? new(text, [new(ReplyPartKind.Reply, 0, text.Length)]) : new ReplySplitter(text, starts).Split();
}
