using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Svar.Accounts.Asking;
using Svar.Data;

namespace Svar.Web.Api;

/// <summary>
/// Does a call with an <c>Idempotency-Key</c> at most once. The key is taken in a commit of its own before the call is
/// run, so that the unique key keeps a second run out on every node; the answer of a call that was done is kept for a
/// day and given again. A call that was refused leaves no trace: it may be mended and sent under the same key. One whose
/// answer was lost with the process is not run again, since it may have been done: the caller is told to look.
/// </summary>
internal sealed class IdempotentCalls(IDbContextFactory<SvarDb> dbs, TimeProvider time, ILogger<IdempotentCalls> log) : IDisposable
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";

    private const int LongestKey = 200;
    private static readonly TimeSpan _keptFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan _longestCall = TimeSpan.FromMinutes(2);

    // Two calls of one key at once in this process: the second waits for the first one's answer.
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async ValueTask<object?> RunAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var request = call.HttpContext.Request;
        var header = request.Headers[Header];
        if (header.Count == 0 || call.HttpContext.AskerOf().StaffId is not { } staff)
        {
            return await next(call);
        }

        var key = header.ToString();
        if (key.Length is 0 or > LongestKey || !key.All(c => c is > ' ' and <= '~'))
        {
            return Problems.Invalid(Header, $"A key is 1 to {LongestKey} visible ASCII characters, such as a UUID.");
        }

        var body = call.Arguments.OfType<IJsonBody>().FirstOrDefault()?.Bytes ?? default;
        var mine = new IdempotentCall
        {
            StaffId = staff,
            Route = $"{request.Method} {request.Path.Value}",
            Key = key,
            BodyHash = SHA256.HashData(body.Span),
            StartedAt = time.UtcNow(),
        };
        var turn = _turns[(uint)HashCode.Combine(staff, mine.Route, key) % _turns.Length];
        await turn.WaitAsync(call.HttpContext.RequestAborted);
        try
        {
            return await TakeAsync(mine) is { } earlier ? Again(call.HttpContext, earlier, mine) : await FirstAsync(call, next, mine);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        foreach (var turn in _turns)
        {
            turn.Dispose();
        }
    }

    /// <summary>Takes the key for this call; the call that has it already, when there is one.</summary>
    private Task<IdempotentCall?> TakeAsync(IdempotentCall mine) => dbs.WriteAsync(
        async db =>
        {
            var old = mine.StartedAt - _keptFor;
            await db.Set<IdempotentCall>().Where(c => c.StartedAt < old).ExecuteDeleteAsync();
            var earlier = await Find(db, mine).AsNoTracking().FirstOrDefaultAsync();
            if (earlier is null)
            {
                db.Add(mine);
            }

            return earlier;
        },
        CancellationToken.None);

    private async Task<object?> FirstAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next, IdempotentCall mine)
    {
        object? result;
        try
        {
            result = await next(call);
        }
        catch (Exception e) when (MayHaveBeenDone(e))
        {
            log.LogError(e, "The line to the database broke during a call; whether it was done is not known");
            call.HttpContext.Response.Headers.RetryAfter = Problems.RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Problems.Of(
                StatusCodes.Status503ServiceUnavailable,
                "The line to the database broke, and whether this call was done is not known. Look at what is there; the same call under this key is not done a second time.");
        }
        catch (Exception e) when (Writing.IsUnavailable(e))
        {
            await GiveBackAsync(mine);
            throw;
        }

        if (result is ApiAnswer { Status: >= 200 and < 300 } answer)
        {
            await KeepAsync(mine, answer);
        }
        else
        {
            await GiveBackAsync(mine);
        }

        return result;
    }

    /// <summary>The call was done, and its caller hears so even if that cannot be written down: the key then stays taken, which is safe.</summary>
    private async Task KeepAsync(IdempotentCall mine, ApiAnswer answer)
    {
        var text = Encoding.UTF8.GetString(answer.Json.Span);
        try
        {
            await dbs.WriteAsync(
                db => Find(db, mine).ExecuteUpdateAsync(set => set
                    .SetProperty(c => c.Status, answer.Status).SetProperty(c => c.Body, text)
                    .SetProperty(c => c.Location, answer.Location).SetProperty(c => c.ETag, answer.ETag)),
                CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogError(e, "The answer of a call that was done could not be kept; the same call again is told to look");
        }
    }

    private IResult Again(HttpContext context, IdempotentCall earlier, IdempotentCall mine)
    {
        if (!earlier.BodyHash.AsSpan().SequenceEqual(mine.BodyHash))
        {
            return Problems.Invalid(Header, "This key came with another body before: use a new key for a new call.");
        }

        if (earlier.Status is { } status)
        {
            context.Response.Headers[ReplayedHeader] = "true";
            return new ApiAnswer(status, Encoding.UTF8.GetBytes(earlier.Body ?? ""), earlier.Location, earlier.ETag);
        }

        if (time.UtcNow() - earlier.StartedAt < _longestCall)
        {
            context.Response.Headers.RetryAfter = "1";
            return Problems.Of(StatusCodes.Status409Conflict, "The first call with this key is still under way: ask again in a moment.", Header);
        }

        return Problems.Of(StatusCodes.Status409Conflict, "A call with this key was begun and its answer was lost, so it may have been done. Look at what is there; to do it again, use a new key.", Header);
    }

    private async Task GiveBackAsync(IdempotentCall mine)
    {
        try
        {
            await dbs.WriteAsync(db => Find(db, mine).ExecuteDeleteAsync(), CancellationToken.None);
        }
        catch (Exception e) when (Writing.IsUnavailable(e))
        {
            // Then the key stays taken, which is safe.
        }
    }

    /// <summary>A server that says no has done nothing; a line that breaks may have carried the commit and lost its acknowledgement.</summary>
    private static bool MayHaveBeenDone(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is NpgsqlException)
            {
                return e is not PostgresException;
            }
        }

        return false;
    }

    private static IQueryable<IdempotentCall> Find(SvarDb db, IdempotentCall mine) =>
        db.Set<IdempotentCall>().Where(c => c.StaffId == mine.StaffId && c.Route == mine.Route && c.Key == mine.Key);
}
