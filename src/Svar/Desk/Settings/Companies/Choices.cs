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

    /// <summary>As the reader's language names it; of a bare region ICU tells only the name it gives itself.</summary>
    public static string Name(string country)
    {
        try
        {
            return new RegionInfo($"{LanguageChoice.Current}-{country}").NativeName;
        }
        catch (ArgumentException)
        {
            return country; // one that the time zone database has and this machine's ICU has not
        }
    }
}
