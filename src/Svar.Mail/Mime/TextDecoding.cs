using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Svar.Mail.Headers;

namespace Svar.Mail.Mime;

/// <summary>
/// Bytes to characters by the declared charset and by truth: a declaration that the bytes contradict is
/// overruled, and that is a defect. Every byte sequence gives text.
/// </summary>
internal static class TextDecoding
{
    /// <param name="bytes">The text as it came.</param>
    /// <param name="declared">What the mail says; null when it says nothing.</param>
    /// <param name="text">Takes the characters.</param>
    /// <param name="defects">Takes what was wrong; null when nobody asks.</param>
    /// <param name="at">Where in the mail a defect is said to be.</param>
    public static void Decode(scoped ReadOnlySpan<byte> bytes, Charset? declared, ref PooledChars text, DefectList? defects, int at)
    {
        if (bytes.StartsWith("\uFEFF"u8) && declared is not { Kind: CharsetKind.Wide or CharsetKind.Utf7 })
        {
            bytes = bytes[3..];
            declared = Charset.Utf8;
        }

        switch (declared?.Kind)
        {
            case CharsetKind.Wide:
                DecodeWide(bytes, declared, ref text, defects, at);
                return;
            case CharsetKind.Utf7:
                Utf7.Decode(bytes, ref text);
                return;
            case CharsetKind.Escaped:
                if (!Ascii.IsValid(bytes) && Utf8.IsValid(bytes))
                {
                    defects?.Add($"declared {declared.Name}, is UTF-8", at);
                    declared = Charset.Utf8;
                }

                Append(declared.Encoding, bytes, ref text);
                return;
        }

        if (Ascii.IsValid(bytes))
        {
            if (declared is null or { Kind: CharsetKind.Ascii or CharsetKind.Utf8 } && EscapedCharset(bytes) is { } escaped)
            {
                defects?.Add($"{Said(declared)}, is {escaped.Name}", at);
                Append(escaped.Encoding, bytes, ref text);
                return;
            }

            Encoding.ASCII.GetChars(bytes, text.Take(bytes.Length));
            return;
        }

        var isUtf8 = Utf8.IsValid(bytes);
        switch (declared?.Kind)
        {
            case CharsetKind.SingleByte when !isUtf8 || !Utf8Truth.Overrules(declared, bytes):
                Append(declared.Encoding, bytes, ref text);
                return;
            case CharsetKind.MultiByte when isUtf8 && Utf8Truth.Overrules(declared, bytes):
                break;
            case CharsetKind.MultiByte:
                var start = text.Length;
                Append(declared.Encoding, bytes, ref text);
                var broken = text.Written[start..].Contains('\uFFFD');
                if (broken && isUtf8)
                {
                    text.Length = start;
                    break;
                }

                if (broken)
                {
                    defects?.Add($"bytes that {declared.Name} does not have", at);
                }

                return;
        }

        if (isUtf8)
        {
            if (declared?.Kind != CharsetKind.Utf8)
            {
                defects?.Add($"{Said(declared)}, is UTF-8", at);
            }

            Append(Encoding.UTF8, bytes, ref text);
            return;
        }

        DecodeBroken(bytes, declared, ref text, defects, at);
    }

    public static string ToText(ReadOnlySpan<byte> bytes, Charset? declared, DefectList? defects, int at)
    {
        var text = new PooledChars(stackalloc char[256]);
        Decode(bytes, declared, ref text, defects, at);
        var result = text.ToString();
        text.Dispose();
        return result;
    }

    private static string Said(Charset? declared) => declared is null ? "charset not declared" : $"declared {declared.Name}";

    private static void Append(Encoding encoding, scoped ReadOnlySpan<byte> bytes, ref PooledChars text)
    {
        // a decoder writes at most one character a byte in UTF-8; the others are asked
        if (encoding is UTF8Encoding)
        {
            var room = text.Take(bytes.Length);
            text.Length -= room.Length - encoding.GetChars(bytes, room);
            return;
        }

        var exact = text.Take(encoding.GetCharCount(bytes));
        encoding.GetChars(bytes, exact);
    }

    /// <summary>Neither declared 8-bit nor UTF-8: UTF-8 with single foreign bytes, or another charset altogether.</summary>
    private static void DecodeBroken(scoped ReadOnlySpan<byte> bytes, Charset? declared, ref PooledChars text, DefectList? defects, int at)
    {
        var good = 0;
        var bad = 0;
        for (var rest = bytes; !rest.IsEmpty;)
        {
            var ascii = rest.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (ascii < 0)
            {
                break;
            }

            rest = rest[ascii..];
            if (Rune.DecodeFromUtf8(rest, out _, out var used) == OperationStatus.Done)
            {
                good++;
            }
            else
            {
                bad++;
            }

            rest = rest[used..];
        }

        if (good < bad)
        {
            var guess = CharsetGuess.Of(bytes);
            defects?.Add($"{Said(declared)}, is not UTF-8; read as {guess.Name}", at);
            Append(guess.Encoding, bytes, ref text);
            return;
        }

        defects?.Add($"{Said(declared)}, is UTF-8 with foreign bytes", at);
        Span<char> pair = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            var ascii = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            ascii = ascii < 0 ? bytes.Length : ascii;
            Encoding.ASCII.GetChars(bytes[..ascii], text.Take(ascii));
            bytes = bytes[ascii..];
            if (bytes.IsEmpty)
            {
                return;
            }

            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var used);
            if (status == OperationStatus.Done)
            {
                text.Append(pair[..rune.EncodeToUtf16(pair)]);
            }
            else if (status == OperationStatus.NeedMoreData)
            {
                text.Append('\uFFFD');
            }
            else
            {
                Append(Charset.Windows1252.Encoding, bytes[..used], ref text);
            }

            bytes = bytes[used..];
        }
    }

    private static void DecodeWide(scoped ReadOnlySpan<byte> bytes, Charset declared, ref PooledChars text, DefectList? defects, int at)
    {
        if (!bytes.Contains((byte)0) && Utf8.IsValid(bytes))
        {
            defects?.Add($"declared {declared.Name}, is UTF-8", at);
            Append(Encoding.UTF8, bytes, ref text);
            return;
        }

        var encoding = declared.Encoding;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) && encoding is UnicodeEncoding)
        {
            bytes = bytes[2..];
            encoding = Encoding.Unicode;
        }
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) && encoding is UnicodeEncoding)
        {
            bytes = bytes[2..];
            encoding = Encoding.BigEndianUnicode;
        }
        else if (declared.Name == "utf-16" && bytes.Length > 1 && bytes[0] == 0)
        {
            // RFC 2781 §4.3: without a mark, the first octet comes first; many senders think otherwise
            encoding = Encoding.BigEndianUnicode;
        }

        Append(encoding, bytes, ref text);
    }

    private static Charset? EscapedCharset(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.Contains((byte)0x1B))
        {
            return null;
        }

        if (bytes.IndexOf("\u001B$B"u8) >= 0 || bytes.IndexOf("\u001B$@"u8) >= 0)
        {
            return Charset.ByCodePage(50220);
        }

        return bytes.IndexOf("\u001B$)C"u8) >= 0 ? Charset.ByCodePage(50225) : null;
    }
}
