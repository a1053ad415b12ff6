namespace Svar.Language.Stemming;

/// <summary>A set of Latin letters (below U+0180), asked about in constant time.</summary>
internal sealed class LetterSet
{
    private readonly bool[] _has = new bool[0x180];

    public LetterSet(string letters)
    {
        foreach (var letter in letters)
        {
            _has[letter] = true;
        }
    }

    public bool Contains(char c) => c < _has.Length && _has[c];
}
