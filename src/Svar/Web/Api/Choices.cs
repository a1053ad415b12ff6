namespace Svar.Web.Api;

/// <summary>Enumerations as the API spells them: lower case.</summary>
internal static class Choices
{
    public static string Lower<T>(this T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>Reads one of the values; null when <paramref name="text"/> is null. An unknown one is a problem that lists the right ones.</summary>
    /// <param name="allowed">Those that may be given here; none: all.</param>
    public static bool TryRead<T>(string? text, string field, out T? value, out IResult? problem, params ReadOnlySpan<T> allowed)
        where T : struct, Enum
    {
        value = null;
        problem = null;
        if (text is null)
        {
            return true;
        }

        ReadOnlySpan<T> all = allowed.Length > 0 ? allowed : Enum.GetValues<T>();
        var names = new List<string>();
        foreach (var one in all)
        {
            names.Add(one.Lower());
            if (text == names[^1])
            {
                value = one;
                return true;
            }
        }

        problem = Problems.Invalid(field, $"'{text}' is none of {string.Join(", ", names)}.");
        return false;
    }
}
