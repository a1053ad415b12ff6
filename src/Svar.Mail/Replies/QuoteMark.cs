namespace Svar.Mail.Replies;

/// <summary>The marks before quoted lines (RFC 3676 §4.5, and what people's programs make of it).</summary>
internal static class QuoteMark
{
    private const int WidestIndent = 4;

    /// <summary>How many characters of the line are quote marks: '&gt;', '&gt; &gt; ', 'AB&gt; '. 0: not quoted.</summary>
    public static int Length(ReadOnlySpan<char> line)
    {
        var at = 0;
        while (at < line.Length && at < WidestIndent && (line[at] is ' ' or '\t' or '\u00A0'))
        {
            at++;
        }

        // initials before the mark: an old custom of newsreaders
        var letters = at;
        while (letters < line.Length && letters - at < 3 && char.IsUpper(line[letters]))
        {
            letters++;
        }

        if (letters < line.Length && letters > at && line[letters] == '>' && (letters + 1 == line.Length || line[letters + 1] is ' ' or '>'))
        {
            at = letters;
        }

        if (at >= line.Length || line[at] != '>')
        {
            return 0;
        }

        while (at < line.Length && line[at] is '>' or ' ')
        {
            at++;
        }

        return at;
    }

    /// <summary>A bar before each line: some programs quote so. It counts only after a line that says who wrote.</summary>
    public static bool IsBar(ReadOnlySpan<char> line) => line.StartsWith("|") && (line.Length == 1 || line[1] is ' ' or '|');
}
