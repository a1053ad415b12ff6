using System.Data.Common;
using System.Globalization;
using Svar.Data;

namespace Svar.Mailboxes.Receiving;

/// <summary>Writes the rows of the ledger for mails that share a commit, with commands that are prepared once for all of them.</summary>
internal sealed class LedgerWriter(DbTransaction transaction, DateTime now) : IAsyncDisposable
{
    private readonly DbCommand _repeat = transaction.Command(
        """
        UPDATE "ReceivedMail" SET "Repeats" = "Repeats" + 1
        WHERE "Id" = (SELECT max("Id") FROM "ReceivedMail" WHERE "MailboxId" = @mailbox AND "Hash" = @hash AND "ReceivedAt" >= @since)
        RETURNING "Id"
        """,
        ("@mailbox", 0L), ("@hash", Array.Empty<byte>()), ("@since", now));

    private readonly DbCommand _insert = transaction.Command(
        """
        INSERT INTO "ReceivedMail" ("Id", "BrandId", "MailboxId", "ContentId", "Hash", "ReceivedAt", "ArrivedAt", "Source", "EnvelopeFrom", "EnvelopeTo", "Trace", "IsTest", "State", "Repeats")
        VALUES (@id, @brand, @mailbox, @content, @hash, @now, @arrived, @source, @from, @to, @trace, @test, @state, 0)
        """,
        ("@id", 0L), ("@brand", 0L), ("@mailbox", 0L), ("@content", 0L), ("@hash", Array.Empty<byte>()), ("@now", now), ("@arrived", now),
        ("@source", 0), ("@from", ""), ("@to", ""), ("@trace", ""), ("@test", false), ("@state", (int)ReceivedState.Pending));

    /// <summary>A new row under <paramref name="key"/>, or one more repeat of the row that has the same bytes.</summary>
    public async Task<Receipt> KeepAsync(Arrival arrival, ArrivalRecipient to, long contentId, long key)
    {
        _repeat.Parameters["@mailbox"].Value = to.MailboxId;
        _repeat.Parameters["@hash"].Value = arrival.Bytes.Hash;
        _repeat.Parameters["@since"].Value = arrival.IsKnownForEver ? DateTime.UnixEpoch : now - ReceiveMail.RepeatWithin;
        if (await _repeat.ExecuteScalarAsync() is { } first)
        {
            return new Receipt(Convert.ToInt64(first, CultureInfo.InvariantCulture), IsRepeat: true);
        }

        var values = _insert.Parameters;
        values["@id"].Value = key;
        values["@brand"].Value = to.BrandId;
        values["@mailbox"].Value = to.MailboxId;
        values["@content"].Value = contentId;
        values["@hash"].Value = arrival.Bytes.Hash;
        values["@arrived"].Value = arrival.ArrivedAt is { } arrived && arrived < now ? arrived : DBNull.Value;
        values["@source"].Value = (int)arrival.Source;
        values["@from"].Value = arrival.EnvelopeFrom is { } from ? StorableText.Of(from) : DBNull.Value;
        values["@to"].Value = StorableText.Of(to.Address);
        values["@trace"].Value = StorableText.Of(arrival.Trace);
        values["@test"].Value = arrival.IsTest;
        await _insert.ExecuteNonQueryAsync();
        return new Receipt(key, IsRepeat: false);
    }

    public async ValueTask DisposeAsync()
    {
        await _repeat.DisposeAsync();
        await _insert.DisposeAsync();
    }
}
