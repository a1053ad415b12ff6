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
}
