using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Svar.Data;
using Svar.Data.Secrets;

namespace Svar.Transfer;

/// <summary>
/// One file with all that a data folder holds: the database as it is at one moment, while Svar runs, the master key and
/// the settings. It is read back and checked before it gets its name. Whoever has it can read everything. The database
/// in it is always a SQLite file, so that it can be restored to either engine.
/// </summary>
internal sealed class BackUp(SvarDatabase database, string dataFolder, TimeProvider time)
{
    private const int BufferSize = 128 * 1024;

    public async Task<BackupManifest> ToAsync(string target, CancellationToken cancel)
    {
        target = Path.GetFullPath(target);
        if (File.Exists(target))
        {
            throw new TransferException($"'{target}' is there already: name a file that is not");
        }

        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            throw new TransferException($"there is no folder '{folder}'");
        }

        // Beside the target, so that the last step is a rename on one disk.
        var part = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(part);
            var copy = Path.Combine(part, BackupManifest.Database);
            await (database.IsSqlite ? DatabaseFile.CopyAsync(database.ConnectionString, copy, cancel) : MoveToSqliteAsync(copy, cancel));
            var rows = await DatabaseFile.CheckAsync(copy, cancel);
            var zip = Path.Combine(part, "backup.zip");
            var manifest = await WriteAsync(zip, copy, rows, cancel);
            await ReadBackAsync(zip, manifest, cancel);
            File.Move(zip, target, overwrite: false);
            return manifest;
        }
        finally
        {
            Directory.Delete(part, recursive: true);
        }
    }

    private async Task MoveToSqliteAsync(string copy, CancellationToken cancel)
    {
        using (var target = SvarDatabase.Sqlite(copy))
        {
            target.IsFilling = true;
            await Versions.MigrateAsync(target, cancel);
            await CopyRows.RunAsync(database, target, cancel);
        }

        await DatabaseFile.CloseAsync(copy, cancel);
    }

    private async Task<BackupManifest> WriteAsync(string zip, string copy, IReadOnlyDictionary<string, long> rows, CancellationToken cancel)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = BufferSize, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(zip, options);
        BackupManifest manifest;
        await using (var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancel))
        {
            var files = new List<BackupFile> { await AddAsync(archive, BackupManifest.Database, copy, cancel) };
            foreach (var (name, path) in Beside())
            {
                files.Add(await AddAsync(archive, name, path, cancel));
            }

            manifest = new BackupManifest(BackupManifest.ThisFormat, Version, await DatabaseFile.MigrationAsync(copy, cancel), "sqlite", time.UtcNow(), files, rows);
            await using var stream = await archive.CreateEntry(BackupManifest.Name).OpenAsync(cancel);
            await JsonSerializer.SerializeAsync(stream, manifest, BackupManifest.Json, cancel);
        }

        await file.FlushAsync(cancel);
        file.Flush(flushToDisk: true);
        return manifest;
    }

    private static string Version => typeof(BackUp).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>What lies in the data folder besides the database and is needed to go on from it.</summary>
    private IEnumerable<(string Name, string Path)> Beside()
    {
        foreach (var name in new[] { MasterKey.FileName, "svar.json" })
        {
            if (Path.Combine(dataFolder, name) is var path && File.Exists(path))
            {
                yield return (name, path);
            }
        }
    }

    private static async Task<BackupFile> AddAsync(ZipArchive archive, string name, string path, CancellationToken cancel)
    {
        await using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, useAsync: true);

        // The mails in it are compressed already.
        await using var target = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancel);
        var (size, sum) = await HashedCopy.RunAsync(source, target, long.MaxValue, cancel);
        return new BackupFile(name, size, sum);
    }

    private static async Task ReadBackAsync(string zip, BackupManifest manifest, CancellationToken cancel)
    {
        await using var archive = await ZipFile.OpenReadAsync(zip, cancel);
        foreach (var file in manifest.Files)
        {
            await using var stream = await archive.GetEntry(file.Name)!.OpenAsync(cancel);
            if (await HashedCopy.RunAsync(stream, Stream.Null, file.Size, cancel) != (file.Size, file.Sha256))
            {
                throw new TransferException($"'{file.Name}' reads back from the backup otherwise than it was written: look after the disk");
            }
        }
    }
}

/// <summary>Copies and hashes at once.</summary>
internal static class HashedCopy
{
    /// <summary>Stops one byte past <paramref name="atMost"/>.</summary>
    public static async Task<(long Size, string Sha256)> RunAsync(Stream source, Stream target, long atMost, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        var size = 0L;
        int read;
        while (size <= atMost && (read = await source.ReadAsync(buffer, cancel)) > 0)
        {
            size += read;
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
