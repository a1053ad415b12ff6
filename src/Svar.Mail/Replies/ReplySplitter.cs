namespace Svar.Mail.Replies;

/// <summary>
/// The work of <see cref="ReplyText"/>: lines become stretches (own words, quotations with the line over them, and the rest that a
/// heading without quote marks hides), then the order of the stretches tells which quotations stay.
/// </summary>
internal sealed class ReplySplitter
{
    private readonly QuotedLines _lines;
    private readonly QuoteStarts _starts;
    private readonly ReplyPartKind[] _kinds;
    private int _headingEnd;
    private bool _isForward;

    public ReplySplitter(string text, IReadOnlySet<int> starts)
    {
        _lines = new QuotedLines(text);
        _starts = new QuoteStarts(_lines, starts);
        _kinds = new ReplyPartKind[_lines.Count];
    }

    public ReplyParts Split()
    {
        var stretches = Stretches(out var hiddenFrom);
        var hidden = hiddenFrom < _lines.Count;
        if (hidden && !stretches.Exists(s => s.Kind == StretchKind.Words && _lines.HasWords(s.From, s.To)) && !stretches.Exists(static s => s.Kind == StretchKind.Quotation))
        {
            ShowHidden(stretches, hiddenFrom);
        }
        else
        {
            Fill(hiddenFrom, _lines.Count, ReplyPartKind.Quoted);
        }

        Judge(stretches);
        return new(_lines.Text, Parts());
    }

    private List<Stretch> Stretches(out int hiddenFrom)
    {
        var found = new List<Stretch>();
        var words = 0;
        for (var i = 0; i < _lines.Count;)
        {
            if (!_lines.IsQuoted(i) && _starts.Heading(i) is { } heading)
            {
                AddWords(found, words, heading.From);
                hiddenFrom = heading.From;
                _headingEnd = heading.To;
                _isForward = heading.IsForward;
                return found;
            }

            var attribution = _starts.AttributionEndingAt(i, words);
            if (attribution >= 0)
            {
                var next = _lines.NextWritten(i + 1);
                var above = RuleAbove(attribution, words);
                if (!_lines.IsQuoted(attribution) && !_lines.IsQuotation(next, afterAttribution: true) && !_starts.IsSplit(attribution, out _))
                {
                    // without marks on what stands below, only a program's line tells where that ends: at the end
                    if (!_starts.IsWrittenByProgram(attribution, i))
                    {
                        i++;
                        continue;
                    }

                    AddWords(found, words, above);
                    hiddenFrom = above;
                    _headingEnd = i + 1;
                    return found;
                }

                AddWords(found, words, _starts.IsSplit(attribution, out _) ? attribution + 1 : above);
                var end = _lines.QuotationEnd(next);
                found.Add(new(StretchKind.Quotation, above, end, Math.Max(i + 1, attribution)));
                i = words = end;
                continue;
            }

            if (_lines.IsQuoted(i))
            {
                var above = RuleAbove(i, words);
                AddWords(found, words, above);
                var end = _lines.QuotationEnd(i);
                found.Add(new(StretchKind.Quotation, above, end, -1));
                i = words = end;
                continue;
            }

            i++;
        }

        AddWords(found, words, _lines.Count);
        hiddenFrom = _lines.Count;
        return found;
    }

    // a ruled line over a quotation belongs to it
    private int RuleAbove(int at, int notBefore)
    {
        var above = at - 1;
        while (above >= notBefore && at - above < 3 && _lines.IsBlank(above))
        {
            above--;
        }

        return above >= notBefore && !_lines.IsQuoted(above) && _lines.Span(above).Trim().Length >= 10 && Signature.IsRule(_lines.Line(above)) ? above : at;
    }

    private static void AddWords(List<Stretch> to, int from, int end)
    {
        if (end > from)
        {
            to.Add(new(StretchKind.Words, from, end, -1));
        }
    }

    private void ShowHidden(List<Stretch> stretches, int hiddenFrom)
    {
        // a forward that says nothing itself is there to be read, headers and all
        if (_isForward || HeaderBlock.Kind(_lines.Span(hiddenFrom), out _) != QuotedHeader.None || Signature.IsRule(_lines.Line(hiddenFrom)))
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
        for (var i = words.From; i < words.To; i++)
        {
            if (_lines.IsMobile(i, words.To))
            {
                _kinds[i] = ReplyPartKind.Signature;
            }
        }

        var last = words.To;
        while (last > words.From && (_lines.IsBlank(last - 1) || _kinds[last - 1] != ReplyPartKind.Reply))
        {
            last--;
        }

        var from = words.From;
        while (from < last && _kinds[from] != ReplyPartKind.Reply)
        {
            from++;
        }

        var start = Signature.Find(_lines.Line, from, last, out var weak);
        if (start < last && (!weak || _lines.HasLetters(0, start)))
        {
            for (var i = start; i < words.To; i++)
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
            if (_kinds[i] == ReplyPartKind.Reply && !_lines.IsBlank(i))
            {
                return;
            }
        }

        for (var i = 0; i < _kinds.Length; i++)
        {
            if (!_lines.IsMobile(i, _kinds.Length))
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
            joined = $"{joined} {_lines.Bare(i)}".Trim();
            if (joined.Length > 0 && (Attribution.Matches(joined, quoteFollows: false) || Attribution.Matches(_lines.Bare(i), quoteFollows: false)))
            {
                return true;
            }
        }

        return HeaderBlock.Lines(n => n < quotation.To ? _lines.Bare(n) : null, quotation.From, framed: false) > 0;
    }

    private bool HasReply(Stretch words)
    {
        for (var i = words.From; i < words.To; i++)
        {
            if (_kinds[i] == ReplyPartKind.Reply && !_lines.IsBlank(i))
            {
                return true;
            }
        }

        return false;
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
            if (_starts.IsSplit(i, out var at) && _kinds[i] == ReplyPartKind.Quoted)
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
