namespace Svar.Mail.Replies;

/// <summary>A line of a text: <see cref="From"/> to <see cref="To"/> takes in its line end, <see cref="End"/> does not.</summary>
internal readonly record struct TextLine(int From, int End, int To)
{
    /// <summary>Cuts a text at CRLF, LF and CR; the lines cover it without a gap.</summary>
    public static List<TextLine> Cut(string text)
    {
        var lines = new List<TextLine>();
        var from = 0;
        while (from < text.Length)
        {
            var end = text.AsSpan(from).IndexOfAny('\r', '\n');
            if (end < 0)
            {
                lines.Add(new(from, text.Length, text.Length));
                break;
            }

            end += from;
            var to = text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
            lines.Add(new(from, end, to));
            from = to;
        }

        return lines;
    }
}
