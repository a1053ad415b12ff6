using System.Runtime.InteropServices;
using Svar.Mail.Headers;

namespace Svar.Mail.Mime;

/// <summary>
/// Finds the tree of parts (RFC 2046 §5.1) in one pass over the bytes, from one boundary line to the next.
/// </summary>
internal sealed class MimeReader
{
    private const int MostDecodings = 3;
    private readonly ReadOnlyMemory<byte> _mail;
    private readonly MimeLimits _limits;
    private readonly DefectList _defects = new();
    private readonly List<HeaderSlot> _slots = new(64);
    private readonly BoundaryLines _boundaries;
    private readonly Func<int, bool> _isBoundary;
    private BoundaryHit _hit;
    private int _parts;

    // multiparts within each other that were decoded as a whole: real ones do it once, and each costs a copy
    private int _decodings;

    private MimeReader(ReadOnlyMemory<byte> mail, MimeLimits limits)
    {
        _mail = mail;
        _limits = limits;
        _boundaries = new BoundaryLines(mail);
        _isBoundary = at => _boundaries.Match(at, out _);
    }

    public static MimePart Read(ReadOnlyMemory<byte> mail, MimeLimits limits, out IReadOnlyList<MailDefect> defects)
    {
        var reader = new MimeReader(mail, limits);
        if (mail.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            reader._defects.Add("nothing here", 0);
        }

        var root = reader.ReadPart(reader.Beginning(), parent: null, depth: 0, defaultType: "text/plain");
        defects = reader._defects.Found;
        return root;
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
        var scanner = new HeaderScanner(_mail.Span, _boundaries.LineEnd, _slots, _limits.MaxHeaders, _defects);
        var bodyStart = scanner.Scan(start, _boundaries.Count > 0 ? _isBoundary : null);
        var slots = CollectionsMarshal.AsSpan(_slots)[firstSlot..].ToArray();
        var part = new MimePart(_mail, parent, slots, 0, slots.Length, start, bodyStart);
        ReadType(part, defaultType);
        _hit = default;
        if (scanner.StoppedAt >= 0)
        {
            _boundaries.Match(scanner.StoppedAt, out _hit);
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
            _hit = _boundaries.Next(bodyStart);
        }

        part.End = Math.Max(_boundaries.EndBefore(_hit, bodyStart), part.Children is [.., var last] ? last.End : bodyStart);
        if (part.IsMultipartType && part.Encoding != TransferEncoding.Identity)
        {
            ReadEncoded(part, depth);
            part.Encoding = part.Children.Count > 0 ? TransferEncoding.Identity : part.Encoding;
        }

        return part;
    }

    /// <summary>
    /// QUIRK: a multipart may not be encoded as a whole (RFC 2045 §6.4). Mostly the field only says so; where no part was found, the body is decoded, and the
    /// parts of what comes out are those of the mail. Their places are places in it.
    /// </summary>
    private void ReadEncoded(MimePart part, int depth)
    {
        _defects.Add("multipart with a transfer encoding", part.Start);
        if (part.Children.Count > 0 || _decodings >= MostDecodings || depth >= _limits.MaxDepth || part.RawBody.IsEmpty)
        {
            return;
        }

        var type = part.Headers.First("Content-Type"u8)!.Value.Raw.Span;
        ReadOnlySpan<byte> head = [.. "Content-Type:"u8, .. type, .. "\r\n\r\n"u8];
        var reader = new MimeReader((byte[])[.. head, .. part.DecodeBytes()], _limits) { _parts = _parts, _decodings = _decodings + 1 };
        reader._defects.PinnedAt = part.BodyStart;
        var inner = reader.ReadPart(0, part.Parent, depth + 1, part.MediaType);
        _parts = reader._parts;
        foreach (var child in inner.Children)
        {
            part.Add(child);
        }

        foreach (var defect in reader._defects.Found)
        {
            _defects.Add(defect.What, defect.At);
        }
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
            _hit = _boundaries.Next(part.BodyStart);
            return;
        }

        var boundary = BoundaryOf(part);
        var level = _boundaries.Count;
        if (boundary.IsEmpty)
        {
            _defects.Add("multipart without boundary", part.Start);
            _hit = _boundaries.Next(part.BodyStart);
        }
        else
        {
            _boundaries.Open(boundary);
            _hit = _boundaries.Next(part.BodyStart);
        }

        if (boundary.IsEmpty || _hit.Level != level || _hit.IsClose)
        {
            var end = _hit.LineStart;
            var sniffed = _hit.Level == level ? default : _boundaries.Sniff(part.BodyStart, end);
            if (!sniffed.IsEmpty)
            {
                _defects.Add("boundary of the multipart is not the declared one", part.Start);
                _boundaries.Set(level, sniffed);
                _hit = _boundaries.Next(part.BodyStart);
            }
            else if (boundary.IsEmpty)
            {
                return;
            }
            else if (_hit.Level != level)
            {
                _defects.Add("boundary of the multipart never comes", part.Start);
                _boundaries.Close(level);
                return;
            }
        }

        ReadChildren(part, level, depth);
    }

    private void ReadChildren(MimePart part, int level, int depth)
    {
        var childType = part.MediaType == "multipart/digest" ? "message/rfc822" : "text/plain";
        var isShared = _boundaries.IsShared(level);
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
                _hit = _boundaries.Next(_hit.Next);
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
                    _hit = _boundaries.Next(_hit.Next);
                }

                closed = true;
                break;
            }

            part.Add(ReadPart(_hit.Next, part, depth + 1, childType));
        }

        _boundaries.Close(level);
        if (closed && isShared && _hit.Level == level)
        {
            _hit = _boundaries.Next(_hit.Next);
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

}
