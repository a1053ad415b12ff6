using System.Globalization;

namespace Svar.Mail.Smtp;

/// <summary>
/// An enhanced mail system status code such as <c>5.1.1</c>: class (2, 4 or 5), subject and detail
/// (each 0 to 999). RFC 3463 §2.
/// </summary>
public readonly record struct EnhancedStatus(int Class, int Subject, int Detail)
{
    /// <summary>The same failure may be gone at the next try (class 4).</summary>
    public bool IsTemporary => Class == 4;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}");

    /// <summary>The status that <paramref name="text"/> consists of; nothing may follow it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out EnhancedStatus status) =>
        TryRead(text, out status, out var length) && length == text.Length;

    // status-code = class "." subject "." detail        RFC 3463 §2
    // class = "2" / "4" / "5"; subject, detail = 1*3DIGIT
    internal static bool TryRead(ReadOnlySpan<char> text, out EnhancedStatus status, out int length)
    {
        status = default;
        length = 0;
        if (text.Length < 5 || text[0] is not ('2' or '4' or '5') || text[1] != '.')
        {
            return false;
        }

        var at = 2;
        if (!TryNumber(text, ref at, out var subject) || at >= text.Length || text[at++] != '.' || !TryNumber(text, ref at, out var detail))
        {
            return false;
        }

        status = new EnhancedStatus(text[0] - '0', subject, detail);
        length = at;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, ref int at, out int number)
    {
        number = 0;
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            if (at - start == 3)
            {
                return false;
            }

            number = (number * 10) + (text[at++] - '0');
        }

        return at > start;
    }
}
