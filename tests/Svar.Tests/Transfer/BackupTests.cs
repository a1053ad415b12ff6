using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Svar.Data;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Conversations.Api;
using Svar.Tests.Data;
using Svar.Transfer;

namespace Svar.Tests.Transfer;

public class BackupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_while_mail_comes_in_is_one_moment_and_comes_back_whole()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writer = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await house.ReceiveAsync(ApiHouse.Letter($"Sak {written}", "Hvor er pakken min?", $"{written}@kari.example"));
                    Interlocked.Increment(ref written);
                }
            },
            Cancel);
        while (Volatile.Read(ref written) < 5)
        {
            await Task.Yield();
        }

        var file = Path.Combine(house.Folder, "backup.zip");
        var before = Volatile.Read(ref written);
        var manifest = await new BackUp(house.Database, house.Folder, TimeProvider.System).ToAsync(file, Cancel);
        var after = Volatile.Read(ref written);
        await stop.CancelAsync();
        await writer;
        Assert.InRange(manifest.Rows["ReceivedMail"], before, after + 1);
        Assert.Contains(manifest.Files, f => f.Name == "master.key");

        var folder = Path.Combine(house.Folder, "restored");
        await RestoreAsync(file, folder);
        using var restored = SvarDatabase.Sqlite(Path.Combine(folder, "svar.db"));
        await using var copy = restored.CreateDbContext();
        await using var source = house.Database.CreateDbContext();
        var there = await copy.Set<ReceivedMail>().OrderBy(m => m.Id).Select(m => new { m.Id, m.ContentId, m.EnvelopeTo, m.ReceivedAt }).ToListAsync(Cancel);
        Assert.Equal(manifest.Rows["ReceivedMail"], there.Count);
        Assert.Equal(there, await source.Set<ReceivedMail>().OrderBy(m => m.Id).Take(there.Count).Select(m => new { m.Id, m.ContentId, m.EnvelopeTo, m.ReceivedAt }).ToListAsync(Cancel));
        foreach (var mail in there)
        {
            Assert.Contains("Hvor er pakken min?", Encoding.UTF8.GetString((await Svar.Mailboxes.Contents.ContentStore.ReadContentAsync(copy, mail.ContentId, Cancel))!), StringComparison.Ordinal);
        }

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(house.Folder, "master.key"), Cancel), await File.ReadAllTextAsync(Path.Combine(folder, "master.key"), Cancel));
        await Versions.RequireCurrentAsync(restored, Cancel);
    }

    [Theory]
    [InlineData(DatabaseEngine.Sqlite, DatabaseEngine.PostgreSql)]
    [InlineData(DatabaseEngine.PostgreSql, DatabaseEngine.PostgreSql)]
    [InlineData(DatabaseEngine.PostgreSql, DatabaseEngine.Sqlite)]
    internal async Task What_one_engine_held_the_other_holds(DatabaseEngine from, DatabaseEngine to)
    {
        await using var house = await ApiHouse.StartAsync(from);
        await house.ReceiveAsync(ApiHouse.Letter("Jakken er revnet", "Hei! Jakken er revnet i sømmen. Hva kan dere gjøre? 😀"));
        await house.ReceiveAsync(ApiHouse.Letter("Kvittering", new string('x', 700_000), "2@kari.example"));
        await house.PostAsync("/api/v1/conversations/FF-1001/notes", new { text = "Sømmen er kjent fra våren." });
        var file = Path.Combine(house.Folder, "backup.zip");
        await new BackUp(house.Database, house.Folder, TimeProvider.System).ToAsync(file, Cancel);

        await using var target = await TestDatabase.EmptyAsync(to);
        var folder = Path.Combine(house.Folder, "restored");
        await RestoreAsync(file, folder, to == DatabaseEngine.Sqlite ? null : target.Database);
        using var sqlite = to == DatabaseEngine.Sqlite ? SvarDatabase.Sqlite(Path.Combine(folder, "svar.db")) : null;
        Assert.Equal(to == DatabaseEngine.Sqlite, File.Exists(Path.Combine(folder, "svar.db")));
        Assert.True(File.Exists(Path.Combine(folder, "master.key")));

        var restored = sqlite ?? target.Database;
        Assert.Equal(await CopyRows.CountAsync(house.Database, Cancel), await CopyRows.CountAsync(restored, Cancel));
        await using var db = restored.CreateDbContext();
        await using var source = house.Database.CreateDbContext();
        Assert.Equal(
            await source.Set<Svar.Conversations.Message>().OrderBy(m => m.Id).Select(m => new { m.Id, m.At, m.Text, m.Parts, m.Direction, m.IsAutomatic }).ToListAsync(Cancel),
            await db.Set<Svar.Conversations.Message>().OrderBy(m => m.Id).Select(m => new { m.Id, m.At, m.Text, m.Parts, m.Direction, m.IsAutomatic }).ToListAsync(Cancel));
        foreach (var query in new[] { "jakker", "kari", "sømmen våren", "finnesikke" })
        {
            var terms = Svar.Language.Search.TextAnalysis.QueryTerms(query, "nb");
            Assert.Equal(await SearchRows.Find(source, terms).OrderBy(id => id).ToListAsync(Cancel), await SearchRows.Find(db, terms).OrderBy(id => id).ToListAsync(Cancel));
        }

        foreach (var content in await source.Set<ReceivedMail>().Select(m => m.ContentId).ToListAsync(Cancel))
        {
            Assert.Equal(await Svar.Mailboxes.Contents.ContentStore.ReadContentAsync(source, content, Cancel), await Svar.Mailboxes.Contents.ContentStore.ReadContentAsync(db, content, Cancel));
        }

        // Its next row gets a key that no row has.
        var key = await restored.WriteAsync(d => Task.FromResult(d.NextKey()), Cancel);
        Assert.True(key > await db.Set<Svar.Conversations.Message>().MaxAsync(m => m.Id, Cancel));
    }

    [Fact]
    public async Task A_server_that_holds_something_is_not_restored_to()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        var file = Path.Combine(house.Folder, "backup.zip");
        await new BackUp(house.Database, house.Folder, TimeProvider.System).ToAsync(file, Cancel);
        await using var full = await TestDatabase.CreateAsync(DatabaseEngine.PostgreSql);
        var refused = await Assert.ThrowsAsync<TransferException>(() => RestoreAsync(file, Path.Combine(house.Folder, "restored"), full.Database));
        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(house.Folder, "restored")));
    }

    [Fact]
    public async Task Nothing_is_overwritten()
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        var file = Path.Combine(house.Folder, "backup.zip");
        var backUp = new BackUp(house.Database, house.Folder, TimeProvider.System);
        await backUp.ToAsync(file, Cancel);
        await Assert.ThrowsAsync<TransferException>(() => backUp.ToAsync(file, Cancel));
        await Assert.ThrowsAsync<TransferException>(() => RestoreAsync(file, house.Folder));

        var empty = Directory.CreateDirectory(Path.Combine(house.Folder, "empty")).FullName;
        await RestoreAsync(file, empty);
        Assert.True(File.Exists(Path.Combine(empty, "svar.db")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(empty, "master.key")));
        }
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("nonsense")]
    [InlineData("flipped")]
    [InlineData("newer")]
    [InlineData("slip")]
    [InlineData("rows")]
    [InlineData("lacking")]
    public async Task A_backup_that_is_not_whole_or_not_ours_is_refused_and_leaves_nothing(string fault)
    {
        await using var house = await ApiHouse.StartAsync(DatabaseEngine.Sqlite);
        var file = Path.Combine(house.Folder, "backup.zip");
        await new BackUp(house.Database, house.Folder, TimeProvider.System).ToAsync(file, Cancel);
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        switch (fault)
        {
            case "cut":
                await File.WriteAllBytesAsync(file, bytes[..(bytes.Length / 2)], Cancel);
                break;
            case "nonsense":
                await File.WriteAllTextAsync(file, "no backup", Cancel);
                break;
            case "flipped":
                bytes[bytes.Length / 3] ^= 0x40;
                await File.WriteAllBytesAsync(file, bytes, Cancel);
                break;
            case "newer":
                await ManifestAsync(file, json => json.Replace("\"migration\": \"", "\"migration\": \"9999_", StringComparison.Ordinal));
                break;
            case "slip":
                await ManifestAsync(file, json => json.Replace("\"master.key\"", "\"../master.key\"", StringComparison.Ordinal));
                break;
            case "rows":
                await ManifestAsync(file, json => json.Replace("\"Brand\": 2", "\"Brand\": 3", StringComparison.Ordinal));
                break;
            default:
                await using (var archive = await ZipFile.OpenAsync(file, ZipArchiveMode.Update, Cancel))
                {
                    archive.GetEntry("svar.db")!.Delete();
                }

                break;
        }

        var there = Directory.EnumerateFileSystemEntries(house.Folder).Order(StringComparer.Ordinal).ToList();
        await Assert.ThrowsAsync<TransferException>(() => RestoreAsync(file, Path.Combine(house.Folder, "restored")));
        Assert.Equal(there, Directory.EnumerateFileSystemEntries(house.Folder).Order(StringComparer.Ordinal));
    }

    private static async Task RestoreAsync(string file, string folder, SvarDatabase? server = null)
    {
        using var none = SvarDatabase.Sqlite(":memory:");
        await using var db = none.CreateDbContext();
        await Restore.ToAsync(file, folder, server, [.. db.Database.GetMigrations()], Cancel);
    }

    private static async Task ManifestAsync(string file, Func<string, string> change)
    {
        await using var archive = await ZipFile.OpenAsync(file, ZipArchiveMode.Update, Cancel);
        var entry = archive.GetEntry("manifest.json")!;
        string json;
        using (var reader = new StreamReader(await entry.OpenAsync(Cancel)))
        {
            json = await reader.ReadToEndAsync(Cancel);
        }

        entry.Delete();
        var changed = change(json);
        Assert.NotEqual(json, changed);
        await using var stream = await archive.CreateEntry("manifest.json").OpenAsync(Cancel);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(changed), Cancel);
    }
}
