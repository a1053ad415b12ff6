using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Svar.Tests;

/// <summary>Ports of this machine alone.</summary>
internal static class Loopback
{
    private static readonly TimeSpan _startsWithin = TimeSpan.FromSeconds(20);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Until another program takes connections; it tells nobody of that, so it is asked. Fails when it ends, or takes too long.</summary>
    public static async Task UntilItListensAsync(Process program, int port)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (watch.Elapsed < _startsWithin && !program.HasExited)
            {
                await Task.Delay(20);
            }
        }
    }
}
