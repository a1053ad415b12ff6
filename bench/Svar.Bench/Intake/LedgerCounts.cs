using System.Globalization;
using Svar.Data;

namespace Svar.Bench.Intake;

/// <summary>What the database says became of the mails, asked beside the running server.</summary>
internal sealed class LedgerCounts(SvarDatabase database)
{
    /// <summary>Waits until so many rows are there and none of them is pending.</summary>
    public async Task TakenInAsync(int mails)
    {
        var waited = 0;
        while (await CountAsync("SELECT count(*) FROM \"ReceivedMail\" WHERE \"State\" = 1") > 0)
        {
            await Task.Delay(20);
            if (++waited > 15_000)
            {
                throw new InvalidOperationException("mails still wait after five minutes");
            }
        }

        var rows = await CountAsync("SELECT count(*) FROM \"ReceivedMail\"");
        if (rows != mails)
        {
            throw new InvalidOperationException($"{mails} mails were acknowledged and {rows} rows are there");
        }
    }

    /// <summary>Sent = rows of the ledger = messages + what was set aside; nothing failed, nothing twice; a search row and a clock for each.</summary>
    public async Task HoldAsync(int sent)
    {
        var rows = await CountAsync("SELECT count(*) FROM \"ReceivedMail\"");
        var failed = await CountAsync("SELECT count(*) FROM \"ReceivedMail\" WHERE \"State\" = 4");
        var aside = await CountAsync("SELECT count(*) FROM \"ReceivedMail\" WHERE \"State\" = 3");
        var messages = await CountAsync("SELECT count(*) FROM \"Message\"");
        var distinct = await CountAsync("SELECT count(DISTINCT \"ReceivedMailId\") FROM \"Message\"");
        var conversations = await CountAsync("SELECT count(*) FROM \"Conversation\"");
        var searchable = await CountAsync("SELECT count(*) FROM \"MessageSearch\"");
        var clocks = await CountAsync("SELECT count(DISTINCT \"ConversationId\") FROM \"Promise\"");
        var receipts = await CountAsync("SELECT count(*) FROM \"OutgoingMail\" WHERE \"Kind\" = 2");
        Report.Line($"counts: sent {sent}, rows {rows}, messages {messages}, set aside with a reason {aside}, failed {failed}; conversations {conversations}, with a clock {clocks}, search rows {searchable}, receipts {receipts}");
        if (rows != sent || failed != 0 || messages + aside != sent || distinct != messages || searchable != messages || clocks != conversations)
        {
            throw new InvalidOperationException("the counts do not agree");
        }
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
