using PhoneNumbers;

namespace Svar.Brands.Phones;

/// <summary>A telephone number as a person wrote it, read by the numbering plan of its country (ITU-T E.164).</summary>
/// <param name="E164"><c>+4780000123</c>.</param>
/// <param name="National">As the country writes it: <c>800 00 123</c>.</param>
/// <param name="International"><c>+47 800 00 123</c>.</param>
/// <param name="IsTollFree">By the plan, a call costs nothing within the country.</param>
internal sealed record PhoneNumber(string E164, string National, string International, bool IsTollFree)
{
    /// <param name="text">With or without the country's code.</param>
    /// <param name="country">ISO 3166-1 alpha-2: whose plan holds when no code is given.</param>
    /// <returns>Null when the plan has no such number.</returns>
    public static PhoneNumber? Read(string text, string country)
    {
        var plans = PhoneNumberUtil.GetInstance();
        try
        {
            var number = plans.Parse(text, country);
            if (!plans.IsValidNumber(number))
            {
                return null;
            }

            return new PhoneNumber(
                plans.Format(number, PhoneNumberFormat.E164),
                plans.Format(number, PhoneNumberFormat.NATIONAL),
                plans.Format(number, PhoneNumberFormat.INTERNATIONAL),
                plans.GetNumberType(number) == PhoneNumberType.TOLL_FREE);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
