using Svar.Brands;
using Svar.Mailboxes;

namespace Svar.Conversations.Answers;

/// <summary>The lines below an answer: who wrote it, and the mailbox's own.</summary>
internal static class AnswerSignature
{
    /// <summary>A name further up is no signature.</summary>
    private const int LastLines = 4;

    public static IReadOnlyList<string> Of(string person, Mailbox mailbox, Brand brand, string language)
    {
        var lines = mailbox.Signature.In(language, "en");
        return [person, .. lines.Length > 0 ? lines.ReplaceLineEndings("\n").Split('\n') : [brand.Name]];
    }

    /// <summary>"Hilsen Anna": so many words at the most.</summary>
    private const int MostWords = 5;

    /// <summary>The writer has signed: their whole or first name stands alone on one of the last lines, or ends a short one.</summary>
    public static bool IsIn(string text, string person)
    {
        var first = person.Split(' ', 2)[0];
        return text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(LastLines)
            .Any(line => line.TrimEnd('.', ',', '!') is var said && (EndsWith(said, person) || EndsWith(said, first)));
    }

    private static bool EndsWith(string line, string name)
    {
        var at = line.Length - name.Length;
        return at >= 0 && line.EndsWith(name, StringComparison.OrdinalIgnoreCase) && (at == 0 || line[at - 1] == ' ') && line.Count(c => c == ' ') < MostWords;
    }
}
