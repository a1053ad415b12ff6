using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Svar.Data;

namespace Svar.Mailboxes.Contents;

/// <summary>Keeps contents once each, within the transaction of whoever refers to them, and reads them back.</summary>
internal static class ContentStore
{
    /// <summary>Within the transaction that <see cref="Writing"/> has begun.</summary>
    public static Task<long> PutContentAsync(this SvarDb db, ContentSpool spool, CancellationToken cancel)
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("a content is kept within the transaction of the row that refers to it");
        return PutAsync(transaction, db.NextKey(), spool, cancel);
    }

    /// <summary>Inserts the content under <paramref name="key"/> unless its bytes are kept already; the key under which they are.</summary>
    public static async Task<long> PutAsync(DbTransaction transaction, long key, ContentSpool spool, CancellationToken cancel)
    {
        await using var insert = transaction.Command(
            """
            INSERT INTO "Content" ("Id", "Hash", "Length") VALUES (@id, @hash, @length)
            ON CONFLICT ("Hash") DO NOTHING RETURNING "Id"
            """,
            ("@id", key), ("@hash", spool.Hash), ("@length", spool.Length));
        if (await insert.ExecuteScalarAsync(cancel) is null)
        {
            await using var find = transaction.Command("""SELECT "Id" FROM "Content" WHERE "Hash" = @hash""", ("@hash", spool.Hash));
            return Convert.ToInt64(await find.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
        }

        await using var piece = transaction.Command(
            """INSERT INTO "ContentPiece" ("ContentId", "Number", "Bytes") VALUES (@id, @number, @bytes)""",
            ("@id", key), ("@number", 0), ("@bytes", Array.Empty<byte>()));
        for (var number = 0; number < spool.PieceCount; number++)
        {
            piece.Parameters["@number"].Value = number;
            piece.Parameters["@bytes"].Value = await spool.PieceAsync(number, cancel);
            await piece.ExecuteNonQueryAsync(cancel);
        }

        return key;
    }

    /// <summary>All bytes of a content; null when its bytes were dropped by retention.</summary>
    /// <exception cref="InvalidDataException">the stored bytes are damaged.</exception>
    public static async Task<byte[]?> ReadContentAsync(this SvarDb db, long contentId, CancellationToken cancel)
    {
        var length = await db.Set<Content>().Where(c => c.Id == contentId).Select(c => (long?)c.Length).FirstOrDefaultAsync(cancel);
        if (length is null)
        {
            return null;
        }

        var bytes = new byte[length.Value];
        var filled = 0;
        var pieces = db.Set<ContentPiece>().Where(p => p.ContentId == contentId).OrderBy(p => p.Number).Select(p => p.Bytes);
        await foreach (var piece in pieces.AsAsyncEnumerable().WithCancellation(cancel))
        {
            var plain = ContentSpool.Decompress(piece);
            if (plain.Length > bytes.Length - filled)
            {
                throw new InvalidDataException("the stored pieces are longer than the content");
            }

            plain.CopyTo(bytes, filled);
            filled += plain.Length;
        }

        return filled == bytes.Length ? bytes : null;
    }
}
