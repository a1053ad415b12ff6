using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Svar.Data;

namespace Svar.Conversations;

/// <summary>The running numbers of a brand's conversations, taken in the transaction that uses them.</summary>
internal sealed class ConversationNumbers(DbTransaction transaction) : IAsyncDisposable
{
    /// <summary>The first conversation of a brand is <c>FF-1001</c>.</summary>
    private const long Before = 1000;

    private readonly DbCommand _next = transaction.Command(
        $"""
        INSERT INTO "{KeyBlocks.TableName}" ("Name", "Next") VALUES (@name, {Before + 2})
        ON CONFLICT ("Name") DO UPDATE SET "Next" = "{KeyBlocks.TableName}"."Next" + 1
        RETURNING "Next"
        """,
        ("@name", ""));

    public async Task<long> NextAsync(long brandId, CancellationToken cancel)
    {
        _next.Parameters[0].Value = string.Create(CultureInfo.InvariantCulture, $"conversation number of brand {brandId}");
        return Convert.ToInt64(await _next.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) - 1;
    }

    public ValueTask DisposeAsync() => _next.DisposeAsync();
}

internal static class ConversationNumber
{
    /// <summary>The next number, taken in the transaction that uses it.</summary>
    public static async Task<long> NextConversationNumberAsync(this SvarDb db, long brandId, CancellationToken cancel)
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("a number is taken in the transaction that uses it");
        await using var numbers = new ConversationNumbers(transaction);
        return await numbers.NextAsync(brandId, cancel);
    }
}
