using System.Globalization;
using System.Reflection;

namespace Svar.Data.Settings;

/// <summary>The value of one setting as text, held against the property of the options record that it is read into.</summary>
internal static class SettingValue
{
    /// <summary>A value with nothing below it: no section, no list.</summary>
    public static bool IsOne(Type type) => Bare(type) is var bare && (bare == typeof(string) || bare.IsPrimitive || bare.IsEnum || bare == typeof(TimeSpan) || bare == typeof(Uri) || bare == typeof(decimal));

    /// <summary>Null when the text will do, else what is needed.</summary>
    public static string? Wanted(string? text, Type type, BetweenAttribute? between)
    {
        var bare = Bare(type);
        var mayBeNull = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        return (text is null && mayBeNull) || (text is not null && Fits(text, bare, between)) ? null : Named(bare, between);
    }

    public static BetweenAttribute? Between(PropertyInfo property) => property.GetCustomAttribute<BetweenAttribute>();

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool Fits(string text, Type type, BetweenAttribute? between)
    {
        if (type == typeof(string))
        {
            return true;
        }

        if (type == typeof(bool))
        {
            return bool.TryParse(text, out _);
        }

        if (type.IsEnum)
        {
            // A number would be taken too, and would say nothing to who reads the file.
            return Enum.GetNames(type).Contains(text.Trim(), StringComparer.OrdinalIgnoreCase);
        }

        if (type == typeof(TimeSpan))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && IsWithin(time, between);
        }

        if (type == typeof(Uri))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out _);
        }

        return IsWhole(type)
            ? long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole) && (type != typeof(int) || whole is >= int.MinValue and <= int.MaxValue) && IsWithin(whole, between)
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }

    private static bool IsWhole(Type type) => type == typeof(int) || type == typeof(long);

    private static bool IsWithin(IComparable value, BetweenAttribute? between) => between is null || (value.CompareTo(between.From) >= 0 && value.CompareTo(between.To) <= 0);

    private static string Named(Type type, BetweenAttribute? between)
    {
        if (type.IsEnum)
        {
            return "one of " + string.Join(", ", Enum.GetNames(type));
        }

        var kind = type == typeof(bool) ? "true or false"
            : type == typeof(TimeSpan) ? "a length of time in hours:minutes:seconds"
            : type == typeof(Uri) ? "an address such as https://example.com"
            : IsWhole(type) ? "a whole number"
            : type == typeof(string) ? "a text" : "a number";
        return between is null ? kind : kind + (between.Unit is null ? "" : $" of {between.Unit}") + Range(between);
    }

    private static string Range(BetweenAttribute between)
    {
        var from = string.Create(CultureInfo.InvariantCulture, $"{between.From}");
        return between.To is int.MaxValue or long.MaxValue or (long)int.MaxValue ? $", {from} or more," : string.Create(CultureInfo.InvariantCulture, $" from {from} to {between.To}");
    }
}
