using System.IO.Compression;
using System.Text.Json;
using Svar.Data;
using Svar.Data.Secrets;

namespace Svar.Transfer;

/// <summary>
/// Makes a data folder from a backup. It is made and checked under another name and gets its own at the end: either
/// the folder is there and whole, or it is not there.
/// </summary>
internal static class Restore
{
    private const long LargestManifest = 4 * 1024 * 1024;
    private static readonly string[] _names = [BackupManifest.Database, MasterKey.FileName, "svar.json"];

    /// <param name="server">Where the rows go; null: the SQLite file in the folder. It must be empty.</param>
    /// <param name="knownMigrations">Of this program: a database of a later version is not restored.</param>
    public static async Task<BackupManifest> ToAsync(string backup, string folder, SvarDatabase? server, IReadOnlyList<string> knownMigrations, CancellationToken cancel)
    {
        if (server is not null && await Versions.OfAsync(server, cancel) is { Length: > 0 } version)
        {
            throw new TransferException($"the database is not empty but at version {version}: restore fills an empty one and overwrites none");
        }

        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new TransferException($"'{folder}' is not empty: restore makes a data folder anew and overwrites none");
        }

        await using var archive = await OpenAsync(backup, cancel);
        var manifest = await ManifestAsync(backup, archive, cancel);
        Check(backup, manifest, knownMigrations);
        var part = $"{folder}.restoring-{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(part);
            foreach (var file in manifest.Files)
            {
                await ExtractAsync(backup, archive, file, Path.Combine(part, file.Name), cancel);
            }

            var rows = await DatabaseFile.CheckAsync(Path.Combine(part, BackupManifest.Database), cancel);
            if (!rows.OrderBy(r => r.Key, StringComparer.Ordinal).SequenceEqual(manifest.Rows.OrderBy(r => r.Key, StringComparer.Ordinal)))
            {
                throw new TransferException($"'{backup}': the database has other rows than the backup says");
            }

            if (server is not null)
            {
                await FillAsync(Path.Combine(part, BackupManifest.Database), server, cancel);
            }

            if (Directory.Exists(folder))
            {
                Directory.Delete(folder);
            }

            Directory.Move(part, folder);
        }
        finally
        {
            if (Directory.Exists(part))
            {
                Directory.Delete(part, recursive: true);
            }
        }

        return manifest;
    }

    /// <summary>The rows of <paramref name="file"/> go to <paramref name="server"/>, and the file goes.</summary>
    private static async Task FillAsync(string file, SvarDatabase server, CancellationToken cancel)
    {
        using (var source = SvarDatabase.Sqlite(file))
        {
            await Versions.MigrateAsync(source, cancel);
            await Versions.MigrateAsync(server, cancel);
            await CopyRows.RunAsync(source, server, cancel);
            var (there, here) = (await CopyRows.CountAsync(server, cancel), await CopyRows.CountAsync(source, cancel));
            if (!there.SequenceEqual(here))
            {
                throw new TransferException("the database has other rows than the backup: drop it and begin again with an empty one");
            }
        }

        await DatabaseFile.CloseAsync(file, cancel);
        File.Delete(file);
    }

    private static async Task<ZipArchive> OpenAsync(string backup, CancellationToken cancel)
    {
        if (!File.Exists(backup))
        {
            throw new TransferException($"there is no file '{backup}'");
        }

        try
        {
            return await ZipFile.OpenReadAsync(backup, cancel);
        }
        catch (InvalidDataException e)
        {
            throw new TransferException($"'{backup}' is no backup of Svar, or its end is missing", e);
        }
    }

    private static async Task<BackupManifest> ManifestAsync(string backup, ZipArchive archive, CancellationToken cancel)
    {
        try
        {
            if (archive.GetEntry(BackupManifest.Name) is { Length: <= LargestManifest } entry)
            {
                await using var stream = await entry.OpenAsync(cancel);
                if (await JsonSerializer.DeserializeAsync<BackupManifest>(stream, BackupManifest.Json, cancel) is { Files: not null, Rows: not null, Migration: not null } manifest)
                {
                    return manifest;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new TransferException($"'{backup}' is no backup of Svar: its {BackupManifest.Name} cannot be read", e);
        }

        throw new TransferException($"'{backup}' is no backup of Svar: it has no {BackupManifest.Name}");
    }

    private static void Check(string backup, BackupManifest manifest, IReadOnlyList<string> knownMigrations)
    {
        if (manifest.Format != BackupManifest.ThisFormat || !knownMigrations.Contains(manifest.Migration, StringComparer.Ordinal))
        {
            throw new TransferException($"'{backup}' was made by Svar {manifest.Svar}, whose database is at {manifest.Migration}; this one knows versions up to {knownMigrations[^1]}: restore with the newer Svar");
        }

        if (manifest.Engine != "sqlite" || manifest.Files.FirstOrDefault(f => !_names.Contains(f.Name, StringComparer.Ordinal)) is not null
            || manifest.Files.All(f => f.Name != BackupManifest.Database) || manifest.Files.DistinctBy(f => f.Name, StringComparer.Ordinal).Count() != manifest.Files.Count)
        {
            throw new TransferException($"'{backup}' holds other files than a backup of Svar does");
        }
    }

    private static async Task ExtractAsync(string backup, ZipArchive archive, BackupFile file, string target, CancellationToken cancel)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var entry = archive.GetEntry(file.Name) ?? throw new TransferException($"'{backup}' lacks '{file.Name}'");
        try
        {
            await using var source = await entry.OpenAsync(cancel);
            await using var stream = new FileStream(target, options);
            if (await HashedCopy.RunAsync(source, stream, file.Size, cancel) != (file.Size, file.Sha256))
            {
                throw new TransferException($"'{backup}' is damaged: '{file.Name}' is not what was backed up");
            }

            await stream.FlushAsync(cancel);
            stream.Flush(flushToDisk: true);
        }
        catch (InvalidDataException e)
        {
            throw new TransferException($"'{backup}' is damaged: '{file.Name}' cannot be unpacked", e);
        }
    }
}
