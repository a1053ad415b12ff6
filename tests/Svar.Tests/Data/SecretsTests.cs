using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Svar.Data;
using Svar.Data.Secrets;

namespace Svar.Tests.Data;

public class SecretsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void A_secret_is_read_by_its_key_for_its_purpose_and_not_otherwise()
    {
        var box = Box();
        var made = box.Protect("mailbox 1", "passord æøå");
        Assert.Equal("passord æøå", box.Unprotect("mailbox 1", made));
        Assert.NotEqual(made, box.Protect("mailbox 1", "passord æøå"));
        Assert.Throws<SecretUnreadableException>(() => box.Unprotect("mailbox 2", made));
        Assert.Throws<SecretUnreadableException>(() => Box().Unprotect("mailbox 1", made));
        Assert.Throws<SecretUnreadableException>(() => box.Unprotect("mailbox 1", "no base 64"));
        Assert.Throws<SecretUnreadableException>(() => box.Unprotect("mailbox 1", made[..8]));
        var bytes = Convert.FromBase64String(made);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Throws<SecretUnreadableException>(() => box.Unprotect("mailbox 1", Convert.ToBase64String(bytes)));
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public async Task The_key_is_made_once_and_for_its_owner_alone()
    {
        var folder = Directory.CreateTempSubdirectory("svar-key-").FullName;
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Convert.ToHexString(MasterKey.Open(folder, null).Bytes), Cancel)));
        Assert.Single(keys.Distinct(StringComparer.Ordinal));
        var file = Assert.Single(Directory.EnumerateFiles(folder));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        await File.WriteAllTextAsync(file, "too short", Cancel);
        Assert.Throws<BadSettingException>(() => MasterKey.Open(folder, null));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_key_of_the_environment_goes_before_the_file_and_is_checked()
    {
        var hex = string.Concat(Enumerable.Repeat("0a", 32));
        Assert.Equal(hex, Convert.ToHexStringLower(MasterKey.Open("/no/such/folder", hex).Bytes));
        Assert.Equal(hex, Convert.ToHexStringLower(MasterKey.Open("/no/such/folder", Convert.ToBase64String(Convert.FromHexString(hex))).Bytes));
        var wrong = Assert.Throws<BadSettingException>(() => MasterKey.Open("/no/such/folder", "secret-but-wrong"));
        Assert.DoesNotContain("secret-but-wrong", wrong.Message, StringComparison.Ordinal);
    }

    [Theory, BothEngines]
    internal async Task What_one_node_protects_another_reads_and_the_database_alone_tells_nothing(DatabaseEngine engine)
    {
        await using var files = await TestDatabase.CreateAsync(engine);
        var one = Directory.CreateDirectory(Path.Combine(files.Folder, "one")).FullName;
        var two = Directory.CreateDirectory(Path.Combine(files.Folder, "two")).FullName;
        string made;
        await using (var node = Node(files.Database, one))
        {
            made = node.GetRequiredService<IDataProtectionProvider>().CreateProtector("session").Protect("Anna");
        }

        File.Copy(Path.Combine(one, MasterKey.FileName), Path.Combine(two, MasterKey.FileName));
        await using (var node = Node(files.Database, two))
        {
            await Check(node).StartAsync(Cancel);
            Assert.Equal("Anna", node.GetRequiredService<IDataProtectionProvider>().CreateProtector("session").Unprotect(made));
        }

        await using var db = files.Database.CreateDbContext();
        var kept = await db.Set<DataProtectionKey>().SingleAsync(Cancel);
        Assert.Contains("sealed", kept.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", kept.Xml, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, BothEngines]
    internal async Task A_node_with_another_master_key_does_not_start(DatabaseEngine engine)
    {
        await using var files = await TestDatabase.CreateAsync(engine);
        await using (var node = Node(files.Database, Directory.CreateDirectory(Path.Combine(files.Folder, "one")).FullName))
        {
            await Check(node).StartAsync(Cancel);
            node.GetRequiredService<IDataProtectionProvider>().CreateProtector("session").Protect("Anna");
        }

        await using var other = Node(files.Database, Directory.CreateDirectory(Path.Combine(files.Folder, "two")).FullName);
        var stopped = await Assert.ThrowsAsync<BadSettingException>(() => Check(other).StartAsync(Cancel));
        Assert.Contains(MasterKey.FileName, stopped.Message, StringComparison.Ordinal);
    }

    private static SecretBox Box()
    {
        var folder = Directory.CreateTempSubdirectory("svar-key-").FullName;
        try
        {
            return new SecretBox(MasterKey.Open(folder, null));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ServiceProvider Node(SvarDatabase database, string folder) =>
        new ServiceCollection().AddLogging().AddSingleton(database).AddSingleton(TimeProvider.System).AddSecrets(folder).BuildServiceProvider();

    private static MasterKeyCheck Check(IServiceProvider node) => new(node.GetRequiredService<SvarDatabase>(), node.GetRequiredService<SecretBox>());
}
