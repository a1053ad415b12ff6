using System.Globalization;

namespace Svar.Web.Api;

/// <summary>The size of a page of a list.</summary>
internal static class Paging
{
    public const int Usual = 50;
    public const int Most = 200;
    public const string NoCursor = "It is no cursor of this list: take the value of 'next' from the page before.";

    public static int Limit(string? text, FieldErrors errors)
    {
        if (text is null)
        {
            return Usual;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= Most)
        {
            return limit;
        }

        errors.Add("limit", $"'{text}' is no number from 1 to {Most.ToString(CultureInfo.InvariantCulture)}.");
        return Usual;
    }

    /// <summary>A cursor that is the key of the last row shown.</summary>
    public static long? Key(string? after, FieldErrors errors)
    {
        if (after is null)
        {
            return null;
        }

        if (long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var key))
        {
            return key;
        }

        errors.Add("after", NoCursor);
        return null;
    }
}
