using System.Buffers;
using Svar.Mail.Mime;

namespace Svar.Mail.Messages;

/// <summary>Mails in one file, each after a line that starts with "From " (RFC 4155, and the looser forms before it).</summary>
public static class Mbox
{
    private static readonly SearchValues<byte> _clock = SearchValues.Create("0123456789:"u8);

    /// <summary>Whether a file looks like an mbox rather than a single mail: it begins with a separator line, perhaps after blank lines.</summary>
    public static bool IsMbox(ReadOnlySpan<byte> file) => file.StartsWith("From "u8) || IsSeparator(file.TrimStart("\r\n"u8));

    /// <summary>
    /// The mails, without their separator lines and the blank line that ends each, as views on the file where nothing
    /// had to be changed. A separator is a line that begins with "From ", after a blank line or at the start of the file, and that holds a date or has the
    /// field of a header after it; other lines that begin so are words. Of lines that were quoted as "&gt;From "
    /// one mark is taken ("mboxrd", which quotes quoted ones again). A file that is no mbox is one mail.
    /// </summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> file)
    {
        if (!IsMbox(file.Span))
        {
            yield return file;
            yield break;
        }

        var at = file.Length - file.Span.TrimStart("\r\n"u8).Length;
        while (at < file.Length)
        {
            var start = AfterLine(file.Span, at);
            var next = NextSeparator(file.Span, start);
            yield return Unquoted(WithoutBlankEnd(file[start..next]));
            at = next;
        }
    }

    private static ReadOnlyMemory<byte> WithoutBlankEnd(ReadOnlyMemory<byte> mail) =>
        mail.Span.EndsWith("\n\r\n"u8) ? mail[..^2]
        : mail.Span.EndsWith("\n\n"u8) ? mail[..^1]
        : mail;

    private static ReadOnlyMemory<byte> Unquoted(ReadOnlyMemory<byte> mail)
    {
        var from = mail.Span;
        if (from.IndexOf(">From "u8) < 0)
        {
            return mail;
        }

        var to = new byte[from.Length];
        var length = 0;
        while (!from.IsEmpty)
        {
            var line = from[..AfterLine(from, 0)];
            var marks = line.IndexOfAnyExcept((byte)'>');
            var taken = marks > 0 && line[marks..].StartsWith("From "u8) ? 1 : 0;
            line[taken..].CopyTo(to.AsSpan(length));
            length += line.Length - taken;
            from = from[line.Length..];
        }

        return to.AsMemory(0, length);
    }

    private static int AfterLine(ReadOnlySpan<byte> file, int at)
    {
        var end = file[at..].IndexOf((byte)'\n');
        return end < 0 ? file.Length : at + end + 1;
    }

    private static int NextSeparator(ReadOnlySpan<byte> file, int from)
    {
        for (var at = from; at < file.Length;)
        {
            var found = file[at..].IndexOf("\nFrom "u8);
            if (found < 0)
            {
                break;
            }

            at += found + 1;
            var before = file[from..(at - 1)];
            if ((before.IsEmpty || before[^1] == '\n' || before.EndsWith("\n\r"u8) || before.SequenceEqual("\r"u8)) && IsSeparator(file[at..]))
            {
                return at;
            }
        }

        return file.Length;
    }

    // "From " addr-spec SP asctime, RFC 4155 Appendix A; before it, and since, with zones, without seconds, or with a name only
    private static bool IsSeparator(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith("From "u8))
        {
            return false;
        }

        var line = file[..AfterLine(file, 0)];
        var next = file[line.Length..];
        var words = Ascii7.Trim(line[5..]);
        return HasDate(words) || HeaderScanner.IsUsualField(next) || (IsAddress(words) && HeaderScanner.IsField(next));
    }

    // a time of the day, hh:mm, and a year of four digits after it or before
    private static bool HasDate(ReadOnlySpan<byte> words)
    {
        var (hasTime, hasYear) = (false, false);
        foreach (var range in words.Split((byte)' '))
        {
            var word = words[range];
            var colon = word.IndexOf((byte)':');
            hasTime |= colon is 1 or 2 && word.Length >= colon + 3 && !word.ContainsAnyExcept(_clock);
            hasYear |= word.Length == 4 && word[0] is (byte)'1' or (byte)'2' && word.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        }

        return hasTime && hasYear;
    }

    private static bool IsAddress(ReadOnlySpan<byte> words) => !words.Contains((byte)' ') || words[..words.IndexOf((byte)' ')].Contains((byte)'@');
}
