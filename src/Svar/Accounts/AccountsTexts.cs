using System.Globalization;
using System.Resources;

namespace Svar.Accounts;

/// <summary>Texts of this room: AccountsTexts.resx and .nb.resx.</summary>
internal sealed class AccountsTexts
{
    private static readonly ResourceManager _texts = new(typeof(AccountsTexts));

    /// <summary>In another language than the request's: mails are written in their reader's.</summary>
    public static string Get(string name, CultureInfo culture) =>
        _texts.GetString(name, culture) ?? throw new ArgumentException($"no text '{name}'", nameof(name));
}
