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
            using var opened = SvarDatabase.Open(parsed.GetValue(database) ?? Environment.GetEnvironmentVariable("SVAR_DATABASE"), parsed.GetValue(data)!);
            var (from, to) = await Versions.MigrateAsync(opened, cancel);
            await Console.Out.WriteLineAsync(from == to ? $"The database is at {to} already." : $"The database went from {(from.Length == 0 ? "nothing" : from)} to {to}.");
            return CommandLine.Done;
        });
        return command;
    }
}
