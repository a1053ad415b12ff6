using System.Globalization;
using System.Text.Json;

namespace Svar.Data.Settings;

/// <summary><c>svar.json</c> in the data folder: JSON with settings in braces; comments and a comma too many are allowed.</summary>
internal static class SettingsFile
{
    public const string Name = "svar.json";

    private static readonly JsonDocumentOptions _options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Adds the file, when there is one.</summary>
    public static void AddTo(IConfigurationBuilder settings, string dataFolder)
    {
        var file = Path.GetFullPath(Path.Combine(dataFolder, Name));
        if (File.Exists(file))
        {
            Check(file);
            settings.AddJsonFile(file, optional: true);
        }
    }

    private static void Check(string file)
    {
        try
        {
            var bytes = File.ReadAllBytes(file).AsMemory();
            using var json = JsonDocument.Parse(bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes, _options);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new BadSettingsException(Name + """ holds no settings in braces, such as {"Mailboxes":{"UndoSeconds":10}} (""" + file + ")");
            }

            CheckNames(json.RootElement, "");
        }
        catch (JsonException e)
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}");
            throw new BadSettingsException($"{Name} is no JSON at {where}: look for a comma, a quotation mark or a bracket that is missing there or just before ({file})", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new BadSettingsException($"{file} may not be read by the user that Svar runs as", e);
        }
    }

    private static void CheckNames(JsonElement section, string path)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in section.EnumerateObject())
        {
            if (!seen.Add(property.Name))
            {
                throw new BadSettingsException($"{Name} names {path}{property.Name} twice");
            }

            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                CheckNames(property.Value, $"{path}{property.Name}:");
            }
        }
    }
}
