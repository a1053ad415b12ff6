namespace Svar.Mail.Replies;

/// <summary>Where an earlier mail begins: a heading (headers, a 'forwarded message' line) or an attribution ('Anna wrote:').</summary>
internal sealed class QuoteStarts(QuotedLines lines)
{
    private const int LookBack = 5;

    // where a line holds the end of the reply and the beginning of an attribution
    private readonly Dictionary<int, int> _splitAt = [];

    /// <summary>Whether a line holds both the end of the reply and the beginning of an attribution, and where in the text the latter begins.</summary>
    public bool IsSplit(int line, out int at) => _splitAt.TryGetValue(line, out at);

    /// <summary>Headers or a 'forwarded message' line, with the ruled line above.</summary>
    public (int From, int To, bool IsForward)? Heading(int i)
    {
        var span = lines.Span(i);
        if (ForwardLine.Kind(span) is { } forward)
        {
            return (i, i + 1, forward);
        }

        var rule = span.Trim().Length >= 5 && (Signature.IsRule(lines.Line(i)) || IsBoxTop(span));
        var at = rule ? lines.NextWritten(i + 1) : i;
        if (at >= lines.Count || (rule && at - i > 3) || lines.IsQuoted(at))
        {
            return null;
        }

        if (rule && ForwardLine.Kind(lines.Span(at)) is { } under)
        {
            return (i, at + 1, under);
        }

        if (HeaderBlock.Kind(lines.Span(at), out _) == QuotedHeader.None)
        {
            var stacked = HeaderBlock.Stacked(n => n < lines.Count ? lines.Line(n) : null, at);
            return stacked > 0 ? (i, at + stacked, false) : null;
        }

        var count = HeaderBlock.Lines(n => n < lines.Count ? lines.Line(n) : null, at, framed: rule);
        return count > 0 ? (i, at + count, false) : null;
    }

    /// <summary>The first line of the attribution that ends with this one, or -1.</summary>
    public int AttributionEndingAt(int end, int notBefore)
    {
        var span = lines.Span(end);
        if (span.Length > Attribution.Longest * 2 || !Attribution.MayEnd(span))
        {
            return -1;
        }

        var quoted = lines.IsQuoted(end);
        var quoteFollows = lines.IsQuotation(lines.NextWritten(end + 1), afterAttribution: true);
        if (quoted && !quoteFollows)
        {
            return -1;
        }

        var joined = "";
        var blanks = 0;
        for (var start = end; start >= notBefore && end - start <= LookBack; start--)
        {
            if (lines.IsQuoted(start) != quoted)
            {
                break;
            }

            var line = lines.Bare(start);
            if (line.Length == 0)
            {
                if (++blanks > 1 || start == end)
                {
                    break;
                }

                continue;
            }

            joined = joined.Length == 0 ? line : $"{line} {joined}";
            if (joined.Length > Attribution.Longest * 2)
            {
                break;
            }

            if (blanks > 0 && !Attribution.Opens(line))
            {
                continue;
            }

            if (start == end && quoteFollows && !quoted && !Attribution.Opens(line) && Attribution.Within(span) is > 0 and var at)
            {
                _splitAt[end] = lines[end].From + at;
                return end;
            }

            if (Attribution.Matches(joined, quoteFollows) && !IsProse(line, joined))
            {
                return Extend(start, end, notBefore, joined, quoteFollows);
            }
        }

        return -1;
    }

    // 'On Nov 21, 2014,' / 'at 10:18,' / 'Some One <a@b.example> wrote:' is found by its last line; the date belongs to it
    private int Extend(int start, int end, int notBefore, string joined, bool quoteFollows)
    {
        if (Attribution.Opens(joined) && !char.IsAsciiLetterLower(joined[0]))
        {
            var above = start - 1;
            return char.IsAsciiDigit(joined[0]) && above >= notBefore && lines.IsQuoted(above) == lines.IsQuoted(end) && Attribution.OpensWithoutYear(lines.Bare(above)) ? above : start;
        }

        var best = start;
        var blanks = 0;
        for (var at = start - 1; at >= notBefore && end - at <= LookBack; at--)
        {
            var line = lines.Bare(at);
            if (line.Length == 0 && ++blanks == 1)
            {
                continue;
            }

            if (line.Length == 0 || lines.IsQuoted(at) != lines.IsQuoted(end) || line[^1] is '.' or '!' or '?')
            {
                break;
            }

            joined = $"{line} {joined}";
            if (Attribution.Opens(line) && Attribution.Matches(joined, quoteFollows))
            {
                best = at;
            }
        }

        return best;
    }

    // QUIRK: Notes of old draws a box around each header: '|------------>'
    private static bool IsBoxTop(ReadOnlySpan<char> line) => line.Trim() is ['|', .. var inner, '>'] && inner.TrimStart('-').IsEmpty;

    // the first line of a longer sentence that happens to end like an attribution
    private static bool IsProse(string first, string joined) => joined.Length > first.Length && !Attribution.Opens(first) && first.Contains(". ", StringComparison.Ordinal);
}
