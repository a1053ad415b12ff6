namespace Svar.Language.Kinds;

/// <summary>A phrase that was found: words from one to another, end exclusive.</summary>
internal readonly record struct PhraseMatch<T>(T Value, int FromWord, int ToWord);

/// <summary>
/// Finds many phrases in a text at once. In a phrase <c>klag*</c> stands for every word that begins
/// so, <c>...</c> for up to three words, <c>&lt;body&gt;</c> for a word of a named class.
/// </summary>
internal sealed class PhraseTable<T>
{
    private const int MaxGap = 3;

    private readonly Node _root = new();
    private readonly IReadOnlyDictionary<string, HashSet<string>> _classes;

    public PhraseTable(IReadOnlyDictionary<string, HashSet<string>>? classes = null) =>
        _classes = classes ?? new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);

    /// <summary>Adds phrases that are parted by <c>|</c> or by line ends.</summary>
    public PhraseTable<T> Add(T value, string phrases)
    {
        const StringSplitOptions Options = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (var phrase in phrases.Split(['|', '\n'], Options))
        {
            var node = _root;
            foreach (var part in phrase.Split(' ', Options))
            {
                node = node.Next(part, _classes);
            }

            node.Value = value;
            node.IsEnd = true;
        }

        return this;
    }

    /// <summary>The phrases from left to right; of those that overlap, the one that begins first, and of these the longest.</summary>
    public List<PhraseMatch<T>> Find(IReadOnlyList<Word> words)
    {
        var found = new List<PhraseMatch<T>>();
        for (var at = 0; at < words.Count;)
        {
            var best = default(PhraseMatch<T>);
            Walk(_root, words, at, at, ref best);
            if (best.ToWord > at)
            {
                found.Add(best);
                at = best.ToWord;
            }
            else
            {
                at++;
            }
        }

        return found;
    }

    private static void Walk(Node node, IReadOnlyList<Word> words, int from, int at, ref PhraseMatch<T> best)
    {
        if (node.IsEnd && at > best.ToWord)
        {
            best = new(node.Value!, from, at);
        }

        if (at >= words.Count)
        {
            return;
        }

        var word = words[at].Text;
        if (node.Exact.TryGetValue(word, out var next))
        {
            Walk(next, words, from, at + 1, ref best);
        }

        if (node.Prefixes.TryGetValue(word[0], out var prefixes))
        {
            foreach (var (prefix, after) in prefixes)
            {
                if (word.StartsWith(prefix, StringComparison.Ordinal))
                {
                    Walk(after, words, from, at + 1, ref best);
                }
            }
        }

        foreach (var (members, after) in node.Classes.Values)
        {
            if (members.Contains(word))
            {
                Walk(after, words, from, at + 1, ref best);
            }
        }

        if (node.AfterGap is { } gap)
        {
            for (var skipped = 0; skipped <= MaxGap && at + skipped < words.Count; skipped++)
            {
                Walk(gap, words, from, at + skipped, ref best);
                if (words[at + skipped].Text is "?" or "!")
                {
                    break;
                }
            }
        }
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Exact { get; } = new(StringComparer.Ordinal);

        public Dictionary<char, List<(string Prefix, Node After)>> Prefixes { get; } = [];

        public Dictionary<string, (HashSet<string> Members, Node After)> Classes { get; } = new(StringComparer.Ordinal);

        public Node? AfterGap { get; private set; }

        public T? Value { get; set; }

        public bool IsEnd { get; set; }

        public Node Next(string part, IReadOnlyDictionary<string, HashSet<string>> classes)
        {
            if (part == "...")
            {
                return AfterGap ??= new();
            }

            if (part[0] == '<')
            {
                if (!Classes.TryGetValue(part, out var entry))
                {
                    Classes[part] = entry = (classes[part[1..^1]], new());
                }

                return entry.After;
            }

            if (part.EndsWith('*'))
            {
                var prefix = part[..^1];
                if (!Prefixes.TryGetValue(prefix[0], out var list))
                {
                    Prefixes[prefix[0]] = list = [];
                }

                var index = list.FindIndex(known => known.Prefix == prefix);
                if (index < 0)
                {
                    list.Add((prefix, new()));
                    index = list.Count - 1;
                }

                return list[index].After;
            }

            if (!Exact.TryGetValue(part, out var next))
            {
                Exact[part] = next = new();
            }

            return next;
        }
    }
}
