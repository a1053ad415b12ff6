using System.CommandLine;
using Svar.Data;

namespace Svar.Commands;

internal static class MigrateCommand
{
    public static Command Create()
    {
        var data = Shared.Data();
        var database = Shared.Database();
        var command = new Command("migrate", "Bring the database to this version. Example: svar migrate --data /var/lib/svar") { data, database };
        command.SetAction(async (parsed, cancel) =>
        {
            var (given, folder) = (parsed.GetValue(database) ?? Environment.GetEnvironmentVariable("SVAR_DATABASE"), parsed.GetValue(data)!);
            if (string.IsNullOrWhiteSpace(given) && !File.Exists(Path.Combine(folder, "svar.db")))
            {
                throw new BadInputException($"there is no database in '{folder}', so there is nothing to migrate: name the data folder with --data; 'svar serve --data {folder}' makes a new one");
            }

            using var opened = SvarDatabase.Open(given, folder);
            var (from, to) = await Versions.MigrateAsync(opened, cancel);
            await Console.Out.WriteLineAsync(from == to ? $"The database is at {to} already." : $"The database went from {(from.Length == 0 ? "nothing" : from)} to {to}.");
            return CommandLine.Done;
        });
        return command;
    }
}
