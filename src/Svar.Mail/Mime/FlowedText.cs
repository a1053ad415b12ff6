namespace Svar.Mail.Mime;

/// <summary>format=flowed (RFC 3676): lines that end in a space go on in the next line of the same quote depth.</summary>
internal static class FlowedText
{
    /// <summary>Puts the lines together in place; gives the new length, which is never more.</summary>
    public static int Join(Span<char> text, bool delSp)
    {
        var to = 0;
        var from = 0;
        var openDepth = -1;
        while (from < text.Length)
        {
            var end = text[from..].IndexOf('\n');
            var hasEnd = end >= 0;
            end = hasEnd ? from + end : text.Length;
            var depth = 0;
            while (from + depth < end && text[from + depth] == '>')
            {
                depth++;
            }

            // §4.4: one space after the marks, or at the start of an unquoted line, was stuffed
            var content = from + depth;
            var stuffed = content < end && text[content] == ' ';
            content += stuffed ? 1 : 0;
            var joins = openDepth == depth && to > 0;
            var isSignatureMark = text[content..end] is "-- ";
            if (joins && !isSignatureMark)
            {
                // continues the line before, without marks
            }
            else
            {
                if (openDepth >= 0)
                {
                    text[to++] = '\n';
                }

                text.Slice(from, depth).CopyTo(text[to..]);
                to += depth;
                if (depth > 0 && stuffed)
                {
                    text[to++] = ' ';
                }
            }

            var flows = !isSignatureMark && end > content && text[end - 1] == ' ';
            var kept = end - content - (flows && delSp ? 1 : 0);
            text.Slice(content, kept).CopyTo(text[to..]);
            to += kept;
            if (flows && hasEnd)
            {
                openDepth = depth;
            }
            else
            {
                openDepth = -1;
                if (hasEnd)
                {
                    text[to++] = '\n';
                }
            }

            from = hasEnd ? end + 1 : end;
        }

        return to;
    }
}
