namespace Svar.Mail.Messages;

/// <summary>Mails in one file, each after a line that starts with "From " (RFC 4155, and the looser forms before it).</summary>
public static class Mbox
{
    /// <summary>Whether a file looks like an mbox rather than a single mail.</summary>
    public static bool IsMbox(ReadOnlySpan<byte> file) => file.StartsWith("From "u8);

    /// <summary>
    /// The mails, without their separator lines and the blank line that ends each, as views on the file where nothing
    /// had to be changed. A separator follows a blank line, or starts the file. Of lines that were quoted as "&gt;From "
    /// one mark is taken ("mboxrd", which quotes quoted ones again). A file that is no mbox is one mail.
    /// </summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> file)
    {
        if (!IsMbox(file.Span))
        {
            yield return file;
            yield break;
        }

        var at = 0;
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
            if (before.IsEmpty || before[^1] == '\n' || before.EndsWith("\n\r"u8) || before.SequenceEqual("\r"u8))
            {
                return at;
            }
        }

        return file.Length;
    }
}
