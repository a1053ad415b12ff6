using System.Text;

namespace Svar.Mail.Messages;

/// <summary>
/// A mail that an editor has saved in UTF-16 or UTF-32 (RFC 2781 §3.2, the mark at its beginning). The editor has decoded what was 8-bit, so the file in UTF-8
/// is what is left of the mail.
/// </summary>
internal static class WideFile
{
    private const int Longest = 256 * 1024 * 1024;

    private static readonly (byte[] Mark, string Name, Encoding Encoding)[] _kinds =
    [
        ([0xFF, 0xFE, 0, 0], "UTF-32", new UTF32Encoding(bigEndian: false, byteOrderMark: false, throwOnInvalidCharacters: true)),
        ([0, 0, 0xFE, 0xFF], "UTF-32", new UTF32Encoding(bigEndian: true, byteOrderMark: false, throwOnInvalidCharacters: true)),
        ([0xFF, 0xFE], "UTF-16", new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true)),
        ([0xFE, 0xFF], "UTF-16", new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true)),
    ];

    /// <summary>Null when there is no such mark. What begins with one and is no text of that kind is read byte by byte.</summary>
    public static (ReadOnlyMemory<byte>? Utf8, string What)? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 2 || file[0] is not (0xFF or 0xFE or 0))
        {
            return null;
        }

        foreach (var (mark, name, encoding) in _kinds)
        {
            if (!file.StartsWith(mark))
            {
                continue;
            }

            try
            {
                if (file.Length <= Longest && encoding.GetString(file[mark.Length..]) is var text && !text.Contains('\0', StringComparison.Ordinal))
                {
                    return (Encoding.UTF8.GetBytes(text), $"the file is {name}, read in UTF-8");
                }
            }
            catch (ArgumentException)
            {
                // begins so by chance
            }

            return (null, $"begins with the mark of {name} and is none");
        }

        return null;
    }
}
