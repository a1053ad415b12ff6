namespace Svar.Mail.Replies;

/// <summary>Where an earlier mail begins: a heading (headers, a 'forwarded message' line) or an attribution ('Anna wrote:').</summary>
/// <param name="known">Where lines begin that are known to begin an earlier mail.</param>
internal sealed class QuoteStarts(QuotedLines lines, IReadOnlySet<int> known)
{
    private const int LookBack = 5;
    private const int MostLinesToHeader = 2;

    private readonly byte[] _bears = new byte[lines.Count];

    // where a line holds the end of the reply and the beginning of an attribution
    private readonly Dictionary<int, int> _splitAt = [];

    /// <summary>Whether a line holds both the end of the reply and the beginning of an attribution, and where in the text the latter begins.</summary>
    public bool IsSplit(int line, out int at) => _splitAt.TryGetValue(line, out at);

    /// <summary>Headers or a 'forwarded message' line, with the ruled line above.</summary>
    public (int From, int To, bool IsForward)? Heading(int i)
    {
        var span = lines.Span(i);
        if (known.Contains(lines[i].From) || OpensLine(span))
        {
            return (i, i, false);
        }

        if (ForwardLine.Kind(span) is { } forward)
        {
            return IsOverMail(forward, i, i) ? (i, i + 1, forward == ForwardKind.Forward) : null;
        }

        var rule = span.Trim().Length >= 5 && (Signature.IsRule(lines.Line(i)) || IsBoxTop(span));
        var at = rule ? lines.NextWritten(i + 1) : i;
        if (at >= lines.Count || (rule && at - i > 3) || lines.IsQuoted(at))
        {
            return null;
        }

        if (rule && known.Contains(lines[at].From))
        {
            return (i, at, false);
        }

        if (rule && ForwardLine.Kind(lines.Span(at)) is { } under)
        {
            return IsOverMail(under, i, at) ? (i, at + 1, under == ForwardKind.Forward) : null;
        }

        if (HeaderBlock.Kind(lines.Span(at), out _) == QuotedHeader.None)
        {
            var stacked = HeaderBlock.Stacked(n => n < lines.Count ? lines.Line(n) : null, at);
            return stacked > 0 ? (i, at + stacked, false) : null;
        }

        var count = HeaderBlock.Lines(n => n < lines.Count ? lines.Line(n) : null, at, framed: rule);
        return count > 0 ? (i, at + count, false) : null;
    }

    /// <summary>Whether the attribution in these lines is one that programs write, by an address or by its minute.</summary>
    public bool IsWrittenByProgram(int from, int to)
    {
        var joined = "";
        for (var i = from; i <= to; i++)
        {
            joined = $"{joined} {lines.Bare(i)}";
        }

        return Attribution.IsByProgram(joined);
    }

    // Programs put headers under 'Original message', or a blank line and then the mail. Who pastes one by hand says so above it, goes on
    // in the next line, or asks about it in the end.
    private bool IsOverMail(ForwardKind kind, int first, int at)
    {
        if (kind == ForwardKind.HelpDesk || lines.Span(at).Contains('@') || MailDates.HasTime(lines.Span(at)) || IsFollowedByMail(at + 1))
        {
            return true;
        }

        var above = lines.LastWritten(first - 1);
        var last = lines.LastWritten(lines.Count - 1);
        return (above < 0 || lines.Span(above).TrimEnd() is not [.., ':']) && (at + 1 >= lines.Count || lines.IsBlank(at + 1)) && lines.Span(last).TrimEnd() is not [.., '?' or '？'];
    }

    // QUIRK: Yahoo on telephones puts the quoted mail into the line that says who wrote it
    private static bool OpensLine(ReadOnlySpan<char> line)
    {
        line = line[..Math.Min(line.Length, Attribution.Longest * 2)].TrimStart();
        var address = line.IndexOf('@');
        if (address < 0 || !Attribution.Opens(line))
        {
            return false;
        }

        var colon = line[address..].IndexOf(": ");
        return colon > 0 && line[(address + colon)..].Trim().Length > 1 && Attribution.Matches(line[..(address + colon + 1)], quoteFollows: false);
    }

    private bool IsFollowedByMail(int from)
    {
        var at = lines.NextWritten(from);
        for (var tried = 0; at < lines.Count && tried < MostLinesToHeader; tried++)
        {
            if (lines.IsQuoted(at) || HeaderBlock.Kind(lines.Span(at), out _) != QuotedHeader.None || HeaderBlock.IsWithoutColon(lines.Span(at)) || ForwardLine.Kind(lines.Span(at)) != null || Attribution.Matches(lines.Bare(at), quoteFollows: true))
            {
                return true;
            }

            at = lines.NextWritten(at + 1);
        }

        return false;
    }

    /// <summary>The first line of the attribution that ends with this one, or -1.</summary>
    public int AttributionEndingAt(int end, int notBefore)
    {
        var span = lines.Span(end);
        if (span.Length > Attribution.Longest * 2 || !Attribution.MayEnd(span))
        {
            return -1;
        }

        if (!Bears(end, notBefore))
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

    // every attribution has a verb, an address, a zone or the word 'quoting': without them nothing has to be put together
    private bool Bears(int end, int notBefore)
    {
        for (var i = end; i >= notBefore && end - i <= LookBack; i--)
        {
            if (_bears[i] == 0)
            {
                _bears[i] = (byte)(Attribution.Bears(lines.Span(i)) ? 2 : 1);
            }

            if (_bears[i] == 2)
            {
                return true;
            }
        }

        return false;
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
