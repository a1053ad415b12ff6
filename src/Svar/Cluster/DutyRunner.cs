using System.Globalization;
using Npgsql;
using Svar.Data;

namespace Svar.Cluster;

/// <summary>
/// Runs every duty: at once on SQLite, which has one process; on PostgreSQL on the node that holds the duty's session
/// advisory lock, which dies with its connection. A duty that fails is begun again after a pause.
/// </summary>
internal sealed class DutyRunner(IEnumerable<IDuty> duties, SvarDatabase database, Opening opening, ILogger<DutyRunner> log, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _askAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _beginAgainAfter = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        BrandScope.Enter(BrandScope.All);
        await opening.WaitAsync(stoppingToken);
        await Task.WhenAll(duties.Select(duty => Task.Run(() => KeepAsync(duty, stoppingToken), stoppingToken)));
    }

    private async Task KeepAsync(IDuty duty, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var pause = _beginAgainAfter;
            try
            {
                if (database.IsSqlite)
                {
                    await duty.RunAsync(new DutyTerm(duty.Name, 0, database.Engine), cancel);
                }
                else
                {
                    await HoldAsync(duty, cancel);
                    pause = _askAgainAfter;
                }
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (DutyLostException e)
            {
                log.LogInformation("{Reason}", e.Message);
            }
            catch (Exception e)
            {
                log.LogError(e, "The duty {Duty} failed; it is begun again", duty.Name);
            }

            await Task.Delay(pause, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task HoldAsync(IDuty duty, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(NodeLink.Direct(database.ConnectionString));
        await connection.OpenAsync(cancel);
        while (!await TryLockAsync(connection, duty.Name, cancel))
        {
            await Task.Delay(_askAgainAfter, time, cancel);
        }

        var epoch = await BeginTermAsync(connection, duty.Name, cancel);
        log.LogInformation("This node holds the duty {Duty} (term {Epoch})", duty.Name, epoch);
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var watch = WatchAsync(connection, held.Token);
        var run = duty.RunAsync(new DutyTerm(duty.Name, epoch, database.Engine), held.Token);
        await Task.WhenAny(run, watch);
        await held.CancelAsync();
        try
        {
            await run;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new DutyLostException(duty.Name);
        }
        finally
        {
            await watch.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Ends when the connection that holds the lock is no more.</summary>
    private async Task WatchAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        while (true)
        {
            await Task.Delay(_askAgainAfter, time, cancel);
            await using var ask = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = 3 };
            await ask.ExecuteScalarAsync(cancel);
        }
    }

    private static async Task<bool> TryLockAsync(NpgsqlConnection connection, string duty, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtext('svar duty'), hashtext($1))", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = duty });
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private static async Task<long> BeginTermAsync(NpgsqlConnection connection, string duty, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO "DutyOwner" ("Name", "Epoch", "Node", "Since") VALUES ($1, 1, $2, now())
            ON CONFLICT ("Name") DO UPDATE SET "Epoch" = "DutyOwner"."Epoch" + 1, "Node" = $2, "Since" = now()
            RETURNING "Epoch"
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = duty });
        command.Parameters.Add(new NpgsqlParameter { Value = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}") });
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
