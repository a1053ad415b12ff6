using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Svar.Commands;

/// <summary>Options that several verbs take, and how data is written.</summary>
internal static class Shared
{
    /// <summary>JSON for other programs: camelCase, letters as they are.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Option<string> Data() => new("--data")
    {
        Description = "data folder",
        HelpName = "DIR",
        DefaultValueFactory = _ => "./data",
    };

    public static Option<string?> Database() => new("--database")
    {
        Description = "PostgreSQL connection string (Host=…); without it SQLite in the data folder",
        HelpName = "STRING",
    };

    /// <summary>Opens the database that a verb beside `serve` works on; it must exist and be of this version.</summary>
    public static async Task<Svar.Data.SvarDatabase> OpenDatabaseAsync(ParseResult parsed, Option<string> data, Option<string?> database, CancellationToken cancel)
    {
        var given = parsed.GetValue(database) ?? Environment.GetEnvironmentVariable("SVAR_DATABASE");
        var folder = parsed.GetValue(data)!;
        if (string.IsNullOrWhiteSpace(given) && !File.Exists(Path.Combine(folder, "svar.db")))
        {
            throw new BadInputException($"there is no database in '{folder}': name the data folder with --data, or make one with 'svar serve --data {folder}'");
        }

        var opened = Svar.Data.SvarDatabase.Open(given, folder);
        await Svar.Data.Versions.RequireCurrentAsync(opened, cancel);
        return opened;
    }

    public static async Task WriteLineAsync(object value) => await Console.Out.WriteLineAsync(JsonSerializer.Serialize(value, value.GetType(), Json));
}
