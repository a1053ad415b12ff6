using System.Buffers;

namespace Svar.Mail.Imap;

/// <summary>flag = "\" atom / keyword; what callers give goes into commands as it stands. RFC 9051 §9.</summary>
internal static class ImapFlag
{
    // ATOM-CHAR: CHAR except "(" ")" "{" SP CTL "%" "*" DQUOTE "\" "]"
    private static readonly SearchValues<char> _atomChars = SearchValues.Create(
        [.. Enumerable.Range('!', '~' - '!' + 1).Select(c => (char)c).Except("(){%*\"\\]")]);

    /// <exception cref="ArgumentException">One is no flag.</exception>
    public static string List(IEnumerable<string> flags)
    {
        ArgumentNullException.ThrowIfNull(flags);
        return string.Join(' ', flags.Select(Checked));
    }

    private static string Checked(string flag)
    {
        var atom = flag is ['\\', ..] ? flag.AsSpan(1) : flag;
        return !atom.IsEmpty && atom.Length <= 500 && !atom.ContainsAnyExcept(_atomChars)
            ? flag
            : throw new ArgumentException($"'{new string([.. (flag ?? "").Take(40).Select(c => char.IsControl(c) ? '?' : c)])}' is no flag: write \\Seen or a keyword of ASCII letters and digits", nameof(flag));
    }
}
