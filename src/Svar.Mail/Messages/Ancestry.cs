namespace Svar.Mail.Messages;

/// <summary>Whom a message answers.</summary>
internal static class Ancestry
{
    public static IReadOnlyList<string> Of(string? messageId, IReadOnlyList<string> inReplyTo, IReadOnlyList<string> references)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ancestors = new List<string>(inReplyTo.Count + references.Count);
        if (messageId is not null)
        {
            seen.Add(messageId);
        }

        // of several parents in In-Reply-To, the one that ends References is the nearest
        if (inReplyTo.Count > 1 && references.Count > 0 && inReplyTo.Contains(references[^1], StringComparer.Ordinal) && seen.Add(references[^1]))
        {
            ancestors.Add(references[^1]);
        }

        foreach (var id in inReplyTo)
        {
            if (seen.Add(id))
            {
                ancestors.Add(id);
            }
        }

        for (var i = references.Count - 1; i >= 0; i--)
        {
            if (seen.Add(references[i]))
            {
                ancestors.Add(references[i]);
            }
        }

        return ancestors;
    }
}
