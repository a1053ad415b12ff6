using System.Buffers;
using System.Globalization;
using System.Text;
using Svar.Mail.Addresses;
using Svar.Mail.Mime;

namespace Svar.Mail.Headers;

/// <summary>
/// Writes header fields, folded at 78 characters (RFC 5322 §2.1.1). No value can start a field of its own: control
/// characters become spaces in text, and are refused where they would change the meaning.
/// </summary>
internal sealed class HeaderWriter(IBufferWriter<byte> output)
{
    private const int Wanted = 78;
    private const int MostReferences = 998;
    private const int LongestName = 400;
    private const int LongestLine = 998;
    private int _column;

    // a value that starts on the second line is misread by some programs
    private bool _isFirst;

    /// <summary>Free text, such as a subject.</summary>
    public void Unstructured(string name, string text)
    {
        text = Cleaned(text);
        Begin(name);
        if (EncodedWordWriter.IsNeeded(text))
        {
            foreach (var word in EncodedWordWriter.Encode(text, _column + 1))
            {
                Token(word);
            }
        }
        else
        {
            Folded(text);
        }

        End();
    }

    /// <summary>A field that is not known here: ASCII as it stands, for its grammar may have no encoded words (RFC 2047 §5); other text as free text.</summary>
    public void Given(string name, string value)
    {
        value = Cleaned(value).Trim(' ');
        if (!Ascii.IsValid(value) || value.Contains("=?", StringComparison.Ordinal) || EncodedWordWriter.HasLongBlank(value))
        {
            Unstructured(name, value);
            return;
        }

        // RFC 5322 §2.1.1
        if (EncodedWordWriter.LongestWord(value) > LongestLine - 1 - (value.Contains(' ', StringComparison.Ordinal) ? 0 : name.Length + 1))
        {
            throw new UnwritableMailException($"the field {name} has a word that no line can hold");
        }

        Begin(name);
        Folded(value);
        End();
    }

    /// <summary>A phrase, encoded where it must be, and an identifier in brackets, which never is.</summary>
    public void Identified(string name, string phrase, string id)
    {
        Begin(name);
        phrase = Cleaned(phrase).Trim();
        foreach (var word in phrase.Length == 0 ? [] : Phrase(phrase, _column + 1))
        {
            Token(word);
        }

        Token($"<{id}>");
        End();
    }

    // at white space, each run of it kept whole before its word
    private void Folded(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var word = at;
            while (word < text.Length && text[word] == ' ')
            {
                word++;
            }

            var end = text.IndexOf(' ', word);
            end = end < 0 ? text.Length : end;
            Token(text[word..end], at == 0 ? 1 : word - at);
            at = end;
        }
    }

    /// <summary>A value that is ASCII and known to be sound, written as it is.</summary>
    public void Plain(string name, string value)
    {
        Begin(name);
        foreach (var word in value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Token(word);
        }

        End();
    }

    public void Addresses(string name, IReadOnlyList<MailAddress> addresses)
    {
        if (addresses.Count == 0)
        {
            return;
        }

        Begin(name);
        for (var i = 0; i < addresses.Count; i++)
        {
            var address = addresses[i];
            var comma = i < addresses.Count - 1 ? "," : "";
            var display = Cleaned(address.Name).Trim();
            var mailbox = Mailbox(address);
            if (display.Length == 0)
            {
                Token(mailbox + comma);
                continue;
            }

            foreach (var word in Phrase(display, i == 0 ? _column + 1 : 0))
            {
                Token(word);
            }

            Token($"<{mailbox}>{comma}");
        }

        End();
    }

    /// <summary>Identifiers, at most 998 octets: the first and as many of the last as fit (RFC 5322 §3.6.4 allows to leave out, threading needs the ends).</summary>
    public void Ids(string name, IReadOnlyList<string> ids)
    {
        var sound = ids.Where(IsId).Distinct(StringComparer.Ordinal).ToList();
        if (sound.Count == 0)
        {
            return;
        }

        // each costs its brackets and the fold before it: CRLF and a space
        var room = MostReferences - name.Length - 1;
        int Cost(string id) => Encoding.UTF8.GetByteCount(id) + 5;
        sound.RemoveAll(id => Cost(id) > room / 2);
        if (sound.Count == 0)
        {
            return;
        }

        room -= Cost(sound[0]);
        var from = sound.Count;
        while (from > 1 && Cost(sound[from - 1]) <= room)
        {
            from--;
            room -= Cost(sound[from]);
        }

        Begin(name);
        Token($"<{sound[0]}>");
        for (var i = from; i < sound.Count; i++)
        {
            Token($"<{sound[i]}>");
        }

        End();
    }

    /// <summary>
    /// A media type or disposition with a file name: RFC 2231 where the standard puts it, and for Content-Type's
    /// 'name' the encoded word that older programs read.
    /// </summary>
    public void WithFileName(string name, string value, string parameter, string? fileName)
    {
        Begin(name);
        var words = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            Token(words[i] + (i == words.Length - 1 && fileName is not null ? ";" : ""));
        }

        fileName = fileName is null ? null : Cleaned(fileName);
        if (fileName is null)
        {
            // no parameter
        }
        else if (fileName.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 && fileName.Length <= 60)
        {
            Token($"{parameter}=\"{Escaped(fileName)}\"");
        }
        else if (parameter == "name")
        {
            var encoded = EncodedWordWriter.Encode(fileName, "name= ".Length);
            for (var i = 0; i < encoded.Count; i++)
            {
                Token((i == 0 ? "name=\"" : "") + encoded[i] + (i == encoded.Count - 1 ? "\"" : ""));
            }
        }
        else
        {
            Extended(parameter, fileName);
        }

        End();
    }

    /// <summary>Whether a text may stand between the brackets of a message identifier.</summary>
    public static bool IsId(string id) =>
        id.Length is > 0 and <= 900 && id.AsSpan().IndexOfAnyInRange('\0', ' ') < 0 && id.AsSpan().IndexOfAny('<', '>', '\u007F') < 0
        && id.IndexOfAny(['\u0085', '\u2028', '\u2029']) < 0;

    /// <summary>addr-spec as it stands in a header; refuses what is none.</summary>
    public static string Mailbox(MailAddress address)
    {
        if (!address.IsUsable)
        {
            throw new UnwritableMailException($"'{Cleaned(address.Address)}' is no e-mail address");
        }

        var ascii = address.AsciiAddress;
        var at = ascii.LastIndexOf('@');
        var local = ascii[..at];
        var isDotAtom = local[0] == '"' || (local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal));
        return isDotAtom ? ascii : $"\"{local}\"{ascii[at..]}";
    }

    // display-name = phrase; quoted when its characters ask for it, encoded when they are not ASCII
    // QUIRK: GMime leaves the line end of a fold within a name, so that a long name has a long line
    private static IEnumerable<string> Phrase(string name, int column)
    {
        if (EncodedWordWriter.IsNeeded(name) || name.Length > LongestName)
        {
            return EncodedWordWriter.Encode(name, column);
        }

        var isAtoms = true;
        foreach (var c in name)
        {
            isAtoms &= c == ' ' || AddressSyntax.IsAtomText(c);
        }

        return [isAtoms && !name.Contains("  ", StringComparison.Ordinal) ? name : $"\"{Escaped(name)}\""];
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static string Cleaned(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001F') < 0 && text.IndexOfAny(['\u007F', '\u0085', '\u2028', '\u2029']) < 0)
        {
            return text;
        }

        var clean = text.ToCharArray();
        for (var i = 0; i < clean.Length; i++)
        {
            clean[i] = clean[i] is < ' ' or '\u007F' or '\u0085' or '\u2028' or '\u2029' ? ' ' : clean[i];
        }

        return new string(clean).Replace("  ", " ", StringComparison.Ordinal);
    }

    // RFC 2231 §3, §4: filename*0*=utf-8''…; filename*1*=…
    private void Extended(string parameter, string fileName)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder("utf-8''");
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in fileName.EnumerateRunes())
        {
            var character = new StringBuilder();
            foreach (var b in utf8[..rune.EncodeToUtf8(utf8)])
            {
                if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_')
                {
                    character.Append((char)b);
                }
                else
                {
                    character.Append(CultureInfo.InvariantCulture, $"%{b:X2}");
                }
            }

            if (piece.Length + character.Length > 58)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }

            piece.Append(character);
        }

        pieces.Add(piece.ToString());
        if (pieces.Count == 1)
        {
            Token($"{parameter}*={pieces[0]}");
            return;
        }

        for (var i = 0; i < pieces.Count; i++)
        {
            Token(string.Create(CultureInfo.InvariantCulture, $"{parameter}*{i}*={pieces[i]}{(i < pieces.Count - 1 ? ";" : "")}"));
        }
    }

    private void Begin(string name)
    {
        Write(name);
        Write(":");
        _column = name.Length + 1;
        _isFirst = true;
    }

    /// <summary>A run that must not be broken, after white space where the line may be.</summary>
    private void Token(string token, int spaces = 1)
    {
        var length = Encoding.UTF8.GetByteCount(token);
        if (_column + spaces + length > Wanted && !_isFirst && token.Length > 0)
        {
            Write("\r\n");
            _column = 0;
        }

        for (var i = 0; i < spaces; i++)
        {
            Write(" ");
        }

        Write(token);
        _column += spaces + length;
        _isFirst = false;
    }

    private void End() => Write("\r\n");

    private void Write(string text) => Encoding.UTF8.GetBytes(text, output);
}
