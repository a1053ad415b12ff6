using System.Text;
using Microsoft.EntityFrameworkCore;
using Svar.Cluster;
using Svar.Data;
using Svar.Mailboxes.Contents;
using Svar.Mailboxes.Receiving;
using Svar.Tests.Data;
using Svar.Tests.House;

namespace Svar.Tests.Mailboxes;

/// <summary>The door: what has been acknowledged is a row, once, with its bytes.</summary>
public class ReceivingTests
{
    [Theory, BothEngines]
    internal async Task The_same_bytes_within_five_days_are_one_row_that_counts(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var first = await house.ReceiveAsync(Letter.FromKari());
        house.Wait(TimeSpan.FromDays(5) - TimeSpan.FromSeconds(1));
        var again = await house.ReceiveAsync(Letter.FromKari());
        Assert.Equal((first.Id, false, true), (again.Id, first.IsRepeat, again.IsRepeat));
        Assert.Equal(1, (await house.RowAsync(first.Id)).Repeats);
        Assert.Single(await house.AllAsync<ReceivedMail>());
        Assert.Equal(1, await house.TakeInAsync());

        house.Wait(TimeSpan.FromSeconds(2));
        var later = await house.ReceiveAsync(Letter.FromKari());
        Assert.False(later.IsRepeat);
        Assert.Equal([1, 0], (await house.AllAsync<ReceivedMail>()).OrderBy(r => r.Id).Select(r => r.Repeats));
        Assert.Single((await house.AllAsync<ReceivedMail>()).Select(r => r.ContentId).Distinct());
        await house.TakeInAsync();
        Assert.Equal(2, await house.ConversationsAsync());
    }

    [Theory, BothEngines]
    internal async Task One_mail_to_two_recipients_is_two_rows_and_one_content(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var receipts = await house.ReceiveAsync(Encoding.UTF8.GetBytes(Letter.FromKari().ToString()), [MailHouse.Address, MailHouse.OtherBrandsAddress]);
        Assert.Equal(2, receipts.Select(r => r.Id).Distinct().Count());
        Assert.Single(await house.AllAsync<Content>());
        Assert.Equal([MailHouse.OtherBrandsAddress, MailHouse.Address], (await house.AllAsync<ReceivedMail>()).Select(r => r.EnvelopeTo).Order(StringComparer.Ordinal));
    }

    [Theory, BothEngines]
    internal async Task Arrivals_at_once_share_commits_and_each_gets_its_own_receipt(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        using var commits = house.Get<Nudges>().Subscribe(NudgeTopic.Received);
        var mails = new List<Arrival>();
        for (var i = 0; i < 200; i++)
        {
            mails.Add(await house.ArrivalAsync(Encoding.UTF8.GetBytes(new Letter($"kunde{i}@example.com", $"Sak {i}", "Hei").ToString().ReplaceLineEndings("\r\n")), [MailHouse.Address]));
        }

        // More than fit one commit stand at the door when it opens: each is in the queue when its call comes back for the first time.
        Task<IReadOnlyList<Receipt>>[] arrivals;
        using (await house.Database.Gate.EnterAsync(MailHouse.Cancel))
        {
            arrivals = [.. mails.Select(mail => house.Get<ReceiveMail>().HandleAsync(mail, MailHouse.Cancel))];
        }

        var receipts = (await Task.WhenAll(arrivals).WaitAsync(TimeSpan.FromSeconds(60), MailHouse.Cancel)).Select(r => r[0]).ToList();
        mails.ForEach(mail => mail.Bytes.Dispose());
        Assert.Equal(200, receipts.Select(r => r.Id).Distinct().Count());
        for (var i = 0; i < 200; i += 13)
        {
            Assert.Equal($"kunde{i}@example.com", (await house.RowAsync(receipts[i].Id)).EnvelopeFrom);
        }

        var nudges = 0;
        while (commits.Reader.TryRead(out _))
        {
            nudges++;
        }

        Assert.InRange(nudges, 1, engine == DatabaseEngine.Sqlite ? 100 : 200);
    }

    [Theory, BothEngines]
    internal async Task The_same_mail_from_ten_senders_at_once_is_one_row(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var receipts = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => house.ReceiveAsync(Letter.FromKari()), MailHouse.Cancel)));
        Assert.Single(receipts.Select(r => r.Id).Distinct());
        Assert.Single(receipts, r => !r.IsRepeat);
        Assert.Equal(9, Assert.Single(await house.AllAsync<ReceivedMail>()).Repeats);
    }

    [Theory, BothEngines]
    internal async Task One_that_cannot_be_kept_does_not_fail_the_others_of_its_commit(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var poison = await ContentSpool.OfAsync("Subject: gift\r\n\r\n"u8.ToArray(), house.Folder, MailHouse.Cancel);
        Task<IReadOnlyList<Receipt>> poisoned;
        List<Task<Receipt>> others;
        using (await house.Database.Gate.EnterAsync(MailHouse.Cancel))
        {
            others = [.. Enumerable.Range(0, 5).Select(i => house.ReceiveAsync(Letter.FromKari($"Sak {i}")))];
            poisoned = house.Get<ReceiveMail>().HandleAsync(new Arrival([new ArrivalRecipient(house.Brand, 999_999_999, "x@y.example")], poison, MailSource.Smtp, "", ""), MailHouse.Cancel);
            others.AddRange(Enumerable.Range(5, 5).Select(i => house.ReceiveAsync(Letter.FromKari($"Sak {i}"))));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => poisoned);
        Assert.Equal(10, (await Task.WhenAll(others)).Select(r => r.Id).Distinct().Count());
        Assert.Equal(10, (await house.AllAsync<ReceivedMail>()).Count);
        Assert.Equal(10, (await house.AllAsync<Content>()).Count);
        poison.Dispose();
    }

    [Theory, BothEngines]
    internal async Task Five_megabytes_come_back_byte_for_byte_from_pieces_of_at_most_256_KB(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        var raw = new byte[5_000_001];
        new Random(3).NextBytes(raw);
        var receipt = await house.ReceiveAsync(raw, envelopeFrom: "kari@example.no");
        var content = await house.ReadAsync(db => db.Set<Content>().SingleAsync(MailHouse.Cancel));
        Assert.Equal(raw.Length, content.Length);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(raw), content.Hash);
        Assert.Equal(raw, await house.ReadAsync(db => db.ReadContentAsync(content.Id, MailHouse.Cancel)));
        var pieces = (await house.AllAsync<ContentPiece>()).OrderBy(p => p.Number).ToList();
        Assert.Equal(Enumerable.Range(0, 20), pieces.Select(p => p.Number));
        Assert.All(pieces, p => Assert.InRange(p.Bytes.Length, 1, (256 * 1024) + 1024));
        Assert.Equal(ReceivedState.Pending, (await house.RowAsync(receipt.Id)).State);
        Assert.Empty(Directory.GetFiles(Path.Combine(house.Folder, "spool")));
    }

    [Theory, BothEngines]
    internal async Task Contents_of_every_length_around_a_piece_come_back(DatabaseEngine engine)
    {
        await using var house = await MailHouse.OpenAsync(engine);
        foreach (var length in (int[])[0, 1, ContentSpool.PieceSize - 1, ContentSpool.PieceSize, ContentSpool.PieceSize + 1, 2 * ContentSpool.PieceSize])
        {
            var raw = Enumerable.Range(0, length).Select(i => (byte)(i * 31 % 251)).ToArray();
            var row = await house.RowAsync((await house.ReceiveAsync(raw, envelopeFrom: "")).Id);
            Assert.Equal(raw, await house.ReadAsync(db => db.ReadContentAsync(row.ContentId, MailHouse.Cancel)));
        }
    }
}
