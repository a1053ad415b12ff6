using Svar.Mail.Mime;

namespace Svar.Mail.Headers;

/// <summary>
/// Unstructured header text with encoded words (RFC 2047) made readable. Read as senders mean it: words
/// glued to text or to each other, a character cut between two words, raw spaces inside, the end missing.
/// </summary>
internal static class EncodedWords
{
    /// <summary>The text of a header value: unfolded, decoded, without control characters, trimmed.</summary>
    public static string Decode(ReadOnlySpan<byte> value, DefectList? defects = null, int at = 0)
    {
        if (value.IsEmpty)
        {
            return "";
        }

        var text = new PooledChars(stackalloc char[256]);
        Decode(value, ref text, defects, at);
        var result = Clean(text.Written).ToString();
        text.Dispose();
        return result;
    }

    public static void Decode(scoped ReadOnlySpan<byte> value, ref PooledChars text, DefectList? defects, int at)
    {
        var bytes = new PooledBytes([]);
        var carry = new Base64.Carry();
        var charsetName = value[..0];
        var from = 0;
        var search = 0;
        var ends = new WordEnds();
        var afterWord = false;
        while (true)
        {
            var start = value[search..].IndexOf("=?"u8);
            if (start < 0)
            {
                break;
            }

            start += search;
            if (!TryRead(value, start, ref ends, out var word))
            {
                search = start + 2;
                continue;
            }

            var between = value[from..start];

            // RFC 2047 §6.2: white space between two encoded words is not shown
            var adjacent = afterWord && Ascii7.Trim(between).IsEmpty;
            if (!adjacent || !Ascii7.Same(word.Charset, charsetName) || !word.IsBase64)
            {
                Base64.Flush(ref carry, ref bytes);
            }

            if (!adjacent || !Ascii7.Same(word.Charset, charsetName))
            {
                Flush(ref bytes, charsetName, ref text, defects, at + from);
            }

            if (!adjacent)
            {
                AppendPlain(between, ref text, defects, at + from);
            }

            if (!word.IsComplete)
            {
                defects?.Add("encoded word without end", at + start);
            }

            DecodeText(word.Text, word.IsBase64, ref carry, ref bytes);
            charsetName = word.Charset;
            afterWord = true;
            from = search = word.End;
        }

        Base64.Flush(ref carry, ref bytes);
        Flush(ref bytes, charsetName, ref text, defects, at + from);
        AppendPlain(value[from..], ref text, defects, at + from);
        bytes.Dispose();
    }

    /// <summary>Where the encoded word that starts here ends; -1 when none does.</summary>
    public static int EndOf(ReadOnlySpan<byte> value, int start, ref WordEnds ends) =>
        value[start..].StartsWith("=?"u8) && TryRead(value, start, ref ends, out var word) ? word.End : -1;

    /// <summary>Control characters become spaces, and the ends are trimmed.</summary>
    public static Span<char> Clean(Span<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\0', '\u001F'); i >= 0;)
        {
            text[i] = ' ';
            var next = text[(i + 1)..].IndexOfAnyInRange('\0', '\u001F');
            i = next < 0 ? -1 : i + 1 + next;
        }

        text.Replace('\u007F', ' ');
        return text.Trim();
    }

    /// <summary>Remembers the last "?=" that was found, so that a value without any is searched once.</summary>
    internal struct WordEnds
    {
        private int _next;
        private bool _none;

        public int After(ReadOnlySpan<byte> value, int position)
        {
            if (_none)
            {
                return -1;
            }

            if (_next < position)
            {
                var found = value[position..].IndexOf("?="u8);
                _none = found < 0;
                _next = found + position;
            }

            return _none ? -1 : _next;
        }
    }

    private ref struct Word
    {
        public ReadOnlySpan<byte> Charset;
        public ReadOnlySpan<byte> Text;
        public bool IsBase64;
        public bool IsComplete;
        public int End;
    }

    // encoded-word = "=?" charset "?" encoding "?" encoded-text "?="
    private static bool TryRead(ReadOnlySpan<byte> value, int start, ref WordEnds ends, out Word word)
    {
        word = default;
        var rest = value[(start + 2)..];
        var charsetEnd = rest[..Math.Min(rest.Length, 64)].IndexOfAny("? \t\r\n"u8);
        if (charsetEnd <= 0 || rest[charsetEnd] != '?' || rest.Length < charsetEnd + 3 || rest[charsetEnd + 2] != '?')
        {
            return false;
        }

        var encoding = rest[charsetEnd + 1] | 0x20;
        if (encoding is not ('b' or 'q'))
        {
            return false;
        }

        word.Charset = rest[..charsetEnd];
        word.IsBase64 = encoding == 'b';
        var textStart = start + 2 + charsetEnd + 3;
        var end = ends.After(value, textStart);

        // QUIRK: a bare '?' in Q text before a code, as in "what?=3F?="; another word that begins before the later end says that this one has ended
        while (!word.IsBase64 && end >= 0 && end + 3 < value.Length && Ascii7.Hex(value[end + 2]) >= 0 && Ascii7.Hex(value[end + 3]) >= 0
            && ends.After(value, end + 1) is >= 0 and var later && IsWithinWord(value[(end + 2)..later]))
        {
            end = later;
        }

        var text = value[textStart..(end < 0 ? value.Length : end)];
        var another = text.IndexOf("=?"u8);
        word.IsComplete = end >= 0 && another < 0;
        if (!word.IsComplete)
        {
            var stop = another < 0 ? text : text[..another];
            var space = word.IsBase64 ? -1 : stop.IndexOfAny(" \t\r\n"u8);
            text = space < 0 ? stop : stop[..space];
            word.End = textStart + text.Length;
        }
        else
        {
            word.End = end + 2;
        }

        word.Text = text;
        return true;
    }

    private static bool IsWithinWord(ReadOnlySpan<byte> text) => text.IndexOfAny(" \t\r\n"u8) < 0 && text.IndexOf("=?"u8) < 0;

    private static void DecodeText(scoped ReadOnlySpan<byte> text, bool isBase64, ref Base64.Carry carry, ref PooledBytes bytes)
    {
        if (isBase64)
        {
            Base64.DecodeSlowly(text, ref carry, ref bytes);

            // left-over bits that are zero were padding left out; others belong to a group cut in two
            if (carry.Held is 2 or 3 && (carry.Bits & (carry.Held == 2 ? 0xFu : 0x3u)) == 0)
            {
                Base64.Flush(ref carry, ref bytes);
            }

            return;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b == '_')
            {
                bytes.Append((byte)' ');
            }
            else if (b == '=' && i + 2 < text.Length && Ascii7.Hex(text[i + 1]) is >= 0 and var first && Ascii7.Hex(text[i + 2]) is >= 0 and var second)
            {
                bytes.Append((byte)((first << 4) | second));
                i += 2;
            }
            else if (b is not ((byte)'\r' or (byte)'\n'))
            {
                bytes.Append(b);
            }
        }
    }

    private static void Flush(ref PooledBytes bytes, scoped ReadOnlySpan<byte> charsetName, ref PooledChars text, DefectList? defects, int at)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        var charset = Charset.ByName(charsetName);
        if (charset is null)
        {
            defects?.Add("encoded word in an unknown charset", at);
        }

        TextDecoding.Decode(bytes.Written, charset, ref text, defects, at);
        bytes.Length = 0;
    }

    /// <summary>Unfolds (RFC 5322 §2.2.3): the line end goes, the white space after it becomes one space.</summary>
    private static void AppendPlain(scoped ReadOnlySpan<byte> plain, ref PooledChars text, DefectList? defects, int at)
    {
        while (true)
        {
            var fold = plain.IndexOfAny((byte)'\r', (byte)'\n');
            var line = fold < 0 ? plain : plain[..fold];
            AppendLine(line, ref text, defects, at);
            if (fold < 0)
            {
                return;
            }

            plain = plain[fold..].TrimStart("\r\n"u8);
            if (!plain.IsEmpty && plain[0] is (byte)' ' or (byte)'\t')
            {
                plain = plain[1..];
            }

            text.Append(' ');
        }
    }

    private static void AppendLine(scoped ReadOnlySpan<byte> line, ref PooledChars text, DefectList? defects, int at)
    {
        if (line.IsEmpty)
        {
            return;
        }

        // RFC 6532 allows UTF-8 in headers, so only what is not UTF-8 is a defect
        if (System.Text.Unicode.Utf8.IsValid(line))
        {
            TextDecoding.Decode(line, Charset.Utf8, ref text, defects, at);
        }
        else
        {
            TextDecoding.Decode(line, declared: null, ref text, defects, at);
        }
    }
}
