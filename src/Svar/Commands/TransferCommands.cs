using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Svar.Data;
using Svar.Data.Secrets;
using Svar.Transfer;

namespace Svar.Commands;

internal static class TransferCommands
{
    public static Command Backup()
    {
        var (data, database) = (Shared.Data(), Shared.Database());
        var file = new Argument<string>("FILE") { Description = "the backup, a .zip; it must not be there yet" };
        var command = new Command("backup", "A consistent copy of everything while Svar runs, read back and checked. Example: svar backup /backups/svar-monday.zip --data /var/lib/svar") { file, data, database };
        command.SetAction(async (parsed, cancel) =>
        {
            using var opened = await Shared.OpenDatabaseAsync(parsed, data, database, cancel);
            var target = parsed.GetValue(file)!;
            var manifest = await DoneAsync(() => new BackUp(opened, parsed.GetValue(data)!, TimeProvider.System).ToAsync(target, cancel));
            await Shared.WriteLineAsync(new { file = target, size = new FileInfo(target).Length, migration = manifest.Migration, createdAt = manifest.CreatedAt, rows = manifest.Rows.Values.Sum(), files = manifest.Files.Select(f => f.Name) });
            await Console.Error.WriteLineAsync(manifest.Files.Any(f => f.Name == MasterKey.FileName)
                ? "Whoever has this file can read everything in it, also passwords of mailboxes: keep it safe."
                : $"The master key comes from {MasterKey.Variable} and is not in the backup: keep it too.");
            return CommandLine.Done;
        });
        return command;
    }

    public static Command Restore()
    {
        var (data, database) = (Shared.Data(), Shared.Database());
        var file = new Argument<string>("FILE") { Description = "as 'svar backup' made it" };
        var command = new Command("restore", "Make a data folder from a backup; overwrites none. With --database its rows go to an empty PostgreSQL: so a system moves from one engine to the other. Example: svar restore svar-monday.zip --data /var/lib/svar") { file, data, database };
        command.SetAction(async (parsed, cancel) =>
        {
            var folder = parsed.GetValue(data)!;
            using var none = SvarDatabase.Sqlite(":memory:");
            await using var db = none.CreateDbContext();
            var given = parsed.GetValue(database) ?? Environment.GetEnvironmentVariable("SVAR_DATABASE");
            using var server = string.IsNullOrWhiteSpace(given) ? null : SvarDatabase.Open(given, folder);
            var manifest = await DoneAsync(() => Transfer.Restore.ToAsync(parsed.GetValue(file)!, folder, server, [.. db.Database.GetMigrations()], cancel));
            await Shared.WriteLineAsync(new { data = folder, migration = manifest.Migration, createdAt = manifest.CreatedAt, rows = manifest.Rows.Values.Sum(), files = manifest.Files.Select(f => f.Name) });
            if (manifest.Files.All(f => f.Name != MasterKey.FileName))
            {
                await Console.Error.WriteLineAsync($"The backup has no master key: set {MasterKey.Variable} as it was, or passwords of mailboxes cannot be read.");
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<T> DoneAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (TransferException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }
}
