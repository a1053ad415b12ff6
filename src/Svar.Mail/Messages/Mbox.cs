namespace Svar.Mail.Messages;

/// <summary>Mails in one file, each after a line that starts with "From " (RFC 4155, and the looser forms before it).</summary>
public static class Mbox
{
    /// <summary>Whether a file looks like an mbox rather than a single mail.</summary>
    public static bool IsMbox(ReadOnlySpan<byte> file) => file.StartsWith("From "u8);

    /// <summary>
    /// The mails, without their separator lines, as views on the file. A separator follows a blank line, or starts
    /// the file. Lines quoted as "&gt;From " stay as they are, for mails written without quoting hold such lines too.
    /// A file that is no mbox is one mail.
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
            yield return file[start..next];
            at = next;
        }
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
