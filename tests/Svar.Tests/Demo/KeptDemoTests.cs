using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Svar.Commands;
using Svar.Data;
using Svar.Demo.Playing;
using Svar.Mailboxes.Receiving;
using Svar.Mailboxes.Sending;
using Svar.Tests.House;

namespace Svar.Tests.Demo;

public class KeptDemoTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receipts_follow_their_letters_by_seconds_and_a_kept_demo_still_shows_what_it_sent()
    {
        var folder = Directory.CreateTempSubdirectory("svar-test-").FullName;
        var sent = await PlayAsync(folder, async database =>
        {
            await using var db = database.CreateDbContext();
            var receipts = await (
                from mail in db.Set<OutgoingMail>().Where(m => m.Kind == OutgoingKind.Receipt)
                join letter in db.Set<ReceivedMail>() on mail.ConversationId equals letter.ConversationId
                group letter.ReceivedAt by new { mail.Id, mail.CreatedAt, mail.SentAt } into letters
                select new { letters.Key.CreatedAt, letters.Key.SentAt, LetterAt = letters.Min() }).ToListAsync(Cancel);
            Assert.InRange(receipts.Count, 100, 430);
            Assert.All(receipts, r => Assert.InRange(r.CreatedAt - r.LetterAt, TimeSpan.Zero, TimeSpan.FromMinutes(1)));
            Assert.All(receipts, r => Assert.InRange(r.SentAt!.Value - r.CreatedAt, TimeSpan.Zero, TimeSpan.FromMinutes(1)));
        });
        Assert.InRange(sent.Count, 200, 5000);
        Assert.Equal(sent, await PlayAsync(folder, _ => Task.CompletedTask));
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<IReadOnlyList<Caught>> PlayAsync(string folder, Func<SvarDatabase, Task> look)
    {
        using var database = SvarDatabase.Open(null, folder);
        await using var app = await DemoCommand.StartAsync(database, folder, [$"http://127.0.0.1:{Loopback.FreePort()}"], null, isEmpty: false, Cancel);
        await look(database);
        var mails = app.Services.GetRequiredService<CaughtMail>().Mails;
        await app.StopAsync(Cancel);
        return mails;
    }
}
