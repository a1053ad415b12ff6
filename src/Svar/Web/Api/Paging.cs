using System.Globalization;

namespace Svar.Web.Api;

/// <summary>The size of a page of a list.</summary>
internal static class Paging
{
    public const int Usual = 50;
    public const int Most = 200;

    public static bool TryReadLimit(string? text, out int limit, out IResult? problem)
    {
        limit = Usual;
        problem = null;
        if (text is null || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= Most))
        {
            return true;
        }

        problem = Problems.Invalid("limit", $"'{text}' is no number from 1 to {Most.ToString(CultureInfo.InvariantCulture)}.");
        return false;
    }

    /// <summary>A cursor that is the key of the last row shown.</summary>
    public static bool TryReadKey(string? after, out long? key, out IResult? problem)
    {
        key = null;
        problem = null;
        if (after is null)
        {
            return true;
        }

        if (long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var read))
        {
            key = read;
            return true;
        }

        problem = Problems.Invalid("after", "It is no cursor of this list: take the value of 'next' from the page before.");
        return false;
    }
}
