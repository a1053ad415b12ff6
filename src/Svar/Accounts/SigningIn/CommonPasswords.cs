using System.Text;

namespace Svar.Accounts.SigningIn;

/// <summary>
/// Whether a password is one that is tried first (NIST SP 800-63B §3.1.1.2: common ones, repetitions, sequences, the name
/// of the service): little is left of it when common words, runs along the keyboard or the alphabet and years are taken
/// away, or it is one thing again and again.
/// </summary>
internal static class CommonPasswords
{
    /// <summary>So many characters of the writer's own are worth something.</summary>
    private const int EnoughOfTheirOwn = 5;
    private const int ShortestRun = 3;

    /// <summary>A year or a number behind a word is what people add when they are asked for a longer password.</summary>
    private const int DigitsOfAYear = 4;

    // The longer ones first, so that 'password' goes before 'pass'.
    private static readonly string[] _words =
    [
        .. ("password passwort passord passordet passphrase hemmelig hemmeligt secret secrets geheim letmein welcome velkommen willkommen "
            + "administrator admin adminadmin root master login logginn logon user guest test testing default changeme bytteme access "
            + "iloveyou jegelskerdeg jagalskardig loveyou sunshine princess dragon monkey football fotball baseball superman batman "
            + "pokemon starwars shadow michael jennifer jordan hunter killer trustno whatever freedom computer internet google facebook "
            + "summer winter spring autumn sommer sommeren vinter vinteren host hosten var varen mandag fredag monday friday "
            + "norge norway oslo bergen sverige danmark svar customer service kundeservice support company firma qazwsx zaqxsw abc pass")
            .Split(' ').OrderByDescending(w => w.Length),
    ];

    private static readonly string[] _runs =
    [
        "01234567890", "abcdefghijklmnopqrstuvwxyzæøå", "qwertyuiopå", "asdfghjkløæ", "zxcvbnm", "qwertzuiopü", "azertyuiop", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1q2w3e4r5t6y7u8i9o0p",
    ];

    public static bool Has(string password)
    {
        var letters = Letters(password, plain: true);
        return IsOneThingAgain(letters) || OwnLetters(letters) < EnoughOfTheirOwn || OwnLetters(Letters(password, plain: false)) < EnoughOfTheirOwn;
    }

    /// <summary>Lower case, without blanks; or with the letters that digits and signs are put for.</summary>
    private static string Letters(string password, bool plain)
    {
        var letters = new StringBuilder(password.Length);
        foreach (var c in password.ToLowerInvariant())
        {
            var letter = plain ? c : c switch { '@' or '4' => 'a', '3' => 'e', '1' or '!' => 'i', '0' => 'o', '$' or '5' => 's', '7' => 't', _ => c };
            if (!char.IsWhiteSpace(letter))
            {
                letters.Append(letter);
            }
        }

        return letters.ToString();
    }

    private static bool IsOneThingAgain(string text)
    {
        for (var length = 1; length <= text.Length / 2; length++)
        {
            if (text.AsSpan(length).SequenceEqual(text.AsSpan(0, text.Length - length)))
            {
                return true;
            }
        }

        return false;
    }

    private static int OwnLetters(string text)
    {
        foreach (var word in _words)
        {
            text = text.Replace(word, " ", StringComparison.Ordinal);
        }

        var own = 0;
        for (var at = 0; at < text.Length;)
        {
            var run = RunLength(text.AsSpan(at));
            if (run >= ShortestRun)
            {
                at += run;
                continue;
            }

            var digits = text.AsSpan(at).IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length - at;
            own += digits > DigitsOfAYear ? digits : digits > 0 || text[at] == ' ' ? 0 : 1;
            at += Math.Max(1, digits);
        }

        return own;
    }

    private static int RunLength(ReadOnlySpan<char> text)
    {
        var longest = 1;
        while (longest < text.Length && text[longest] == text[0] && text[0] != ' ')
        {
            longest++;
        }

        foreach (var run in _runs)
        {
            for (var length = Math.Min(run.Length, text.Length); length > longest; length--)
            {
                if (run.AsSpan().Contains(text[..length], StringComparison.Ordinal) || IsBackwards(run, text[..length]))
                {
                    longest = length;
                    break;
                }
            }
        }

        return longest;
    }

    private static bool IsBackwards(string run, ReadOnlySpan<char> text)
    {
        Span<char> turned = stackalloc char[text.Length];
        text.CopyTo(turned);
        turned.Reverse();
        return run.AsSpan().Contains(turned, StringComparison.Ordinal);
    }
}
