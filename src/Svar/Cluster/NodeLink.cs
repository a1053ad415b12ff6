using System.Globalization;
using System.Threading.Channels;
using Npgsql;
using Svar.Data;

namespace Svar.Cluster;

/// <summary>
/// Carries nudges between nodes by PostgreSQL's LISTEN and NOTIFY, on direct connections of its own (a pooler may
/// stand before the rest). A link that breaks is made again; nudges lost meanwhile cost time, never mail.
/// </summary>
internal sealed class NodeLink(SvarDatabase database, Nudges nudges, ILogger<NodeLink> log, TimeProvider time) : BackgroundService
{
    private const string ChannelName = "svar";
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(2);

    private readonly string _node = Guid.NewGuid().ToString("N")[..12];
    private readonly Channel<Nudge> _outgoing = Channel.CreateBounded<Nudge>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    /// <summary>What the server is asked: let go of the locks of a node that the network has lost, within seconds rather than hours.</summary>
    private const string ServerOptions = "-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=2";

    /// <summary>The connection string for locks and LISTEN: not pooled, and both ends notice a dead peer within seconds.</summary>
    public static string Direct(string connectionString)
    {
        var direct = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 5, TcpKeepAlive = true, TcpKeepAliveTime = 5, TcpKeepAliveInterval = 2 };
        direct.Options = $"{direct.Options} {ServerOptions}".TrimStart();
        return direct.ConnectionString;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (database.IsSqlite)
        {
            return;
        }

        nudges.ToOtherNodes = nudge => _outgoing.Writer.TryWrite(nudge);
        await Task.WhenAll(KeepAsync(ListenAsync, stoppingToken), KeepAsync(NotifyAsync, stoppingToken));
    }

    private async Task KeepAsync(Func<NpgsqlConnection, CancellationToken, Task> run, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(Direct(database.ConnectionString));
                await connection.OpenAsync(cancel);
                await run(connection, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning(e, "The link to the other nodes broke; it is made again");
                await Task.Delay(_retryAfter, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        connection.Notification += (_, told) =>
        {
            if (TryRead(told.Payload, out var node, out var nudge) && node != _node)
            {
                nudges.Deliver(nudge);
            }
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {ChannelName}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancel);
        }

        while (true)
        {
            await connection.WaitAsync(cancel);
        }
    }

    private async Task NotifyAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await foreach (var nudge in _outgoing.Reader.ReadAllAsync(cancel))
        {
            await using var notify = new NpgsqlCommand("SELECT pg_notify($1, $2)", connection);
            notify.Parameters.Add(new NpgsqlParameter { Value = ChannelName });
            notify.Parameters.Add(new NpgsqlParameter { Value = string.Create(CultureInfo.InvariantCulture, $"{_node} {(int)nudge.Topic} {nudge.BrandId} {nudge.Id} {nudge.Detail}").TrimEnd() });
            await notify.ExecuteNonQueryAsync(cancel);
        }
    }

    private static bool TryRead(string payload, out string node, out Nudge nudge)
    {
        node = "";
        nudge = default;
        if (payload.Split(' ') is not [var from, var topic, var brand, var id, .. { Length: <= 1 } detail]
            || !int.TryParse(topic, CultureInfo.InvariantCulture, out var topicNumber)
            || !long.TryParse(brand, CultureInfo.InvariantCulture, out var brandId)
            || !long.TryParse(id, CultureInfo.InvariantCulture, out var rowId))
        {
            return false;
        }

        node = from;
        nudge = new Nudge((NudgeTopic)topicNumber, brandId, rowId, detail is [var said] ? said : "");
        return true;
    }
}
