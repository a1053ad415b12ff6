using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;

namespace Svar.Mail.Smtp;

/// <summary>
/// Accepts TCP connections for an <see cref="SmtpServer"/>, for programs that do not have Kestrel. Bound when made; serving from
/// <see cref="RunAsync"/> on.
/// </summary>
public sealed class SmtpListener : IDisposable
{
    private readonly Socket _socket;
    private readonly SmtpServer _server;

    /// <param name="server">Runs the sessions.</param>
    /// <param name="at">Where to listen; port 0 takes a free one, which <see cref="EndPoint"/> then tells.</param>
    /// <exception cref="SocketException">The address is taken or not ours.</exception>
    public SmtpListener(SmtpServer server, IPEndPoint at)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(at);
        _server = server;
        _socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.Bind(at);
            _socket.Listen(512);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>
    /// Serves until <paramref name="stopping"/>, then waits for messages under way, at most <paramref name="grace"/> (10 s unless given),
    /// and cuts what is left.
    /// </summary>
    public async Task RunAsync(CancellationToken stopping, TimeSpan? grace = null)
    {
        var sessions = new HashSet<Task>();
        using var cut = new CancellationTokenSource();
        while (!stopping.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await _socket.AcceptAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException e) when (e.SocketErrorCode is not (SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket))
            {
                // the client went before it was accepted, or we have no file handle to spare
                await Task.Delay(TimeSpan.FromMilliseconds(20), stopping).ContinueWith(_ => { }, TaskScheduler.Default);
                continue;
            }

            var session = ServeAsync(client, stopping, cut.Token);
            lock (sessions)
            {
                sessions.Add(session);
            }

            _ = session.ContinueWith(
                done =>
                {
                    lock (sessions)
                    {
                        sessions.Remove(done);
                    }
                },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }

        Task[] left;
        lock (sessions)
        {
            left = [.. sessions];
        }

        cut.CancelAfter(grace ?? TimeSpan.FromSeconds(10));
        await Task.WhenAll(left);
    }

    public void Dispose() => _socket.Dispose();

    private async Task ServeAsync(Socket client, CancellationToken stopping, CancellationToken cut)
    {
        await Task.Yield();
        using (client)
        {
            using var cutting = cut.Register(client.Dispose);
            try
            {
                client.NoDelay = true;
                await using var stream = new NetworkStream(client, ownsSocket: false);
                var pipe = new StreamDuplexPipe(stream);
                await _server.RunAsync(new SmtpConnection(pipe, client.RemoteEndPoint, client.LocalEndPoint) { Cut = cut }, stopping);
                await LingerAsync(client, cut);
            }
            catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
            {
                // gone before the session began
            }
        }
    }

    // To close while bytes lie unread resets the connection, and the client may lose our last reply with it (RFC 1122 §4.2.2.13).
    private static async Task LingerAsync(Socket client, CancellationToken cut)
    {
        client.Shutdown(SocketShutdown.Send);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cut);
        limit.CancelAfter(TimeSpan.FromSeconds(1));
        var dropped = new byte[4096];
        try
        {
            while (await client.ReceiveAsync(dropped, limit.Token) > 0)
            {
            }
        }
        catch (OperationCanceledException)
        {
            // the client does not close; we do
        }
    }

    private sealed class StreamDuplexPipe(Stream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, minimumReadSize: 2 * 1024, leaveOpen: true));

        public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }
}
