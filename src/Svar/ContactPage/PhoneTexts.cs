using Microsoft.Extensions.Localization;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.ContactPage;

/// <summary>What is said beside a telephone number.</summary>
internal static class PhoneTexts
{
    public static string Opening(
        PhoneOpening opening, DateTime now, TimeZoneInfo zone, IStringLocalizer<ContactPageTexts> texts, IStringLocalizer<WebTexts> web) => opening switch
        {
            { IsOpen: true, ClosesAt: { } closes } => texts["OpenUntil", TimeTexts.ClockTime(closes, now, zone, web)],
            { IsOpen: true } => texts["OpenNow"],
            { OpensAt: { } opens } => texts["OpensAt", TimeTexts.ClockTime(opens, now, zone, web)],
            _ => texts["ClosedNow"],
        };

    /// <summary>
    /// The number as the country groups it, behind its country code instead of the prefix for long distance (ITU-T E.123 §2): <c>+47 55 00 01 23</c> of
    /// <c>55 00 01 23</c>, <c>+49 30 123456</c> of <c>030 123456</c>. Where the two spellings do not belong together, the number without groups.
    /// </summary>
    public static string International(string e164, string shown)
    {
        var national = shown.Replace("(0) ", "", StringComparison.Ordinal).Replace("(0)", "", StringComparison.Ordinal).Trim();
        if (national.StartsWith('+') || national.StartsWith("00", StringComparison.Ordinal))
        {
            return Digits(national) == Digits(e164) ? national : e164;
        }

        for (var trunk = 0; trunk < 2; trunk++)
        {
            var digits = Digits(national);
            var code = e164.Length - digits.Length - 1;
            if (code is >= 1 and <= 3 && digits.Length > 0 && e164.EndsWith(digits, StringComparison.Ordinal))
            {
                return $"{e164.AsSpan(0, code + 1)} {national.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal).Trim()}";
            }

            var first = national.AsSpan().IndexOfAnyInRange('0', '9');
            if (first < 0 || national[first] is not ('0' or '8'))
            {
                break;
            }

            national = national[(first + 1)..].Trim(' ', '-', '/', ')');
        }

        return e164;
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
