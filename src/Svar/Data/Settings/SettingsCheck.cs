using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Svar.Data.Settings;

/// <summary>
/// Holds all settings against the options records that read them, before any room does: a value of the wrong kind and a
/// name that nobody reads stop the start with a line. Variables of the environment that are not in our name are
/// anybody's, so unknown names are looked for in the settings file and behind <see cref="Prefix"/> alone.
/// </summary>
internal static class SettingsCheck
{
    public const string Prefix = "SVAR_";

    public static void Check(IConfigurationRoot settings)
    {
        foreach (var provider in settings.Providers)
        {
            if (provider is JsonConfigurationProvider or EnvironmentVariablesConfigurationProvider)
            {
                foreach (var (key, value) in Of(provider))
                {
                    CheckName(settings, provider, key, value);
                }
            }
        }

        foreach (var (key, value) in settings.AsEnumerable())
        {
            CheckValue(settings, key, value);
        }
    }

    /// <summary>Where the value of a setting comes from, such as 'in svar.json'; null when nobody set it.</summary>
    public static string? PlaceOf(IConfigurationRoot settings, string key) =>
        settings.Providers.LastOrDefault(p => p.TryGet(key, out _) || p.GetChildKeys([], key).Any()) is { } provider ? PlaceOf(provider, key) : null;

    private static void CheckName(IConfigurationRoot settings, IConfigurationProvider provider, string key, string? value)
    {
        if (SettingsSections.Find(key) is not null || !IsOurs(provider, key))
        {
            return;
        }

        // The first part that nobody knows is the mistake.
        var parts = key.Split(':');
        var known = Enumerable.Range(1, parts.Length).First(n => SettingsSections.Find(string.Join(':', parts.Take(n))) is null);
        var unknown = string.Join(':', parts.Take(known));
        var beside = SettingsSections.Beside(unknown);
        var hint = beside.Count == 0 ? "it takes one value"
            : beside.MinBy(name => Likeness.Steps(name, unknown)) is { } nearest && Likeness.Steps(nearest, unknown) <= Math.Max(2, parts[known - 1].Length / 3) ? $"did you mean {nearest}?"
            : "there are " + string.Join(", ", beside);
        throw new BadSettingsException($"there is no setting {unknown} ({PlaceOf(provider, key)}); {hint}");
    }

    private static void CheckValue(IConfigurationRoot settings, string key, string? value)
    {
        if (SettingsSections.Find(key) is not { Type: { } type } setting || PlaceOf(settings, key) is not { } place)
        {
            return;
        }

        if (SettingValue.IsOne(type))
        {
            if (SettingValue.Wanted(value, type, setting.Between) is { } wanted && (value is not null || !settings.GetSection(key).GetChildren().Any()))
            {
                throw new BadSettingException(key, value, wanted, where: place);
            }
        }
        else if (!string.IsNullOrEmpty(value) && !IsAnybodys(settings, key))
        {
            throw SettingsSections.ElementOf(type) is null
                ? new BadSettingsException($"{key} is '{value}' ({place}): settings in braces are needed: {string.Join(", ", SettingsSections.Below(type))}")
                : new BadSettingException(key, value, "a list in square brackets", where: place);
        }
    }

    /// <summary>A variable of the environment such as WEB, which has the name of one of our sections and means something else.</summary>
    private static bool IsAnybodys(IConfigurationRoot settings, string key) =>
        settings.Providers.LastOrDefault(p => p.TryGet(key, out _)) is EnvironmentVariablesConfigurationProvider provider && !IsOurs(provider, key);

    private static bool IsOurs(IConfigurationProvider provider, string key) =>
        provider is JsonConfigurationProvider || (key.Contains(':', StringComparison.Ordinal) && Environment.GetEnvironmentVariable(Variable(Prefix, key)) is not null);

    private static string PlaceOf(IConfigurationProvider provider, string key) => provider switch
    {
        JsonConfigurationProvider json => "in " + Path.GetFileName(json.Source.Path),
        EnvironmentVariablesConfigurationProvider => "in the environment, " + (Environment.GetEnvironmentVariable(Variable(Prefix, key)) is null ? Variable("", key) : Variable(Prefix, key)),
        _ => "given at the start",
    };

    private static string Variable(string prefix, string key) => prefix + key.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Every key with a value of its own.</summary>
    private static IEnumerable<KeyValuePair<string, string?>> Of(IConfigurationProvider provider, string? path = null)
    {
        foreach (var name in provider.GetChildKeys([], path).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = path is null ? name : $"{path}:{name}";
            if (provider.TryGet(key, out var value))
            {
                yield return new(key, value);
            }

            foreach (var below in Of(provider, key))
            {
                yield return below;
            }
        }
    }
}

/// <summary>What is wrong with the settings as a whole, in one line.</summary>
public sealed class BadSettingsException(string message, Exception? inner = null) : Exception(message, inner);
