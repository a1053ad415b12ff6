using Svar.Mail.Headers;

namespace Svar.Mail.Mime;

/// <summary>Uuencoded files (POSIX uuencode): "begin MODE NAME", lines with their length in the first character, "end".</summary>
internal static class Uuencode
{
    /// <summary>A file inside a text: the range of the whole block and of its data lines.</summary>
    internal readonly record struct Block(int Start, int End, int DataStart, int DataEnd, string Name);

    /// <summary>
    /// The next block at or after a position. A begin line alone is not enough, since people write
    /// such lines: the data lines must have the length they claim, and the block must end.
    /// </summary>
    public static Block? Find(ReadOnlySpan<byte> text, int from)
    {
        while (from < text.Length)
        {
            var start = from;
            if (start > 0 || !text.StartsWith("begin "u8))
            {
                var found = text[from..].IndexOf("\nbegin "u8);
                if (found < 0)
                {
                    return null;
                }

                start = from + found + 1;
            }

            var at = start;
            var line = Line(text, ref at);
            from = at;
            if (!IsBegin(line, out var nameAt))
            {
                from = start + 6;
                continue;
            }

            var dataStart = at;
            var lines = 0;
            while (at < text.Length)
            {
                var lineStart = at;
                var data = Line(text, ref at);
                if (data.SequenceEqual("end"u8))
                {
                    if (lines > 0)
                    {
                        return new Block(start, at, dataStart, lineStart, EncodedWords.Decode(line[nameAt..]));
                    }

                    // nothing in it: people write such lines
                    break;
                }

                if (data.Length == 0 || data is [(byte)'`'] or [(byte)' '])
                {
                    continue;
                }

                if (!IsData(data))
                {
                    // the line may be the start of another block
                    at = lineStart;
                    break;
                }

                lines++;
            }

            from = Math.Max(from, at - 1);
        }

        return null;
    }

    /// <summary>Decodes data lines, and skips a begin line, an end line and rubbish.</summary>
    public static bool Decode(ReadOnlySpan<byte> text, ref PooledBytes bytes)
    {
        var clean = true;
        for (var at = 0; at < text.Length;)
        {
            var line = Line(text, ref at);
            if (line.IsEmpty || line.StartsWith("begin "u8) || line.SequenceEqual("end"u8))
            {
                continue;
            }

            var length = (line[0] - 32) & 63;
            if (!IsData(line))
            {
                clean &= length == 0;
                continue;
            }

            line = line[1..];
            while (length > 0)
            {
                var group = (Six(line, 0) << 18) | (Six(line, 1) << 12) | (Six(line, 2) << 6) | Six(line, 3);
                bytes.Append((byte)(group >> 16));
                if (length > 1)
                {
                    bytes.Append((byte)(group >> 8));
                }

                if (length > 2)
                {
                    bytes.Append((byte)group);
                }

                length -= 3;
                line = line.Length > 4 ? line[4..] : default;
            }
        }

        return clean;
    }

    // trailing spaces (zeros) may have been cut on the way, and some encoders add a checksum character
    private static bool IsData(ReadOnlySpan<byte> line)
    {
        var length = (line[0] - 32) & 63;
        var needed = ((length + 2) / 3 * 4) + 1;
        return length > 0 && line[0] is > 32 and <= 96 && line.Length <= needed + 2 && line.Length * 2 >= needed && line.IndexOfAnyExceptInRange((byte)32, (byte)96) < 0;
    }

    private static int Six(ReadOnlySpan<byte> line, int at) => at < line.Length ? (line[at] - 32) & 63 : 0;

    private static bool IsBegin(ReadOnlySpan<byte> line, out int nameAt)
    {
        nameAt = 0;
        var rest = line["begin "u8.Length..];
        var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'7');
        if (digits is not (3 or 4) || rest[digits] != ' ')
        {
            return false;
        }

        nameAt = "begin "u8.Length + digits + 1;
        return nameAt < line.Length;
    }

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> text, ref int at)
    {
        var end = text[at..].IndexOf((byte)'\n');
        var line = end < 0 ? text[at..] : text.Slice(at, end);
        at = end < 0 ? text.Length : at + end + 1;
        return line.TrimEnd((byte)'\r');
    }
}
