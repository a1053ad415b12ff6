using System.Globalization;
using Microsoft.Extensions.Localization;
using Svar.Brands;
using Svar.Web;
using Svar.Web.Controls;

namespace Svar.Desk.Settings.Companies;

internal static class Choices
{
    /// <summary>In the reader's language, in its order.</summary>
    public static IReadOnlyList<Choice> Countries() =>
        [.. BrandDetails.Countries.Select(c => new Choice(c, Name(c))).OrderBy(c => c.Text, StringComparer.CurrentCulture)];

    public static IReadOnlyList<Choice> Languages(IStringLocalizer<SettingsTexts> texts) => [.. LanguageChoice.Known.Select(l => new Choice(l, texts["Language." + l]))];

    private static string Name(string country)
    {
        try
        {
            return new RegionInfo(country).DisplayName;
        }
        catch (ArgumentException)
        {
            return country; // one that the time zone database has and this machine's ICU has not
        }
    }
}
