using System.Collections;
using System.Reflection;

namespace Svar.Data.Settings;

/// <summary>The sections of the settings and what stands in them, found by the rooms' options records: each has a constant <c>Section</c>.</summary>
internal static class SettingsSections
{
    /// <summary>Sections that the framework reads; what stands in them is its affair.</summary>
    private static readonly string[] _ofTheFramework = ["Logging", "Kestrel", "AllowedHosts"];

    private static readonly Dictionary<string, Type> _ofRooms = typeof(SettingsSections).Assembly.GetTypes()
        .Select(type => (Type: type, Name: type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true } field ? field.GetRawConstantValue() as string : null))
        .Where(found => found.Name is not null && !found.Name.Contains(':', StringComparison.Ordinal))
        .ToDictionary(found => found.Name!, found => found.Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the sections, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _ofRooms.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What a key such as <c>Mailboxes:Relay:Port</c> is read into; null when nothing reads it.</summary>
    public static Setting? Find(string key)
    {
        var names = key.Split(':');
        if (_ofTheFramework.Contains(names[0], StringComparer.OrdinalIgnoreCase))
        {
            return Setting.OfTheFramework;
        }

        if (!_ofRooms.TryGetValue(names[0], out var type))
        {
            return null;
        }

        BetweenAttribute? between = null;
        foreach (var name in names.Skip(1))
        {
            if (SettingValue.IsOne(type))
            {
                return null;
            }

            if (ElementOf(type) is { } element)
            {
                type = element;
            }
            else if (PropertiesOf(type).FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)) is { } property)
            {
                (type, between) = (property.PropertyType, SettingValue.Between(property));
            }
            else
            {
                return null;
            }
        }

        return new Setting(type, between);
    }

    /// <summary>The names that could stand where the last part of an unknown key does.</summary>
    public static IReadOnlyList<string> Beside(string key) =>
        key.LastIndexOf(':') is var colon and > 0 && Find(key[..colon]) is { Type: { } type }
            ? [.. PropertiesOf(type).Select(p => $"{key[..colon]}:{p.Name}")]
            : Names;

    public static IReadOnlyList<string> Below(Type section) => [.. PropertiesOf(section).Select(p => p.Name)];

    public static Type? ElementOf(Type type)
    {
        if (type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type))
        {
            return null;
        }

        return type.IsArray ? type.GetElementType() : type.GetGenericArguments() is [.., var last] ? last : null;
    }

    private static IEnumerable<PropertyInfo> PropertiesOf(Type type) =>
        SettingValue.IsOne(type) || ElementOf(type) is not null ? [] : type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null);
}

/// <param name="Type">Null: of the framework, and not looked into.</param>
internal sealed record Setting(Type? Type, BetweenAttribute? Between)
{
    public static readonly Setting OfTheFramework = new(null, null);
}
