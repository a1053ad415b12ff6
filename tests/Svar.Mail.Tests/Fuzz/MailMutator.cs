namespace Svar.Mail.Tests.Fuzz;

/// <summary>
/// Makes broken mails out of sound ones: bits flipped, stretches cut, doubled, moved or taken from another
/// mail, line ends changed, words put in that parsers act on. The same seed gives the same mails.
/// </summary>
public sealed class MailMutator(IReadOnlyList<byte[]> corpus, int seed)
{
    private static readonly byte[][] _words =
    [
        .. new[]
        {
            "\r\n", "\n", "\r", "\r\n\r\n", "--", "=?utf-8?Q?", "?=", "=?", "=", "=\r\n", "=3D", "\"", "(", ")", "<", ">", ";", ":", ",", "\\", "\0", "%", "'", "*0*=", "*",
            "Content-Type: multipart/mixed; boundary=b\r\n", "Content-Type: message/rfc822\r\n\r\n", "Content-Transfer-Encoding: base64\r\n", "Content-Type: text/plain; charset=",
            "utf-7", "utf-16", "iso-2022-jp", "gb2312", "format=flowed", "begin 644 x\r\n", "end\r\n", "begin ", "`\r\n", "\u001b$B", "--b\r\n", "--b--\r\n", "boundary=", "charset*=", "filename*0*=utf-8''%",
            "@", "xn--", "From ", ">", "> ", "-- \r\n", "+", "&", "<!--", "]]>",
        }.Select(System.Text.Encoding.Latin1.GetBytes),
        [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xC3], [0xE5, 0xE6], [0x80], [0xF0, 0x9F, 0x98],
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next mail; never longer than twice the longest of the corpus and some more.</summary>
    public byte[] Next()
    {
        var bytes = new List<byte>(Pick(corpus));
        for (var changes = _random.Next(1, 6); changes > 0; changes--)
        {
            Change(bytes);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count + 1);
        var length = Math.Min(bytes.Count - at, 1 << _random.Next(12));
        switch (_random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(_random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 3:
                var other = Pick(corpus);
                var from = _random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 1 << _random.Next(12))).ToArray());
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5 when at < bytes.Count:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 6:
                var word = Pick(_words);
                for (var times = _random.Next(10) == 0 ? _random.Next(200) : 1; times > 0; times--)
                {
                    bytes.InsertRange(at, word);
                }

                break;
            default:
                bytes.InsertRange(at, Pick(_words));
                break;
        }
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
