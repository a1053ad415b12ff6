namespace Svar.Language.Stemming;

/// <summary>A word while it is being stemmed: its letters, shortened and changed at the end.</summary>
internal ref struct WordBuffer(Span<char> chars, int length)
{
    private readonly Span<char> _chars = chars;

    public int Length { get; private set; } = length;

    public readonly ReadOnlySpan<char> Text => _chars[..Length];

    public readonly ref char this[int index] => ref _chars[index];

    /// <summary>The character so many places from the end, 1 being the last; NUL before the beginning.</summary>
    public readonly char FromEnd(int places) => places <= Length ? _chars[Length - places] : '\0';

    public readonly bool EndsWith(ReadOnlySpan<char> suffix) => Text.EndsWith(suffix);

    /// <summary>Whether the suffix stands just before the last <paramref name="skip"/> characters.</summary>
    public readonly bool EndsWith(ReadOnlySpan<char> suffix, int skip) =>
        skip <= Length && _chars[..(Length - skip)].EndsWith(suffix);

    public readonly bool StartsWith(ReadOnlySpan<char> prefix) => Text.StartsWith(prefix);

    /// <summary>Takes the last characters off.</summary>
    public void Cut(int count) => Length -= count;

    /// <summary>Takes the suffix off when the word ends with it and it lies in the region; says whether it did.</summary>
    public bool TryCut(ReadOnlySpan<char> suffix, int region)
    {
        if (Length - suffix.Length < region || !EndsWith(suffix))
        {
            return false;
        }

        Length -= suffix.Length;
        return true;
    }

    public void ReplaceEnd(int count, ReadOnlySpan<char> with)
    {
        Length -= count;
        with.CopyTo(_chars[Length..]);
        Length += with.Length;
    }

    public void Append(char c) => _chars[Length++] = c;

    public void Insert(int at, char c)
    {
        _chars[at..Length].CopyTo(_chars[(at + 1)..]);
        _chars[at] = c;
        Length++;
    }

    public void Remove(int at, int count)
    {
        _chars[(at + count)..Length].CopyTo(_chars[at..]);
        Length -= count;
    }

    /// <summary>
    /// The region after the first non-vowel that follows a vowel, counted from a position: R1 from 0,
    /// R2 from R1. The word's length when there is none.
    /// </summary>
    public readonly int RegionAfter(int from, LetterSet vowels)
    {
        var at = from;
        while (at < Length && !vowels.Contains(_chars[at]))
        {
            at++;
        }

        while (at < Length && vowels.Contains(_chars[at]))
        {
            at++;
        }

        return Math.Min(at + 1, Length);
    }

    /// <summary>R1 of the Germanic languages: at least three letters stand before it.</summary>
    public readonly int RegionAfterThree(LetterSet vowels) =>
        Length < 3 ? Length : Math.Max(RegionAfter(0, vowels), 3);

    /// <summary>The first such letter from a position on, or -1.</summary>
    public readonly int IndexOf(LetterSet letters, int from)
    {
        for (var at = from; at < Length; at++)
        {
            if (letters.Contains(_chars[at]))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The first letter outside the set from a position on, or -1.</summary>
    public readonly int IndexOfOther(LetterSet letters, int from)
    {
        for (var at = from; at < Length; at++)
        {
            if (!letters.Contains(_chars[at]))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Changes one letter into another wherever it stands.</summary>
    public readonly void ReplaceAll(char letter, char with) => _chars[..Length].Replace(letter, with);
}
