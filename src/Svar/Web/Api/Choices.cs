namespace Svar.Web.Api;

/// <summary>Enumerations as the API spells them: lower case.</summary>
internal static class Choices
{
    public static string Lower<T>(this T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>One of the values; null when <paramref name="text"/> is null. An unknown one is an error that lists the right ones.</summary>
    /// <param name="allowed">Those that may be given here; none: all.</param>
    public static T? Read<T>(string? text, string field, FieldErrors errors, params ReadOnlySpan<T> allowed)
        where T : struct, Enum
    {
        if (text is null)
        {
            return null;
        }

        ReadOnlySpan<T> all = allowed.Length > 0 ? allowed : Enum.GetValues<T>();
        var names = new List<string>();
        foreach (var one in all)
        {
            names.Add(one.Lower());
            if (text == names[^1])
            {
                return one;
            }
        }

        errors.Add(field, $"'{text}' is none of {string.Join(", ", names)}.");
        return null;
    }
}
