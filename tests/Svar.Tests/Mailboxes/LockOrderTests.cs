using System.Data.Common;
using Svar.Cluster;
using Svar.Data;
using Svar.Intake;
using Svar.Tests.House;

namespace Svar.Tests.Mailboxes;

/// <summary>Who takes mail in and who counts a repeat take the rows of the ledger in one order, so that neither waits for the other in a ring.</summary>
public class LockOrderTests
{
    [Fact]
    public async Task Rows_are_taken_in_the_order_of_their_hashes()
    {
        await using var house = await MailHouse.OpenAsync(DatabaseEngine.PostgreSql);

        // Two mails, of which the later one has the smaller hash.
        var ids = new List<(long Id, byte[] Hash)>();
        for (var i = 0; ids.Count < 2; i++)
        {
            var row = await house.RowAsync((await house.ReceiveAsync(Letter.FromKari($"Sak {i}"))).Id);
            if (ids.Count == 0 || row.Hash.AsSpan().SequenceCompareTo(ids[0].Hash) < 0)
            {
                ids.Add((row.Id, row.Hash));
            }
        }

        await using var holder = await house.Database.OpenConnectionAsync(MailHouse.Cancel);
        await using var held = await holder.BeginTransactionAsync(MailHouse.Cancel);
        await LockAsync(held, ids[1].Id);
        var takeIn = Task.Run(() => house.Get<TakeInMail>().RunOnceAsync(new DutyTerm("take in mail", 0, DatabaseEngine.Sqlite), MailHouse.Cancel), MailHouse.Cancel);
        await MailHouse.UntilAsync(async () => await WaitsAsync(house), "the batch waits for the row", seconds: 20);

        await using (var other = await house.Database.OpenConnectionAsync(MailHouse.Cancel))
        await using (var free = await other.BeginTransactionAsync(MailHouse.Cancel))
        {
            await LockAsync(free, ids[0].Id);
        }

        await held.RollbackAsync(MailHouse.Cancel);
        Assert.True(await takeIn >= 2);
    }

    private static async Task LockAsync(DbTransaction transaction, long id)
    {
        await using var command = transaction.Command("""SELECT 1 FROM "ReceivedMail" WHERE "Id" = @id FOR UPDATE NOWAIT""", ("@id", id));
        await command.ExecuteNonQueryAsync(MailHouse.Cancel);
    }

    // On a connection of its own each time: a transaction sees the activity of its first look.
    private static async Task<bool> WaitsAsync(MailHouse house)
    {
        await using var connection = await house.Database.OpenConnectionAsync(MailHouse.Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        return (long)(await command.ExecuteScalarAsync(MailHouse.Cancel))! > 0;
    }
}
