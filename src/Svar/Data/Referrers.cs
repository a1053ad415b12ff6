using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Svar.Data;

/// <summary>Whether rows of any room refer to a row: for a room that may not know those above it.</summary>
internal static class Referrers
{
    /// <param name="except">Entities whose reference does not count.</param>
    /// <remarks>Asked within the transaction that acts on it.</remarks>
    public static async Task<bool> IsReferredToAsync<T>(this SvarDb db, T row, CancellationToken cancel, params Type[] except)
        where T : class
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("what refers to a row is asked in the transaction that acts on it");
        var entry = db.Entry(row);
        foreach (var key in db.Model.FindEntityType(typeof(T))!.GetReferencingForeignKeys().Where(k => !except.Contains(k.DeclaringEntityType.ClrType)))
        {
            var columns = key.Properties.Zip(key.PrincipalKey.Properties, (own, principal) => (Column: own.GetColumnName(), Value: entry.Property(principal.Name).OriginalValue!)).ToList();
            var where = string.Join(" AND ", columns.Select((c, i) => $"\"{c.Column}\" = @p{i}"));
            await using var command = transaction.Command(
                $"SELECT 1 FROM \"{key.DeclaringEntityType.GetTableName()}\" WHERE {where} LIMIT 1",
                [.. columns.Select((c, i) => ($"@p{i}", c.Value))]);
            if (await command.ExecuteScalarAsync(cancel) is not null)
            {
                return true;
            }
        }

        return false;
    }
}
