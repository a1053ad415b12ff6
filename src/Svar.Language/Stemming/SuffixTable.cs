namespace Svar.Language.Stemming;

/// <summary>What was found at the end of a word; <see cref="Length"/> 0 when nothing was.</summary>
internal readonly record struct SuffixMatch(int Length, int Action);

/// <summary>Finds the longest of many suffixes in one walk from the word's end: a trie over reversed suffixes.</summary>
internal sealed class SuffixTable
{
    private readonly byte[] _letterClass = new byte[0x180];
    private readonly int _classes;
    private readonly short[] _next;
    private readonly sbyte[] _action;

    /// <param name="groups">An action's number (from 0) and its suffixes, parted by blanks.</param>
    public SuffixTable(params (int Action, string Suffixes)[] groups)
    {
        var entries = groups
            .SelectMany(g => g.Suffixes.Split(' ', StringSplitOptions.RemoveEmptyEntries), (g, s) => (g.Action, Suffix: s))
            .ToList();
        var classes = 1;
        foreach (var letter in entries.SelectMany(e => e.Suffix).Distinct())
        {
            _letterClass[letter] = (byte)classes++;
        }

        _classes = classes;
        var next = new List<short>(new short[classes]);
        var action = new List<sbyte> { -1 };
        foreach (var (number, suffix) in entries)
        {
            var node = 0;
            for (var at = suffix.Length - 1; at >= 0; at--)
            {
                var slot = (node * classes) + _letterClass[suffix[at]];
                if (next[slot] == 0)
                {
                    next[slot] = (short)action.Count;
                    action.Add(-1);
                    next.AddRange(new short[classes]);
                }

                node = next[slot];
            }

            action[node] = (sbyte)number;
        }

        _next = [.. next];
        _action = [.. action];
    }

    /// <summary>The longest suffix that begins at or after <paramref name="region"/> and is no longer than asked.</summary>
    public SuffixMatch Find(ReadOnlySpan<char> word, int region = 0, int maxLength = int.MaxValue)
    {
        var found = default(SuffixMatch);
        var node = 0;
        for (int at = word.Length - 1, length = 1; at >= region && length <= maxLength; at--, length++)
        {
            var c = word[at];
            var letter = c < _letterClass.Length ? _letterClass[c] : 0;
            node = letter == 0 ? 0 : _next[(node * _classes) + letter];
            if (node == 0)
            {
                break;
            }

            if (_action[node] >= 0)
            {
                found = new(length, _action[node]);
            }
        }

        return found;
    }
}
