using System.Security.Cryptography;

namespace Svar.Conversations;

/// <summary>128 random bits as 26 letters and digits that survive a mail address, a URL and being read aloud.</summary>
internal static class RandomToken
{
    public const int Length = 26;

    // Lower-case base 32 of RFC 4648 §6.
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private static readonly System.Buffers.SearchValues<char> _letters = System.Buffers.SearchValues.Create(Letters);

    public static string New() => RandomNumberGenerator.GetString(Letters, Length);

    public static bool IsOne(ReadOnlySpan<char> text) => text.Length == Length && text.IndexOfAnyExcept(_letters) < 0;
}
