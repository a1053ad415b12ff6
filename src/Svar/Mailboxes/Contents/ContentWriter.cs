using System.Data.Common;
using System.Globalization;
using Svar.Data;

namespace Svar.Mailboxes.Contents;

/// <summary>Keeps contents once each within one transaction, with commands that are prepared once for all of them.</summary>
internal sealed class ContentWriter(DbTransaction transaction) : IAsyncDisposable
{
    private readonly DbCommand _insert = transaction.Command(
        """
        INSERT INTO "Content" ("Id", "Hash", "Length") VALUES (@id, @hash, @length)
        ON CONFLICT ("Hash") DO NOTHING RETURNING "Id"
        """,
        ("@id", 0L), ("@hash", Array.Empty<byte>()), ("@length", 0L));

    private readonly DbCommand _piece = transaction.Command(
        """INSERT INTO "ContentPiece" ("ContentId", "Number", "Bytes") VALUES (@id, @number, @bytes)""",
        ("@id", 0L), ("@number", 0), ("@bytes", Array.Empty<byte>()));

    /// <summary>Inserts the content under <paramref name="key"/> unless its bytes are kept already; the key under which they are.</summary>
    public async Task<long> PutAsync(long key, ContentSpool spool, CancellationToken cancel)
    {
        _insert.Parameters[0].Value = key;
        _insert.Parameters[1].Value = spool.Hash;
        _insert.Parameters[2].Value = spool.Length;
        if (await _insert.ExecuteScalarAsync(cancel) is null)
        {
            await using var find = transaction.Command("""SELECT "Id" FROM "Content" WHERE "Hash" = @hash""", ("@hash", spool.Hash));
            return Convert.ToInt64(await find.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
        }

        _piece.Parameters[0].Value = key;
        for (var number = 0; number < spool.PieceCount; number++)
        {
            _piece.Parameters[1].Value = number;
            _piece.Parameters[2].Value = await spool.PieceAsync(number, cancel);
            await _piece.ExecuteNonQueryAsync(cancel);
        }

        return key;
    }

    public async ValueTask DisposeAsync()
    {
        await _insert.DisposeAsync();
        await _piece.DisposeAsync();
    }
}
