namespace Svar.Mail.Imap;

/// <summary>A status response: OK, NO, BAD, BYE or PREAUTH, perhaps a code with its arguments, and words for people.</summary>
internal sealed record ImapStatus(string Kind, string Code, string Arguments, string Text)
{
    public bool IsOk => Kind is "OK" or "PREAUTH";

    public uint Number => uint.TryParse(Arguments, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    public override string ToString() => $"{Kind}{(Code.Length > 0 ? $" [{Code}]" : "")} {Text}".TrimEnd();

    // resp-text = ["[" resp-text-code "]" SP] [text]        RFC 9051 §9
    public static ImapStatus Read(string kind, string line)
    {
        kind = kind.ToUpperInvariant();
        line = line.TrimStart(' ');
        if (line is not ['[', ..] || line.IndexOf(']', StringComparison.Ordinal) is var end && end < 0)
        {
            return new ImapStatus(kind, "", "", line);
        }

        // A list of flags may hold brackets of its own.
        var depth = 0;
        for (var i = 0; i < line.Length; i++)
        {
            depth += line[i] switch { '[' => 1, ']' => -1, _ => 0 };
            if (depth == 0)
            {
                end = i;
                break;
            }
        }

        var inner = line[1..end];
        var space = inner.IndexOf(' ', StringComparison.Ordinal);
        return new ImapStatus(
            kind, (space < 0 ? inner : inner[..space]).ToUpperInvariant(), space < 0 ? "" : inner[(space + 1)..].Trim(), line[(end + 1)..].TrimStart(' '));
    }

    public static bool IsKind(string word) =>
        word.Equals("OK", StringComparison.OrdinalIgnoreCase) || word.Equals("NO", StringComparison.OrdinalIgnoreCase) || word.Equals("BAD", StringComparison.OrdinalIgnoreCase)
        || word.Equals("BYE", StringComparison.OrdinalIgnoreCase) || word.Equals("PREAUTH", StringComparison.OrdinalIgnoreCase);
}
