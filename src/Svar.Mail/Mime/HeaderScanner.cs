using Svar.Mail.Headers;

namespace Svar.Mail.Mime;

/// <summary>
/// Finds the fields of a header (RFC 5322 §2.2) by their offsets. Forgives mbox 'From ' lines, lost folding, a
/// missing blank line, and white space before the colon.
/// </summary>
internal ref struct HeaderScanner(ReadOnlySpan<byte> mail, byte lineEnd, List<HeaderSlot> slots, int maxSlots, DefectList defects)
{
    private readonly ReadOnlySpan<byte> _mail = mail;

    /// <summary>Set when the header ran into a line that may be a boundary: its start.</summary>
    public int StoppedAt { get; private set; } = -1;

    /// <summary>Reads from a line start; gives where the body starts.</summary>
    /// <param name="start">Where the first field should start.</param>
    /// <param name="isBoundary">Whether a line that starts so with "--" is a boundary of an open multipart.</param>
    public int Scan(int start, Func<int, bool>? isBoundary)
    {
        var first = slots.Count;
        var full = false;
        var at = start;
        while (at < _mail.Length)
        {
            var rest = _mail[at..];
            var end = rest.IndexOf(lineEnd);
            var next = end < 0 ? _mail.Length : at + end + 1;
            var line = end < 0 ? rest : rest[..end];
            if (!line.IsEmpty && line[^1] == '\r')
            {
                line = line[..^1];
            }

            if (line.IsEmpty)
            {
                return next;
            }

            if (line[0] is (byte)' ' or (byte)'\t')
            {
                if (slots.Count > first && !full)
                {
                    slots[^1] = slots[^1] with { End = at + line.Length };
                }
                else if (!full)
                {
                    defects.Add("header starts with a folded line", at);
                }

                at = next;
                continue;
            }

            if (line[0] == '-' && isBoundary is not null && line.Length > 2 && line[1] == '-' && isBoundary(at))
            {
                defects.Add("header ends without a blank line", at);
                StoppedAt = at;
                return at;
            }

            var nameLength = NameLength(line, out var colon);
            if (nameLength > 0)
            {
                if (slots.Count < maxSlots)
                {
                    slots.Add(new HeaderSlot(at, nameLength, at + colon + 1, at + line.Length));
                }
                else if (!full)
                {
                    full = true;
                    defects.Add("too many header fields, the rest is left out", at);
                }
            }
            else if (at == start && (line.StartsWith("From "u8) || line.StartsWith(">From "u8)))
            {
                // mbox separator
            }
            else if (slots.Count == first)
            {
                defects.Add("no header", at);
                return at;
            }
            else if (IsUsualField(_mail[next..]))
            {
                // QUIRK: a folded line that lost its indent, or rubbish between fields
                defects.Add("line in the header that is no field", at);
                if (!full)
                {
                    slots[^1] = slots[^1] with { End = at + line.Length };
                }
            }
            else
            {
                defects.Add("header ends without a blank line", at);
                return at;
            }

            at = next;
        }

        return _mail.Length;
    }

    // field-name = 1*ftext, any character of 33…126 but ':'; white space before the colon is obsolete (§4.5)
    private static int NameLength(ReadOnlySpan<byte> line, out int colon)
    {
        colon = line.IndexOf((byte)':');
        if (colon <= 0)
        {
            return 0;
        }

        var name = line[..colon].TrimEnd(" \t"u8);
        return name.IndexOfAnyExceptInRange((byte)33, (byte)126) < 0 ? name.Length : 0;
    }

    /// <summary>Whether this begins with a field of any name.</summary>
    public static bool IsField(ReadOnlySpan<byte> rest)
    {
        rest = rest[..Math.Min(rest.Length, 80)];
        var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        return NameLength(end < 0 ? rest : rest[..end], out _) > 0;
    }

    /// <summary>Whether this begins with a field that mails have and words seldom look like.</summary>
    public static bool IsUsualField(ReadOnlySpan<byte> rest)
    {
        var colon = rest[..Math.Min(rest.Length, 80)].IndexOf((byte)':');
        if (colon <= 0)
        {
            return false;
        }

        var name = rest[..colon];
        return Ascii7.StartsWith(name, "content-"u8) || Ascii7.StartsWith(name, "x-"u8) || Ascii7.StartsWith(name, "list-"u8) || Ascii7.StartsWith(name, "resent-"u8)
            || Ascii7.StartsWith(name, "dkim-"u8) || Ascii7.StartsWith(name, "arc-"u8) || Ascii7.StartsWith(name, "thread-"u8)
            || Ascii7.Same(name, "from"u8) || Ascii7.Same(name, "to"u8) || Ascii7.Same(name, "cc"u8) || Ascii7.Same(name, "subject"u8) || Ascii7.Same(name, "date"u8)
            || Ascii7.Same(name, "message-id"u8) || Ascii7.Same(name, "mime-version"u8) || Ascii7.Same(name, "received"u8) || Ascii7.Same(name, "reply-to"u8)
            || Ascii7.Same(name, "sender"u8) || Ascii7.Same(name, "in-reply-to"u8) || Ascii7.Same(name, "references"u8) || Ascii7.Same(name, "return-path"u8)
            || Ascii7.Same(name, "auto-submitted"u8) || Ascii7.Same(name, "importance"u8) || Ascii7.Same(name, "user-agent"u8) || Ascii7.Same(name, "authentication-results"u8);
    }
}
