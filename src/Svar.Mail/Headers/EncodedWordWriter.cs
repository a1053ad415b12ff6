using System.Globalization;
using System.Text;

namespace Svar.Mail.Headers;

/// <summary>Text into encoded words (RFC 2047 §2): UTF-8, at most 75 characters each, no character cut between two.</summary>
internal static class EncodedWordWriter
{
    // 75 less "=?utf-8?Q?" and "?="
    private const int MostText = 63;

    private static readonly string _longBlank = new(' ', 60);

    /// <summary>Whether a header would change or break this text if it stood there as it is.</summary>
    public static bool IsNeeded(string text) =>
        text.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0 || text.Contains("=?", StringComparison.Ordinal) || LongestWord(text) > 70 || HasLongBlank(text)
        || (text.Length > 0 && (text[0] == ' ' || text[^1] == ' '));

    /// <summary>Blanks that no fold may stand within, since a line of nothing else would end the header for some; they would make the line too long.</summary>
    public static bool HasLongBlank(string text) => text.Contains(_longBlank, StringComparison.Ordinal);

    /// <param name="text">Any text.</param>
    /// <param name="column">How much of the first line is taken already.</param>
    public static List<string> Encode(string text, int column)
    {
        var plain = 0;
        var total = 0;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            plain += IsPlain(b) || b == ' ' ? 1 : 0;
            total++;
        }

        // Q stays readable for people with old programs; B is shorter when most is not ASCII
        return plain + ((total - plain) * 3) <= (total + 2) / 3 * 4 ? EncodeQ(text, FirstRoom(column)) : EncodeB(text, FirstRoom(column));
    }

    private static List<string> EncodeQ(string text, int room)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var piece = Q(utf8[..rune.EncodeToUtf8(utf8)]);
            if (word.Length + piece.Length > room)
            {
                words.Add($"=?utf-8?Q?{word}?=");
                word.Clear();
                room = MostText;
            }

            word.Append(piece);
        }

        words.Add($"=?utf-8?Q?{word}?=");
        return words;
    }

    /// <summary>
    /// QUIRK: GMime joins the base64 of neighbouring words before it decodes, and stops at the first padding. So a word that another
    /// follows ends where it needs none, and where no character ends there it is written in Q.
    /// </summary>
    private static List<string> EncodeB(string text, int room)
    {
        var words = new List<string>();
        var bytes = Encoding.UTF8.GetBytes(text).AsSpan();
        while (!bytes.IsEmpty)
        {
            var most = room / 4 * 3;
            var length = bytes.Length <= most ? bytes.Length : LastEnd(bytes, most / 3 * 3, 3);
            if (length > 0)
            {
                words.Add($"=?utf-8?B?{Convert.ToBase64String(bytes[..length])}?=");
            }
            else
            {
                length = LastEnd(bytes, room / 3, 1);
                words.Add($"=?utf-8?Q?{Q(bytes[..length])}?=");
            }

            bytes = bytes[length..];
            room = MostText;
        }

        return words;
    }

    /// <summary>The last place up to that many bytes where a character ends, in whole steps; 0 when there is none.</summary>
    private static int LastEnd(ReadOnlySpan<byte> utf8, int most, int step)
    {
        var end = Math.Min(most, utf8.Length) / step * step;
        while (end > 0 && end < utf8.Length && (utf8[end] & 0xC0) == 0x80)
        {
            end -= step;
        }

        return end;
    }

    private static string Q(ReadOnlySpan<byte> bytes)
    {
        var word = new StringBuilder(bytes.Length * 3);
        foreach (var b in bytes)
        {
            if (b == ' ')
            {
                word.Append('_');
            }
            else if (IsPlain(b))
            {
                word.Append((char)b);
            }
            else
            {
                word.Append(CultureInfo.InvariantCulture, $"={b:X2}");
            }
        }

        return word.ToString();
    }

    // RFC 2047 §2: a line with an encoded word has at most 76 characters; one character always fits
    private static int FirstRoom(int column) => Math.Clamp(76 - column - "=?utf-8?Q??=".Length, 16, MostText);

    // RFC 2047 §5 (3): the few characters that may stand in an encoded word of a name
    private static bool IsPlain(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'!' or (byte)'*' or (byte)'+' or (byte)'-' or (byte)'/';

    public static int LongestWord(string text)
    {
        var longest = 0;
        foreach (var range in text.AsSpan().Split(' '))
        {
            longest = Math.Max(longest, range.End.Value - range.Start.Value);
        }

        return longest;
    }
}
