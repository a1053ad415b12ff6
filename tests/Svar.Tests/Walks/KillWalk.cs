using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Svar.Conversations;
using Svar.Data;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;
using Svar.Mailboxes.Sending;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Walks;

/// <summary>
/// <c>kill -9</c> at random moments while four senders deliver mail and repeat what failed: in the end each mail is
/// there exactly once. <c>scripts/faults/kill</c> runs the same with more kills and mails.
/// </summary>
public class KillWalk
{
    private const int Senders = 4;
    private const int MailsOfAThread = 4;
    private const int LargeEvery = 50;

    private static int Kills => Setting("SVAR_KILLS", 6);
    private static int Mails => Setting("SVAR_KILL_MAILS", 400) / MailsOfAThread * MailsOfAThread;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, BothEngines]
    internal async Task Whatever_is_killed_when_each_mail_is_there_exactly_once(DatabaseEngine engine)
    {
        var seed = Setting("SVAR_KILL_SEED", Random.Shared.Next());
        var random = new Random(seed);
        var watch = Stopwatch.StartNew();
        await using var files = await TestDatabase.CreateAsync(engine);
        await files.Database.WriteAsync(db => Task.FromResult(MailHouse.Furnish(db, DateTime.UtcNow)), Cancel);
        await using var server = new ChildServer(files.Database, files.Folder);
        var postmen = new Postmen(server.Smtp, Parcels(random));

        server.Start();
        var delivery = postmen.DeliverAsync(Senders, Cancel);
        for (var kill = 1; kill <= Kills; kill++)
        {
            // Every fifth dies while it starts, the others in the midst of their work.
            if (kill % 5 == 0)
            {
                await Task.Delay(random.Next(0, 1500), Cancel);
            }
            else
            {
                var share = (kill * Mails / (Kills + 1)) - random.Next(0, Math.Max(1, Mails / (Kills + 1) / 2));
                await MailHouse.UntilAsync(() => Task.FromResult(postmen.Accepted >= share), $"{share} mails are accepted after {kill - 1} kills", 120);
                await Task.Delay(random.Next(0, 60), Cancel);
            }

            await server.KillAsync();
            server.Start();
        }

        await delivery;
        await MailHouse.UntilAsync(async () => !await ReadAsync(files, db => db.Set<ReceivedMail>().AnyAsync(m => m.State == ReceivedState.Pending, Cancel)), "all mail is taken in", 120);
        await server.KillAsync();

        Assert.Empty(postmen.Refused);
        Assert.Empty(server.Failures);
        await AllIsThereOnceAsync(files, seed);
        var repeats = await ReadAsync(files, db => db.Set<ReceivedMail>().SumAsync(m => m.Repeats, Cancel));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{engine}: {Kills} kills (seed {seed}), {Mails} mails by {Senders} senders in {postmen.Attempts} dialogues; {repeats} came again and were recognised; each is there exactly once; {watch.Elapsed.TotalSeconds:0} s");
    }

    private static async Task AllIsThereOnceAsync(TestDatabase files, int seed)
    {
        var told = $"seed {seed}";
        var rows = await ReadAsync(files, db => db.Set<ReceivedMail>().AsNoTracking().ToListAsync(Cancel));
        Assert.True(rows.Count == Mails, $"{rows.Count} rows of {Mails}, {told}");
        Assert.Equal(Mails, rows.Select(r => Convert.ToHexString(r.Hash)).Distinct(StringComparer.Ordinal).Count());
        Assert.All(rows, r => Assert.True(r.State == ReceivedState.TakenIn, $"{r.State} {r.Outcome} {r.Reason}, {told}"));

        var messages = await ReadAsync(files, db => db.Set<Message>().AsNoTracking().Select(m => new { m.ReceivedMailId, m.ConversationId, m.MessageIdHeader }).ToListAsync(Cancel));
        Assert.True(messages.Count == Mails, $"{messages.Count} messages of {Mails}, {told}");
        Assert.Equal(rows.Select(r => (long?)r.Id).Order(), messages.Select(m => m.ReceivedMailId).Order());

        // Mails of one thread came by four senders in any order, and are one conversation.
        var threads = messages.GroupBy(m => m.MessageIdHeader.Split('.')[0], StringComparer.Ordinal).ToList();
        Assert.Equal(Mails / MailsOfAThread, threads.Count);
        Assert.All(threads, t => Assert.True(t.Select(m => m.ConversationId).Distinct().Count() == 1, $"thread {t.Key} is in several conversations, {told}"));
        var conversations = await ReadAsync(files, db => db.Set<Conversation>().AsNoTracking().ToListAsync(Cancel));
        Assert.Equal(threads.Count, conversations.Count);

        // One receipt each, and nothing that nobody refers to.
        var receipts = await ReadAsync(files, db => db.Set<OutgoingMail>().AsNoTracking().ToListAsync(Cancel));
        Assert.Equal(conversations.Select(c => (long?)c.Id).Order(), receipts.Select(o => o.ConversationId).Order());
        Assert.Equal(0, await ReadAsync(files, db => db.Set<Content>().CountAsync(
            c => !db.Set<ReceivedMail>().Any(r => r.ContentId == c.Id) && !db.Set<OutgoingMail>().Any(o => o.ContentId == c.Id), Cancel)));
        foreach (var row in rows.Where((_, i) => i % 20 == 0))
        {
            var raw = await ReadAsync(files, db => db.ReadContentAsync(row.ContentId, Cancel));
            Assert.Equal(row.Hash, System.Security.Cryptography.SHA256.HashData(raw!));
        }

        if (files.Database.IsSqlite)
        {
            Assert.Equal("ok", Assert.Single(await ReadAsync(files, db => db.Database.SqlQuery<string>($"PRAGMA integrity_check").ToListAsync(Cancel))));
        }
    }

    private static List<Parcel> Parcels(Random random)
    {
        var parcels = new List<Parcel>();
        for (var thread = 0; thread < Mails / MailsOfAThread; thread++)
        {
            var ids = new List<string>();
            for (var n = 0; n < MailsOfAThread; n++)
            {
                var text = new StringBuilder($"Hei, dette er mail {n} i sak {thread}.\n");
                if (parcels.Count % LargeEvery == LargeEvery - 1)
                {
                    var noise = new byte[300_000];
                    random.NextBytes(noise);
                    text.Append(Convert.ToBase64String(noise, Base64FormattingOptions.InsertLineBreaks));
                }

                var letter = new Letter($"Kunde {thread} <kunde{thread}@example.no>", n == 0 ? $"Sak {thread}" : $"Sv: Sak {thread}", text.ToString())
                {
                    Id = $"thread{thread}.{n}@example.no",
                    InReplyTo = n == 0 ? null : ids[^1],
                    References = [.. ids],
                };
                ids.Add(letter.Id);
                parcels.Add(new Parcel($"kunde{thread}@example.no", MailHouse.Address, Encoding.UTF8.GetBytes(letter.ToString())));
            }
        }

        return parcels;
    }

    private static async Task<T> ReadAsync<T>(TestDatabase files, Func<SvarDb, Task<T>> read)
    {
        await using var db = files.Database.CreateDbContext();
        return await read(db);
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var said) ? said : otherwise;
}
