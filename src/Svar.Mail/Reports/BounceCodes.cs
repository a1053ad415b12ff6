namespace Svar.Mail.Reports;

/// <summary>Finds reply codes (RFC 5321 §4.2) and enhanced status codes (RFC 3463 §2) among words.</summary>
internal static class BounceCodes
{
    /// <summary>The first enhanced status code of a failure or delay, or empty. An IP address is none.</summary>
    public static string Status(ReadOnlySpan<char> words)
    {
        for (var i = 0; i + 4 < words.Length; i++)
        {
            if (words[i] is not ('4' or '5') || words[i + 1] != '.' || (i > 0 && (char.IsLetterOrDigit(words[i - 1]) || words[i - 1] == '.')))
            {
                continue;
            }

            var at = Digits(words, i + 2);
            if (at == i + 2 || at >= words.Length || words[at] != '.')
            {
                continue;
            }

            var end = Digits(words, at + 1);
            var isIp = end < words.Length && words[end] == '.' && end + 1 < words.Length && char.IsAsciiDigit(words[end + 1]);
            if (end > at + 1 && !isIp)
            {
                return words[i..end].ToString();
            }
        }

        return "";
    }

    /// <summary>The first reply code 400-599 that stands as a word by itself, or null.</summary>
    public static int? Reply(ReadOnlySpan<char> words)
    {
        for (var i = 0; i + 2 < words.Length; i++)
        {
            if (words[i] is '4' or '5' && words[i + 1] is >= '0' and <= '5' && char.IsAsciiDigit(words[i + 2])
                && (i == 0 || !char.IsLetterOrDigit(words[i - 1]) && words[i - 1] is not '.' and not '-')
                && (i + 3 == words.Length || words[i + 3] is ' ' or '-' or ':' or '\n' or ','))
            {
                return (words[i] - '0') * 100 + (words[i + 1] - '0') * 10 + (words[i + 2] - '0');
            }
        }

        return null;
    }

    /// <summary>What begins the further lines of an answer: '550-5.1.1'.</summary>
    public static bool IsLineCode(ReadOnlySpan<char> word)
    {
        if (word.Length >= 5 && word[0] is '4' or '5' && word[1] == '.' && Status(word).Length == word.Length)
        {
            return true;
        }

        return word.Length >= 4 && word[0] is '4' or '5' && char.IsAsciiDigit(word[1]) && char.IsAsciiDigit(word[2]) && word[3] == '-'
            && (word.Length == 4 || Status(word[4..]).Length == word.Length - 4);
    }

    private static int Digits(ReadOnlySpan<char> words, int at)
    {
        var end = at;
        while (end < words.Length && end - at < 3 && char.IsAsciiDigit(words[end]))
        {
            end++;
        }

        return end;
    }
}
