using System.Buffers;
using System.Text;
using Svar.Mail.Mime;

namespace Svar.Mail.Headers;

/// <summary>Lists of message identifiers (RFC 5322 §3.6.4), without their angle brackets.</summary>
public static class MessageIds
{
    private const int Most = 1000;

    private static readonly SearchValues<byte> _separators = SearchValues.Create(" \t\r\n,;"u8);

    /// <summary>
    /// The identifiers in their order; run together, separated by commas, folded in the middle or without
    /// brackets they are still found. Of more than a thousand the last thousand are given.
    /// </summary>
    public static IReadOnlyList<string> Parse(ReadOnlySpan<byte> value)
    {
        // QUIRK: Exchange writes long ones as encoded words
        if (value.IndexOf("=?"u8) >= 0)
        {
            value = Encoding.UTF8.GetBytes(EncodedWords.Decode(value));
        }

        var found = new List<string>();
        if (value.Contains((byte)'<'))
        {
            InBrackets(value, found);
        }

        if (found.Count == 0)
        {
            Bare(value, found);
        }

        return found.Count > Most ? found[^Most..] : found;
    }

    // msg-id = "<" id-left "@" id-right ">"
    private static void InBrackets(ReadOnlySpan<byte> value, List<string> found)
    {
        while (value.IndexOf((byte)'<') is >= 0 and var open)
        {
            value = value[(open + 1)..].TrimStart((byte)'<');
            var end = value.IndexOfAny((byte)'>', (byte)'<');
            Add(end < 0 ? value : value[..end], found);
            value = end < 0 ? default : value[end..];
        }
    }

    /// <summary>QUIRK: identifiers without brackets; only words with an '@' are taken, or all if it is a single word.</summary>
    private static void Bare(ReadOnlySpan<byte> value, List<string> found)
    {
        value = value.Trim(" \t\r\n,;<>"u8);
        if (value.IsEmpty)
        {
            return;
        }

        if (value.IndexOfAny(_separators) < 0)
        {
            Add(value, found);
            return;
        }

        while (!value.IsEmpty)
        {
            var end = value.IndexOfAny(_separators);
            var word = end < 0 ? value : value[..end];
            value = end < 0 ? default : value[(end + 1)..];
            if (word.Contains((byte)'@'))
            {
                Add(word.Trim("()\"'"u8), found);
            }
        }
    }

    private static void Add(ReadOnlySpan<byte> id, List<string> found)
    {
        id = Ascii7.Trim(id);
        if (id.IsEmpty)
        {
            return;
        }

        if (found.Count == 2 * Most)
        {
            found.RemoveRange(0, Most);
        }

        if (id.IndexOfAnyInRange((byte)0, (byte)' ') < 0)
        {
            found.Add(Encoding.UTF8.GetString(id));
            return;
        }

        // folded in the middle: the white space is not part of it
        var text = new PooledBytes(stackalloc byte[256]);
        foreach (var b in id)
        {
            if (b > ' ')
            {
                text.Append(b);
            }
        }

        found.Add(Encoding.UTF8.GetString(text.Written));
        text.Dispose();
    }
}
