namespace Svar.Mail.Mime;

/// <summary>A line that ends the part before it: of which open multipart, and where. Level -1 is the end of the mail.</summary>
internal readonly record struct BoundaryHit(int Level, bool IsClose, int LineStart, int Next);

/// <summary>
/// The boundary lines of a mail (RFC 2046 §5.1.1), of those multiparts that are open. Only lines that start with "--" are looked at;
/// each is compared with the open boundaries, the innermost first.
/// </summary>
internal sealed class BoundaryLines(ReadOnlyMemory<byte> mail)
{
    // sniffing a boundary reads a part a second time; this bounds how often a hostile mail can ask for it
    private const int MostSniffs = 20;

    private readonly ReadOnlyMemory<byte> _mail = mail;
    private readonly List<ReadOnlyMemory<byte>> _open = [];
    private int _sniffs;

    /// <summary>What ends the lines of this mail: LF, or CR where there is no other.</summary>
    public byte LineEnd { get; } = LineEndOf(mail.Span);

    /// <summary>How many are open; also the level of the next one.</summary>
    public int Count => _open.Count;

    public void Open(ReadOnlyMemory<byte> boundary) => _open.Add(boundary);

    /// <summary>Another boundary for a level, which is opened with it when it was not.</summary>
    public void Set(int level, ReadOnlyMemory<byte> boundary)
    {
        if (level == _open.Count)
        {
            _open.Add(boundary);
        }
        else
        {
            _open[level] = boundary;
        }
    }

    public void Close(int level) => _open.RemoveAt(level);

    /// <summary>A multipart around this one has the same boundary.</summary>
    public bool IsShared(int level) => _open.Take(level).Any(outer => outer.Span.SequenceEqual(_open[level].Span));

    /// <summary>The next boundary line of any open multipart, from a line start on.</summary>
    public BoundaryHit Next(int from)
    {
        if (_open.Count == 0)
        {
            return new BoundaryHit(-1, IsClose: true, _mail.Length, _mail.Length);
        }

        var span = _mail.Span;
        var pattern = LineEnd == '\n' ? "\n--"u8 : "\r--"u8;
        var at = from;
        while (true)
        {
            if (at + 2 < span.Length && span[at] == '-' && span[at + 1] == '-' && Match(at, out var hit))
            {
                return hit;
            }

            var found = span[Math.Min(at, span.Length)..].IndexOf(pattern);
            if (found < 0)
            {
                return new BoundaryHit(-1, IsClose: true, span.Length, span.Length);
            }

            at += found + 1;
        }
    }

    // delimiter := CRLF "--" boundary; close-delimiter := delimiter "--"; transport-padding is white space (RFC 2046 §5.1.1)
    public bool Match(int lineStart, out BoundaryHit hit)
    {
        var rest = _mail.Span[(lineStart + 2)..];
        for (var level = _open.Count - 1; level >= 0; level--)
        {
            var boundary = _open[level].Span;
            if (!rest.StartsWith(boundary))
            {
                continue;
            }

            var tail = rest[boundary.Length..];
            var end = tail.IndexOf(LineEnd);
            var next = end < 0 ? _mail.Length : lineStart + 2 + boundary.Length + end + 1;
            var padding = end < 0 ? tail : tail[..end];
            var isClose = padding.StartsWith("--"u8);
            if (isClose)
            {
                padding = padding[2..];
            }

            if (padding.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0)
            {
                hit = new BoundaryHit(level, isClose, lineStart, next);
                return true;
            }
        }

        hit = default;
        return false;
    }

    /// <summary>The end of a body: the line end before the boundary is the boundary's (RFC 2046 §5.1.1).</summary>
    public int EndBefore(BoundaryHit hit, int bodyStart)
    {
        var end = hit.LineStart;
        if (hit.Level < 0)
        {
            return end;
        }

        var span = _mail.Span;
        if (end > bodyStart && span[end - 1] == LineEnd)
        {
            end--;
            if (end > bodyStart && LineEnd == '\n' && span[end - 1] == '\r')
            {
                end--;
            }
        }

        return Math.Max(end, bodyStart);
    }

    /// <summary>
    /// What looks like the boundary line of a multipart that does not say its boundary, or says another: a line
    /// of "--" and one word, which comes again with "--" behind it.
    /// </summary>
    public ReadOnlyMemory<byte> Sniff(int start, int end)
    {
        if (_sniffs++ >= MostSniffs)
        {
            return default;
        }

        var body = _mail[start..end];
        var span = body.Span;
        for (var (at, tries) = (span.IndexOf("--"u8), 0); at >= 0 && tries < 20; tries++)
        {
            var rest = span[at..];
            var lineEnd = rest.IndexOf(LineEnd);
            var line = (lineEnd < 0 ? rest : rest[..lineEnd]).TrimEnd(" \t\r"u8);
            var word = line.Length > 2 ? line[2..] : default;
            if ((at == 0 || span[at - 1] == LineEnd) && word.Length is > 2 and <= 200
                && word.IndexOfAny((byte)' ', (byte)'\t') < 0 && word.IndexOfAnyExcept((byte)'-', (byte)'=', (byte)'_') >= 0
                && lineEnd >= 0 && HasClose(rest[lineEnd..], line))
            {
                return body.Slice(at + 2, word.Length);
            }

            var next = lineEnd < 0 ? -1 : rest[lineEnd..].IndexOf("--"u8);
            at = next < 0 ? -1 : at + lineEnd + next;
        }

        return default;
    }

    private static bool HasClose(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> line)
    {
        var at = rest.IndexOf(line);
        return at >= 0 && (rest[(at + line.Length)..].StartsWith("--"u8) || rest[(at + line.Length)..].IndexOf(line) >= 0);
    }

    /// <summary>LF, unless the first line of the header ends in a bare CR and no LF comes before the blank line.</summary>
    private static byte LineEndOf(ReadOnlySpan<byte> mail)
    {
        var first = mail.IndexOfAny((byte)'\r', (byte)'\n');
        if (first < 0 || mail[first] == '\n' || (first + 1 < mail.Length && mail[first + 1] == '\n'))
        {
            return (byte)'\n';
        }

        var blank = mail.IndexOf("\r\r"u8);
        return (blank < 0 ? mail : mail[..blank]).Contains((byte)'\n') ? (byte)'\n' : (byte)'\r';
    }
}
