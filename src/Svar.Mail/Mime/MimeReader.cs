using System.Runtime.InteropServices;
using Svar.Mail.Headers;

namespace Svar.Mail.Mime;

/// <summary>
/// Finds the tree of parts (RFC 2046 §5.1) in one pass over the bytes. Only lines that start with "--" are
/// looked at; each is compared with the boundaries that are open, the innermost first.
/// </summary>
internal sealed class MimeReader
{
    // sniffing a boundary reads a part a second time; this bounds how often a hostile mail can ask for it
    private const int MostSniffs = 20;

    private readonly ReadOnlyMemory<byte> _mail;
    private readonly MimeLimits _limits;
    private readonly DefectList _defects = new();
    private readonly List<HeaderSlot> _slots = new(64);
    private readonly List<ReadOnlyMemory<byte>> _open = [];
    private readonly Func<int, bool> _isBoundary;
    private readonly byte _lineEnd;
    private Hit _hit;
    private int _parts;
    private int _sniffs;

    private MimeReader(ReadOnlyMemory<byte> mail, MimeLimits limits)
    {
        _mail = mail;
        _limits = limits;
        _isBoundary = at => Match(at, out _);
        _lineEnd = LineEnd(mail.Span);
    }

    /// <summary>A line that ends the part before it: of which open multipart, and where. Level -1 is the end of the mail.</summary>
    private readonly record struct Hit(int Level, bool IsClose, int LineStart, int Next);

    public static MimePart Read(ReadOnlyMemory<byte> mail, MimeLimits limits, out IReadOnlyList<MailDefect> defects)
    {
        var reader = new MimeReader(mail, limits);
        var root = reader.ReadPart(reader.Beginning(), parent: null, depth: 0, defaultType: "text/plain");
        defects = reader._defects.Found;
        return root;
    }

    /// <summary>LF, unless the first line of the header ends in a bare CR and no LF comes before the blank line.</summary>
    private static byte LineEnd(ReadOnlySpan<byte> mail)
    {
        var first = mail.IndexOfAny((byte)'\r', (byte)'\n');
        if (first < 0 || mail[first] == '\n' || (first + 1 < mail.Length && mail[first + 1] == '\n'))
        {
            return (byte)'\n';
        }

        var blank = mail.IndexOf("\r\r"u8);
        return (blank < 0 ? mail : mail[..blank]).Contains((byte)'\n') ? (byte)'\n' : (byte)'\r';
    }

    private int Beginning()
    {
        var mail = _mail.Span;
        var start = mail.StartsWith("\uFEFF"u8) ? 3 : 0;
        var text = start;
        while (text < mail.Length && mail[text] is (byte)'\r' or (byte)'\n')
        {
            text++;
        }

        if (text > start && text < mail.Length)
        {
            // blank lines before a header: only when a header follows
            var colon = mail[text..Math.Min(mail.Length, text + 80)].IndexOfAny(":\r\n"u8);
            if (colon > 0 && mail[text + colon] == ':' && mail.Slice(text, colon).IndexOfAnyExceptInRange((byte)33, (byte)126) < 0)
            {
                _defects.Add("blank lines before the header", start);
                return text;
            }
        }

        return start;
    }

    private MimePart ReadPart(int start, MimePart? parent, int depth, string defaultType)
    {
        _parts++;
        var firstSlot = _slots.Count;
        var scanner = new HeaderScanner(_mail.Span, _lineEnd, _slots, _limits.MaxHeaders, _defects);
        var bodyStart = scanner.Scan(start, _open.Count > 0 ? _isBoundary : null);
        var slots = CollectionsMarshal.AsSpan(_slots)[firstSlot..].ToArray();
        var part = new MimePart(_mail, parent, slots, 0, slots.Length, start, bodyStart);
        ReadType(part, defaultType);
        _hit = default;
        if (scanner.StoppedAt >= 0)
        {
            Match(scanner.StoppedAt, out _hit);
            part.End = part.BodyStart;
            return part;
        }

        if (part.IsMultipartType)
        {
            ReadMultipart(part, depth);
        }
        else if (part.MediaType is "message/rfc822" or "message/global" or "message/news" && part.Encoding == TransferEncoding.Identity && Allows(part, depth))
        {
            var child = ReadPart(bodyStart, part, depth + 1, "text/plain");
            part.Add(child);
            part.End = child.End;
            return part;
        }
        else
        {
            Seek(bodyStart);
        }

        part.End = Math.Max(EndBefore(_hit, bodyStart), part.Children is [.., var last] ? last.End : bodyStart);
        return part;
    }

    private void ReadType(MimePart part, string defaultType)
    {
        part.MediaType = defaultType;
        if (part.Headers.First("Content-Transfer-Encoding"u8) is { } encoding)
        {
            part.Encoding = TransferEncodings.ByName(encoding.Raw.Span, out var known);
            if (!known)
            {
                _defects.Add("unknown transfer encoding", encoding.Offset);
            }
        }

        if (part.Headers.First("Content-Type"u8) is not { } field)
        {
            return;
        }

        var type = field.Parameterized.Word;
        var slash = type.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && slash < type.Length - 1)
        {
            part.MediaType = type;
        }
        else
        {
            // RFC 2045 §5.2: what is not understood is text/plain, unless it plainly wants to be a file
            part.MediaType = type switch
            {
                "html" or "text/htm" => "text/html",
                "multipart" or "multipart/" => "multipart/mixed",
                "text" or "text/" or "" or "plain" => "text/plain",
                _ => part.FileName is not null ? "application/octet-stream" : defaultType,
            };
            if (type.Length > 0)
            {
                _defects.Add("content type without subtype", field.Offset);
            }
        }

        if (part.IsMultipartType && part.Encoding != TransferEncoding.Identity)
        {
            _defects.Add("multipart with a transfer encoding", part.Start);
            part.Encoding = TransferEncoding.Identity;
        }
    }

    private bool Allows(MimePart part, int depth)
    {
        if (depth < _limits.MaxDepth && _parts < _limits.MaxParts)
        {
            return true;
        }

        _defects.Add("nested too deep or too many parts, kept unread", part.Start);
        return false;
    }

    private void ReadMultipart(MimePart part, int depth)
    {
        if (!Allows(part, depth))
        {
            Seek(part.BodyStart);
            return;
        }

        var boundary = BoundaryOf(part);
        var level = _open.Count;
        if (boundary.IsEmpty)
        {
            _defects.Add("multipart without boundary", part.Start);
            Seek(part.BodyStart);
        }
        else
        {
            _open.Add(boundary);
            Seek(part.BodyStart);
        }

        if (boundary.IsEmpty || _hit.Level != level || _hit.IsClose)
        {
            var end = _hit.LineStart;
            var sniffed = _hit.Level == level ? default : Sniff(part.BodyStart, end);
            if (!sniffed.IsEmpty)
            {
                _defects.Add("boundary of the multipart is not the declared one", part.Start);
                if (boundary.IsEmpty)
                {
                    _open.Add(sniffed);
                }
                else
                {
                    _open[level] = sniffed;
                }

                Seek(part.BodyStart);
            }
            else if (boundary.IsEmpty)
            {
                return;
            }
            else if (_hit.Level != level)
            {
                _defects.Add("boundary of the multipart never comes", part.Start);
                _open.RemoveAt(level);
                return;
            }
        }

        ReadChildren(part, level, depth);
    }

    private void ReadChildren(MimePart part, int level, int depth)
    {
        var childType = part.MediaType == "multipart/digest" ? "message/rfc822" : "text/plain";
        var isShared = _open.Take(level).Any(outer => outer.Span.SequenceEqual(_open[level].Span));
        var closed = false;
        while (_hit.Level == level)
        {
            if (_hit.IsClose)
            {
                closed = true;
                if (isShared)
                {
                    break;
                }

                // the boundary stays open: some programs add parts after the end
                Seek(_hit.Next);
                continue;
            }

            if (closed)
            {
                _defects.Add("part after the end of its multipart", _hit.LineStart);
                closed = false;
            }

            if (_parts >= _limits.MaxParts)
            {
                Allows(part, depth);
                while (_hit.Level == level)
                {
                    Seek(_hit.Next);
                }

                closed = true;
                break;
            }

            part.Add(ReadPart(_hit.Next, part, depth + 1, childType));
        }

        _open.RemoveAt(level);
        if (closed && isShared && _hit.Level == level)
        {
            Seek(_hit.Next);
        }

        if (!closed)
        {
            _defects.Add("multipart without its closing boundary", part.Start);
        }
    }

    private ReadOnlyMemory<byte> BoundaryOf(MimePart part)
    {
        var type = part.ContentType;
        var raw = type.RawParameter("boundary"u8).TrimEnd(" \t"u8);
        if (!raw.IsEmpty && raw.IndexOfAny((byte)'\\', (byte)'\n') < 0)
        {
            // a slice of the mail, not a copy: raw.Length bytes from where the two overlap
            return _mail.Span.Overlaps(raw, out var offset) ? _mail.Slice(offset, raw.Length) : raw.ToArray();
        }

        return type.Parameter("boundary"u8) is { Length: > 0 } text ? System.Text.Encoding.UTF8.GetBytes(text.TrimEnd()) : default;
    }

    /// <summary>
    /// What looks like the boundary line of a multipart that does not say its boundary, or says another: a line
    /// of "--" and one word, which comes again with "--" behind it.
    /// </summary>
    private ReadOnlyMemory<byte> Sniff(int start, int end)
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
            var lineEnd = rest.IndexOf(_lineEnd);
            var line = (lineEnd < 0 ? rest : rest[..lineEnd]).TrimEnd(" \t\r"u8);
            var word = line.Length > 2 ? line[2..] : default;
            if ((at == 0 || span[at - 1] == _lineEnd) && word.Length is > 2 and <= 200
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

    /// <summary>Goes to the next boundary line of any open multipart, from a line start.</summary>
    private void Seek(int from)
    {
        if (_open.Count == 0)
        {
            _hit = new Hit(-1, IsClose: true, _mail.Length, _mail.Length);
            return;
        }

        var mail = _mail.Span;
        var pattern = _lineEnd == '\n' ? "\n--"u8 : "\r--"u8;
        var at = from;
        while (true)
        {
            if (at + 2 < mail.Length && mail[at] == '-' && mail[at + 1] == '-' && Match(at, out _hit))
            {
                return;
            }

            var found = mail[Math.Min(at, mail.Length)..].IndexOf(pattern);
            if (found < 0)
            {
                _hit = new Hit(-1, IsClose: true, mail.Length, mail.Length);
                return;
            }

            at += found + 1;
        }
    }

    // delimiter := CRLF "--" boundary; close-delimiter := delimiter "--"; transport-padding is white space (RFC 2046 §5.1.1)
    private bool Match(int lineStart, out Hit hit)
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
            var end = tail.IndexOf(_lineEnd);
            var next = end < 0 ? _mail.Length : lineStart + 2 + boundary.Length + end + 1;
            var padding = end < 0 ? tail : tail[..end];
            var isClose = padding.StartsWith("--"u8);
            if (isClose)
            {
                padding = padding[2..];
            }

            if (padding.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') < 0)
            {
                hit = new Hit(level, isClose, lineStart, next);
                return true;
            }
        }

        hit = default;
        return false;
    }

    /// <summary>The end of a body: the line end before the boundary is the boundary's (RFC 2046 §5.1.1).</summary>
    private int EndBefore(Hit hit, int bodyStart)
    {
        var end = hit.LineStart;
        if (hit.Level < 0)
        {
            return end;
        }

        var mail = _mail.Span;
        if (end > bodyStart && mail[end - 1] == _lineEnd)
        {
            end--;
            if (end > bodyStart && _lineEnd == '\n' && mail[end - 1] == '\r')
            {
                end--;
            }
        }

        return Math.Max(end, bodyStart);
    }
}
