using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Svar.Data;

/// <summary>Lets writers who would look for the same thing and then add it come one after the other.</summary>
internal static class RowLock
{
    /// <summary>Until the transaction ends. On SQLite the write gate does this already.</summary>
    public static async Task LockAsync<T>(this SvarDb db, long id, CancellationToken cancel)
        where T : class
    {
        if (!db.Home.IsSqlite)
        {
            var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("a row is locked in the transaction that needs it");
            await using var command = transaction.Command($"SELECT 1 FROM \"{db.Model.FindEntityType(typeof(T))!.GetTableName()}\" WHERE \"Id\" = @id FOR UPDATE", ("@id", id));
            await command.ExecuteScalarAsync(cancel);
        }
    }
}
