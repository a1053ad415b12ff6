using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Svar.Data;

namespace Svar.Mailboxes.Contents;

/// <summary>Keeps contents once each, within the transaction of whoever refers to them, and reads them back.</summary>
internal static class ContentStore
{
    /// <summary>Within the transaction that <see cref="Writing"/> has begun.</summary>
    public static async Task<long> PutContentAsync(this SvarDb db, ContentSpool spool, CancellationToken cancel)
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("a content is kept within the transaction of the row that refers to it");
        await using var writer = new ContentWriter(transaction);
        return await writer.PutAsync(db.NextKey(), spool, cancel);
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

        var pieces = await db.Set<ContentPiece>().Where(p => p.ContentId == contentId).OrderBy(p => p.Number).Select(p => p.Bytes).ToListAsync(cancel);
        return Join(length.Value, pieces);
    }

    /// <summary>The compressed pieces of several contents in their order; those whose bytes were dropped have none.</summary>
    public static async Task<ILookup<long, byte[]>> ReadPiecesAsync(this SvarDb db, IReadOnlyCollection<long> contentIds, CancellationToken cancel)
    {
        var pieces = await db.Set<ContentPiece>().AsNoTracking().Where(p => contentIds.Contains(p.ContentId)).OrderBy(p => p.ContentId).ThenBy(p => p.Number).ToListAsync(cancel);
        return pieces.ToLookup(p => p.ContentId, p => p.Bytes);
    }

    /// <summary>All bytes of a content from its compressed pieces; null when there are fewer than its length says.</summary>
    /// <exception cref="InvalidDataException">the stored bytes are damaged.</exception>
    public static byte[]? Join(long length, IEnumerable<byte[]> pieces)
    {
        var bytes = new byte[length];
        var filled = 0;
        foreach (var piece in pieces)
        {
            filled += ContentSpool.Decompress(piece, bytes.AsSpan(filled));
        }

        return filled == bytes.Length ? bytes : null;
    }
}
