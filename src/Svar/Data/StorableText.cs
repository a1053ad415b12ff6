using System.Buffers;

namespace Svar.Data;

/// <summary>
/// Text that both engines keep: PostgreSQL refuses U+0000 and what is no UTF-16, and mail has both. They become
/// U+FFFD wherever a row is written.
/// </summary>
internal static class StorableText
{
    private static readonly SearchValues<char> _suspects = SearchValues.Create("\0" + string.Concat(Enumerable.Range(0xD800, 0x800).Select(c => (char)c)));

    public static string Of(string text)
    {
        var at = text.AsSpan().IndexOfAny(_suspects);
        return at < 0 ? text : Mend(text, at);
    }

    private static string Mend(string text, int from)
    {
        char[]? mended = null;
        for (var i = from; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (text[i] == '\0' || char.IsSurrogate(text[i]))
            {
                mended ??= text.ToCharArray();
                mended[i] = '\uFFFD';
            }
        }

        return mended is null ? text : new string(mended);
    }
}
