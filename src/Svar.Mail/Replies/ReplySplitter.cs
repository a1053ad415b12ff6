namespace Svar.Mail.Replies;

/// <summary>
/// The work of <see cref="ReplyText"/>: lines become stretches (own words, quotations with the line over them, and the rest that a
/// heading without quote marks hides), then the order of the stretches tells which quotations stay.
/// </summary>
internal sealed class ReplySplitter
{
    private const int LookBack = 5;

    private readonly string _text;
    private readonly List<TextLine> _lines;
    private readonly bool[] _quoted;
    private readonly ReplyPartKind[] _kinds;

    // where a line holds the end of the reply and the beginning of an attribution
    private readonly Dictionary<int, int> _splitAt = [];
    private int _headingEnd;
    private bool _isForward;

    public ReplySplitter(string text)
    {
        _text = text;
        _lines = TextLine.Cut(text);
        _kinds = new ReplyPartKind[_lines.Count];
        _quoted = new bool[_lines.Count];
        for (var i = 0; i < _lines.Count; i++)
        {
            _quoted[i] = QuoteMark.Length(Span(i)) > 0 && !ClosesAddress(i);
        }

        for (var i = 1; i + 1 < _lines.Count; i++)
        {
            if (!_quoted[i] && _quoted[i - 1] && _quoted[i + 1] && IsBrokenLink(i))
            {
                _quoted[i] = true;
            }
        }
    }

    public ReplyParts Split()
    {
        var stretches = Stretches(out var hiddenFrom);
        var hidden = hiddenFrom < _lines.Count;
        if (hidden && !stretches.Exists(s => s.Kind == StretchKind.Words && HasWords(s.From, s.To)) && !stretches.Exists(static s => s.Kind == StretchKind.Quotation))
        {
            ShowHidden(stretches, hiddenFrom);
        }
        else
        {
            Fill(hiddenFrom, _lines.Count, ReplyPartKind.Quoted);
        }

        Judge(stretches);
        return new(_text, Parts());
    }

    private List<Stretch> Stretches(out int hiddenFrom)
    {
        var found = new List<Stretch>();
        var words = 0;
        for (var i = 0; i < _lines.Count;)
        {
            if (!_quoted[i] && Heading(i) is { } heading)
            {
                AddWords(found, words, heading.From);
                hiddenFrom = heading.From;
                _headingEnd = heading.To;
                _isForward = heading.IsForward;
                return found;
            }

            var attribution = AttributionEndingAt(i, words);
            if (attribution >= 0)
            {
                var next = NextWritten(i + 1);
                if (!_quoted[attribution] && !IsQuotation(next, afterAttribution: true) && !_splitAt.ContainsKey(attribution))
                {
                    AddWords(found, words, attribution);
                    hiddenFrom = attribution;
                    _headingEnd = i + 1;
                    return found;
                }

                AddWords(found, words, _splitAt.ContainsKey(attribution) ? attribution + 1 : attribution);
                var end = QuotationEnd(next);
                found.Add(new(StretchKind.Quotation, attribution, end, Math.Max(i + 1, attribution)));
                i = words = end;
                continue;
            }

            if (_quoted[i])
            {
                AddWords(found, words, i);
                var end = QuotationEnd(i);
                found.Add(new(StretchKind.Quotation, i, end, -1));
                i = words = end;
                continue;
            }

            i++;
        }

        AddWords(found, words, _lines.Count);
        hiddenFrom = _lines.Count;
        return found;
    }

    private static void AddWords(List<Stretch> to, int from, int end)
    {
        if (end > from)
        {
            to.Add(new(StretchKind.Words, from, end, -1));
        }
    }

    // headers or a 'forwarded message' line, with the ruled line above
    private (int From, int To, bool IsForward)? Heading(int i)
    {
        var span = Span(i);
        if (ForwardLine.Kind(span) is { } forward)
        {
            return (i, i + 1, forward);
        }

        var rule = Signature.IsRule(Line(i)) && span.Trim().Length >= 5;
        var at = rule ? NextWritten(i + 1) : i;
        if (at >= _lines.Count || (rule && at - i > 3) || _quoted[at])
        {
            return null;
        }

        if (rule && ForwardLine.Kind(Span(at)) is { } under)
        {
            return (i, at + 1, under);
        }

        if (HeaderBlock.Kind(Span(at), out _) == QuotedHeader.None)
        {
            return null;
        }

        var count = HeaderBlock.Lines(n => n < _lines.Count ? Line(n) : null, at, framed: rule);
        return count > 0 ? (i, at + count, false) : null;
    }

    /// <summary>The first line of the attribution that ends with this one, or -1.</summary>
    private int AttributionEndingAt(int end, int notBefore)
    {
        var span = Span(end);
        if (span.Length > Attribution.Longest * 2 || !Attribution.MayEnd(span))
        {
            return -1;
        }

        var quoted = _quoted[end];
        var quoteFollows = IsQuotation(NextWritten(end + 1), afterAttribution: true);
        if (quoted && !quoteFollows)
        {
            return -1;
        }

        var joined = "";
        var blanks = 0;
        for (var start = end; start >= notBefore && end - start <= LookBack; start--)
        {
            if (_quoted[start] != quoted)
            {
                break;
            }

            var line = Bare(start);
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
                _splitAt[end] = _lines[end].From + at;
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
            return start;
        }

        var best = start;
        var blanks = 0;
        for (var at = start - 1; at >= notBefore && end - at <= LookBack; at--)
        {
            var line = Bare(at);
            if (line.Length == 0 && ++blanks == 1)
            {
                continue;
            }

            if (line.Length == 0 || _quoted[at] != _quoted[end] || line[^1] is '.' or '!' or '?')
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

    // the first line of a longer sentence that happens to end like an attribution
    private static bool IsProse(string first, string joined) => joined.Length > first.Length && !Attribution.Opens(first) && first.Contains(". ", StringComparison.Ordinal);

    private string Bare(int i)
    {
        var span = Span(i);
        return (_quoted[i] ? span[QuoteMark.Length(span)..] : span).Trim(" \t\u00A0").ToString();
    }

    private bool IsQuotation(int i, bool afterAttribution) => i < _lines.Count && (_quoted[i] || (afterAttribution && QuoteMark.IsBar(Span(i))));

    // quoted lines and the blank ones between them
    private int QuotationEnd(int from)
    {
        var bars = from < _lines.Count && !_quoted[from] && QuoteMark.IsBar(Span(from));
        var end = from;
        for (var i = from; i < _lines.Count; i++)
        {
            if (_quoted[i] || (bars && QuoteMark.IsBar(Span(i))))
            {
                end = i + 1;
            }
            else if (!IsBlank(i))
            {
                break;
            }
        }

        return end;
    }

    private void ShowHidden(List<Stretch> stretches, int hiddenFrom)
    {
        // a forward that says nothing itself is there to be read, headers and all
        if (_isForward || HeaderBlock.Kind(Span(hiddenFrom), out _) != QuotedHeader.None || Signature.IsRule(Line(hiddenFrom)))
        {
            Fill(hiddenFrom, _lines.Count, ReplyPartKind.Reply);
            return;
        }

        Fill(hiddenFrom, _headingEnd, ReplyPartKind.Quoted);
        AddWords(stretches, _headingEnd, _lines.Count);
    }

    private void Judge(List<Stretch> stretches)
    {
        foreach (var stretch in stretches)
        {
            if (stretch.Kind == StretchKind.Words)
            {
                JudgeWords(stretch);
            }
        }

        // quotations with words of the writer after them; if there are two, the writer answers between the lines
        var lastWords = stretches.FindLastIndex(s => s.Kind == StretchKind.Words && HasReply(s));
        var answered = stretches.Take(lastWords + 1).Count(static s => s.Kind == StretchKind.Quotation);
        var after = stretches.Skip(lastWords + 1).Any(static s => s.Kind == StretchKind.Quotation);
        var between = answered > 1 || (answered == 1 && after);
        for (var at = 0; at < stretches.Count; at++)
        {
            var quotation = stretches[at];
            if (quotation.Kind != StretchKind.Quotation)
            {
                continue;
            }

            var announced = quotation.QuoteFrom >= 0 || HoldsAttribution(quotation);
            var stays = at < lastWords && (between || !announced);
            Fill(quotation.From, quotation.To, stays ? ReplyPartKind.Reply : ReplyPartKind.Quoted);
            if (quotation.QuoteFrom > quotation.From)
            {
                Fill(quotation.From, quotation.QuoteFrom, ReplyPartKind.Quoted);
            }
        }

        ShowIfNothingElse();
    }

    private void JudgeWords(Stretch words)
    {
        var to = words.To;
        for (var i = words.From; i < words.To; i++)
        {
            if (!IsMobile(i))
            {
                continue;
            }

            _kinds[i] = ReplyPartKind.Signature;
            var next = i + 1;
            while (next < words.To && (IsBlank(next) || IsMobile(next)))
            {
                _kinds[next++] = ReplyPartKind.Signature;
            }

            if (next < words.To && HasWords(words.From, i) && !_text.AsSpan(_lines[next].From).TrimStart().StartsWith("PS", StringComparison.OrdinalIgnoreCase))
            {
                // who writes below what their telephone adds has nothing above it: this is an earlier mail without a heading
                var signature = Signature.Find(Line, next, words.To, out _);
                Fill(next, words.To, signature == next || Signature.IsDashes(Line(next)) ? ReplyPartKind.Signature : ReplyPartKind.Quoted);
                to = i;
                break;
            }

            i = next - 1;
        }

        var last = to;
        while (last > words.From && (IsBlank(last - 1) || _kinds[last - 1] != ReplyPartKind.Reply))
        {
            last--;
        }

        var from = words.From;
        while (from < last && _kinds[from] != ReplyPartKind.Reply)
        {
            from++;
        }

        var start = Signature.Find(Line, from, last, out var weak);
        if (start < last && (!weak || HasLetters(0, start)))
        {
            for (var i = start; i < to; i++)
            {
                _kinds[i] = ReplyPartKind.Signature;
            }
        }
    }

    // of a mail that is all signature, the words are shown
    private void ShowIfNothingElse()
    {
        if (_kinds.AsSpan().Contains(ReplyPartKind.Quoted))
        {
            return;
        }

        for (var i = 0; i < _kinds.Length; i++)
        {
            if (_kinds[i] == ReplyPartKind.Reply && !IsBlank(i))
            {
                return;
            }
        }

        for (var i = 0; i < _kinds.Length; i++)
        {
            if (!IsMobile(i))
            {
                _kinds[i] = ReplyPartKind.Reply;
            }
        }
    }

    private bool HoldsAttribution(Stretch quotation)
    {
        var joined = "";
        for (var i = quotation.From; i < quotation.To && i < quotation.From + 4; i++)
        {
            joined = $"{joined} {Bare(i)}".Trim();
            if (joined.Length > 0 && (Attribution.Matches(joined, quoteFollows: false) || Attribution.Matches(Bare(i), quoteFollows: false)))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasReply(Stretch words)
    {
        for (var i = words.From; i < words.To; i++)
        {
            if (_kinds[i] == ReplyPartKind.Reply && !IsBlank(i))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasWords(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (!IsBlank(i) && !Signature.IsRule(Line(i)) && !IsMobile(i))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasLetters(int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            foreach (var c in Span(i))
            {
                if (char.IsLetterOrDigit(c))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // QUIRK: 'Some One <a@b.example' / '>:', a line that only closes the address of the one before
    private bool ClosesAddress(int i)
    {
        var line = Span(i).Trim();
        if (i == 0 || line.Length > 40 || line[^1] is not ':' and not '：')
        {
            return false;
        }

        var open = 0;
        for (var above = Math.Max(0, i - 3); above < i; above++)
        {
            foreach (var c in Span(above))
            {
                open = c == '<' ? open + 1 : c == '>' ? Math.Max(0, open - 1) : open;
            }
        }

        return open > 0;
    }

    // QUIRK: an address too long for its line loses the mark on the rest
    private bool IsBrokenLink(int i)
    {
        var line = Span(i).Trim();
        if (line.IsEmpty)
        {
            return false;
        }

        var above = Span(i - 1);
        return above.LastIndexOf('(') > above.LastIndexOf(')') || above.LastIndexOf('<') > above.LastIndexOf('>') && above.Contains("http", StringComparison.OrdinalIgnoreCase)
            || ((line[0] is '(' or '<' || line[^1] == '>') && line.Contains("http", StringComparison.OrdinalIgnoreCase));
    }

    private ReadOnlySpan<char> Span(int i) => _text.AsSpan(_lines[i].From, _lines[i].End - _lines[i].From);

    private string Line(int i) => _text[_lines[i].From.._lines[i].End];

    // a line that the next one goes on from is the beginning of a sentence
    private bool IsMobile(int i) => MobileSignature.Matches(Span(i)) && (i + 1 >= _lines.Count || Span(i + 1) is not [var next, ..] || !char.IsLower(next));

    private bool IsBlank(int i) => Span(i).IsWhiteSpace();

    private int NextWritten(int i)
    {
        while (i < _lines.Count && IsBlank(i))
        {
            i++;
        }

        return i;
    }

    private void Fill(int from, int to, ReplyPartKind kind)
    {
        for (var i = from; i < to; i++)
        {
            _kinds[i] = kind;
        }
    }

    private List<ReplyPart> Parts()
    {
        var parts = new List<ReplyPart>();
        for (var i = 0; i < _lines.Count; i++)
        {
            if (_splitAt.TryGetValue(i, out var at) && _kinds[i] == ReplyPartKind.Quoted)
            {
                Add(parts, ReplyPartKind.Reply, _lines[i].From, at);
                Add(parts, ReplyPartKind.Quoted, at, _lines[i].To);
            }
            else
            {
                Add(parts, _kinds[i], _lines[i].From, _lines[i].To);
            }
        }

        return parts;
    }

    private static void Add(List<ReplyPart> parts, ReplyPartKind kind, int from, int to)
    {
        if (parts.Count > 0 && parts[^1].Kind == kind)
        {
            parts[^1] = parts[^1] with { To = to };
        }
        else if (to > from)
        {
            parts.Add(new(kind, from, to));
        }
    }

    private enum StretchKind
    {
        Words,
        Quotation,
    }

    /// <param name="QuoteFrom">Where, after the line that says who wrote, the quoted lines begin; -1 when there is no such line.</param>
    private sealed record Stretch(StretchKind Kind, int From, int To, int QuoteFrom);
}
