using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Svar.Language.Detection;

/// <summary>Adds up what the words of a text say for each language.</summary>
internal ref struct Evidence
{
    private const int MaxWordLength = 32;

    // a row's bytes add up to at most 255; this many fit in 16 bits
    private const int RowsBeforeFlush = 250;

    private readonly LanguageTable _table;
    private readonly Span<int> _scores;
    private Vector256<ushort> _low;
    private Vector256<ushort> _high;
    private int _pending;

    /// <param name="table">What strings of letters say.</param>
    /// <param name="scores">Room for <see cref="LanguageTable.RowLength"/> sums, in the table's units.</param>
    public Evidence(LanguageTable table, Span<int> scores)
    {
        _table = table;
        _scores = scores;
    }

    public int Letters { get; private set; }

    public int Words { get; private set; }

    /// <summary>Strings that the table knows, of those looked up.</summary>
    public int Known { get; private set; }

    /// <summary>Takes a word in lower case.</summary>
    public void Add(scoped ReadOnlySpan<char> word)
    {
        Words++;
        Letters += word.Length;
        var counted = word.Length > MaxWordLength ? word[..MaxWordLength] : word;
        ulong last4 = ' ';
        for (var at = 0; at <= counted.Length; at++)
        {
            var c = at < counted.Length ? counted[at] : ' ';
            last4 = (last4 << 16) | c;
            if (c != ' ')
            {
                Take(last4 & 0xFFFF);
            }

            Take(last4 & 0xFFFF_FFFF);
            if (at >= 1)
            {
                Take(last4 & 0xFFFF_FFFF_FFFF);
            }

            if (at >= 2)
            {
                Take(last4);
            }
        }

        if (word.Length is > 2 and <= MaxWordLength)
        {
            Take(LanguageTable.WordKey(word));
        }
    }

    /// <summary>Brings all that was added into the sums.</summary>
    public void Flush()
    {
        if (_pending == 0)
        {
            return;
        }

        for (var at = 0; at < Vector256<ushort>.Count; at++)
        {
            _scores[at] += _low[at];
            _scores[at + Vector256<ushort>.Count] += _high[at];
        }

        _low = _high = Vector256<ushort>.Zero;
        _pending = 0;
    }

    private void Take(ulong key)
    {
        var row = _table.Find(key);
        if (row.IsEmpty)
        {
            return;
        }

        var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(row)));
        _low += low;
        _high += high;
        Known++;
        if (++_pending == RowsBeforeFlush)
        {
            Flush();
        }
    }
}
