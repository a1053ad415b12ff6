using System.Text;

namespace Svar.Demo;

/// <summary>Header text beyond ASCII: encoded words (RFC 2047) and parameters (RFC 2231).</summary>
internal static class MimeWords
{
    /// <summary>Long ASCII is folded at spaces; other text becomes encoded words of at most 75 characters.</summary>
    public static string Text(string text, bool inBase64, int firstColumn = 9)
    {
        if (Ascii.IsValid(text))
        {
            return Fold(text, firstColumn);
        }

        const string charset = "UTF-8";
        var room = 75 - charset.Length - 7;
        var words = new List<string>();
        var word = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var coded = inBase64 ? rune.ToString() : Q(rune);
            var length = inBase64 ? (((bytes + rune.Utf8SequenceLength + 2) / 3) * 4) : word.Length + coded.Length;
            if (length > room - (words.Count == 0 ? firstColumn : 0))
            {
                words.Add(word.ToString());
                word.Clear();
                bytes = 0;
            }

            word.Append(coded);
            bytes += rune.Utf8SequenceLength;
        }

        words.Add(word.ToString());
        return string.Join("\r\n ", words.Select(w => "=?" + charset + (inBase64 ? "?B?" + Convert.ToBase64String(Encoding.UTF8.GetBytes(w)) : "?Q?" + w) + "?="));
    }

    /// <summary>A display name and address; plain names go unquoted or quoted as RFC 5322 §3.2.4 asks.</summary>
    public static string Mailbox(string name, string address, bool inBase64) => name.Length == 0
        ? address
        : (!Ascii.IsValid(name) ? Text(name, inBase64) : name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-') ? name : "\"" + name.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"") + " <" + address + ">";

    /// <summary>A quoted string where ASCII will do, else RFC 2231.</summary>
    public static string Parameter(string name, string value) => Ascii.IsValid(value)
        ? name + "=\"" + value + "\""
        : name + "*=UTF-8''" + Uri.EscapeDataString(value);

    private static string Fold(string text, int column)
    {
        var folded = new StringBuilder(text.Length + 8);
        foreach (var word in text.Split(' '))
        {
            if (folded.Length > 0)
            {
                var breaks = column + word.Length + 1 > 76;
                folded.Append(breaks ? "\r\n " : " ");
                column = breaks ? 1 : column + 1;
            }

            folded.Append(word);
            column += word.Length;
        }

        return folded.ToString();
    }

    private static string Q(Rune rune)
    {
        if (rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value is '!' or '*' or '+' or '-' or '/'))
        {
            return rune.ToString();
        }

        if (rune.Value == ' ')
        {
            return "_";
        }

        Span<byte> bytes = stackalloc byte[4];
        return string.Concat(bytes[..rune.EncodeToUtf8(bytes)].ToArray().Select(b => "=" + b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
