using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Svar.Data;

namespace Svar.Conversations;

/// <summary>The running numbers of a brand's conversations.</summary>
internal static class ConversationNumbers
{
    /// <summary>The first conversation of a brand is <c>FF-1001</c>.</summary>
    private const long Before = 1000;

    /// <summary>The next number, taken in the transaction that uses it.</summary>
    public static async Task<long> NextConversationNumberAsync(this SvarDb db, long brandId, CancellationToken cancel)
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("a number is taken in the transaction that uses it");
        await using DbCommand command = transaction.Command(
            $"""
            INSERT INTO "{KeyBlocks.TableName}" ("Name", "Next") VALUES (@name, {Before + 2})
            ON CONFLICT ("Name") DO UPDATE SET "Next" = "{KeyBlocks.TableName}"."Next" + 1
            RETURNING "Next"
            """,
            ("@name", string.Create(CultureInfo.InvariantCulture, $"conversation number of brand {brandId}")));
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) - 1;
    }
}
