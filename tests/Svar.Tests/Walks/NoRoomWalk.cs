using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Svar.Data;
using Svar.Mail.Smtp;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Walks;

/// <summary>A database that cannot take a mail now: the sender is told to come again, and nothing is half done.</summary>
public class NoRoomWalk
{
    [Fact]
    public async Task While_another_process_holds_the_database_mail_is_told_to_come_again()
    {
        await using var house = await MailHouse.ServeAsync(DatabaseEngine.Sqlite, busySeconds: 1);
        await using var client = Client(house.Smtp!.Port);
        await SendAsync(client, 1);
        await house.UntilTakenInAsync();
        await using (var other = new SqliteConnection(house.Database.ConnectionString + ";Pooling=False"))
        {
            await other.OpenAsync(MailHouse.Cancel);
            await using var held = await other.BeginTransactionAsync(MailHouse.Cancel);
            var watch = Stopwatch.StartNew();
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
            {
                await using var sender = Client(house.Smtp!.Port);
                return await Assert.ThrowsAsync<SmtpRefusedException>(() => SendAsync(sender, 2 + i));
            }));
            Assert.All(answers, a => Assert.Equal((452, true), (a.Code, a.IsTemporary)));

            // They shared one wait for the lock, or two: not one each.
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
        }

        for (var i = 2; i < 8; i++)
        {
            await SendAsync(client, i);
        }

        await house.UntilTakenInAsync();
        var rows = await house.AllAsync<ReceivedMail>();
        Assert.Equal(7, rows.Count);
        Assert.All(rows, r => Assert.Equal((ReceivedState.TakenIn, 0), (r.State, r.Repeats)));
    }

    [Fact]
    public async Task On_a_full_disk_mail_is_told_to_come_again_and_is_taken_when_there_is_room()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/prlimit") && File.Exists("/bin/sh"), "no prlimit (Debian: apt-get install util-linux)");
        await using var files = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await files.Database.WriteAsync(db => Task.FromResult(MailHouse.Furnish(db, DateTime.UtcNow)), MailHouse.Cancel);
        await using var server = new ChildServer(files.Database, files.Folder);

        server.Start("trap '' XFSZ;");
        var mails = Enumerable.Range(0, 40).Select(i => Large(i)).ToList();
        await MailHouse.UntilAsync(() => CanConnectAsync(server.Smtp.Port), "the server listens", 120);

        // No file grows past this: to the program the same as a disk that is full.
        await LimitFilesAsync(server.ProcessId, "6291456:unlimited");
        var accepted = 0;
        var later = 0;
        foreach (var mail in mails)
        {
            await using var client = Client(server.Smtp.Port);
            try
            {
                await client.SendAsync(new SmtpEnvelope("kari@example.no", MailHouse.Address), mail, MailHouse.Cancel);
                accepted++;
            }
            catch (SmtpRefusedException e)
            {
                Assert.True(e.Code is 452 or 451, e.Message);
                later++;
            }
        }

        Assert.True(server.IsRunning);
        Assert.InRange(later, 1, mails.Count - 1);
        Assert.Equal(accepted, await CountAsync(files));
        Assert.Equal(0, await HalfDoneAsync(files));

        await LimitFilesAsync(server.ProcessId, "unlimited:unlimited");
        foreach (var mail in mails)
        {
            await using var client = Client(server.Smtp.Port);
            await client.SendAsync(new SmtpEnvelope("kari@example.no", MailHouse.Address), mail, MailHouse.Cancel);
        }

        await MailHouse.UntilAsync(async () => !await ReadAsync(files, db => db.Set<ReceivedMail>().AnyAsync(m => m.State == ReceivedState.Pending, MailHouse.Cancel)), "all mail is taken in", 120);
        var rows = await ReadAsync(files, db => db.Set<ReceivedMail>().AsNoTracking().ToListAsync(MailHouse.Cancel));
        Assert.Equal((mails.Count, accepted), (rows.Count, rows.Sum(r => r.Repeats)));
        Assert.All(rows, r => Assert.Equal((ReceivedState.TakenIn, "new"), (r.State, r.Outcome)));
        Assert.Equal("ok", Assert.Single(await ReadAsync(files, db => db.Database.SqlQuery<string>($"PRAGMA integrity_check").ToListAsync(MailHouse.Cancel))));
    }

    [Fact]
    public async Task A_spool_that_cannot_be_written_is_told_to_come_again()
    {
        await using var house = await MailHouse.ServeAsync(DatabaseEngine.Sqlite);
        await File.WriteAllTextAsync(Path.Combine(house.Folder, "spool"), "no folder", MailHouse.Cancel);
        await using var client = Client(house.Smtp!.Port);
        var refused = await Assert.ThrowsAsync<SmtpRefusedException>(() => client.SendAsync(new SmtpEnvelope("kari@example.no", MailHouse.Address), Large(1), MailHouse.Cancel));
        Assert.True(refused.IsTemporary, refused.Message);
        await SendAsync(client, 2);
        await house.UntilTakenInAsync();
        Assert.Single(await house.AllAsync<ReceivedMail>());
    }

    private static async Task LimitFilesAsync(int process, string limits)
    {
        using var prlimit = Process.Start("/usr/bin/prlimit", ["--pid", process.ToString(CultureInfo.InvariantCulture), $"--fsize={limits}"]);
        await prlimit.WaitForExitAsync(MailHouse.Cancel);
        Assert.Equal(0, prlimit.ExitCode);
    }

    private static SmtpClient Client(int port) => new(new SmtpClientOptions { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, LocalName = "sender.example" });

    private static Task SendAsync(SmtpClient client, int number) =>
        client.SendAsync(new SmtpEnvelope("kari@example.no", MailHouse.Address), Encoding.UTF8.GetBytes(Letter.FromKari($"Sak {number}").ToString()), MailHouse.Cancel);

    private static async Task<bool> CanConnectAsync(int port)
    {
        await using var client = Client(port);
        try
        {
            await client.ConnectAsync(MailHouse.Cancel);
            return true;
        }
        catch (SmtpException)
        {
            return false;
        }
    }

    private static byte[] Large(int number)
    {
        var noise = new byte[300_000];
        new Random(number).NextBytes(noise);
        return Encoding.UTF8.GetBytes(Letter.FromKari($"Stor {number}", Convert.ToBase64String(noise, Base64FormattingOptions.InsertLineBreaks)).ToString());
    }

    private static Task<int> CountAsync(TestDatabase files) => ReadAsync(files, db => db.Set<ReceivedMail>().CountAsync(MailHouse.Cancel));

    private static Task<int> HalfDoneAsync(TestDatabase files) => ReadAsync(files, db => db.Set<Content>().CountAsync(
        c => !db.Set<ReceivedMail>().Any(r => r.ContentId == c.Id) && !db.Set<Svar.Mailboxes.Sending.OutgoingMail>().Any(o => o.ContentId == c.Id), MailHouse.Cancel));

    private static async Task<T> ReadAsync<T>(TestDatabase files, Func<SvarDb, Task<T>> read)
    {
        await using var db = files.Database.CreateDbContext();
        return await read(db);
    }
}
