namespace Svar.Mail.Tls;

/// <summary>The first words of a server that is spoken to in clear text, or the signs that it waits for a TLS handshake.</summary>
internal static class ClearGreeting
{
    // RFC 8446 §5.1; sent by servers that have waited for a handshake long enough
    private const byte Alert = 0x15;

    private static readonly TimeSpan _probeWithin = TimeSpan.FromSeconds(5);

    /// <summary>Octets read into <paramref name="into"/>.</summary>
    /// <exception cref="TlsFailedException">The server waits for a handshake.</exception>
    /// <exception cref="TimeoutException">It says nothing.</exception>
    public static async ValueTask<int> ReadAsync(Stream stream, Memory<byte> into, string host, TimeSpan within, TimeProvider time, CancellationToken cancel)
    {
        int read;
        using (var limit = new CancellationTokenSource(within, time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel))
        {
            try
            {
                read = await stream.ReadAsync(into, either.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // Both wait for the other's first word: the connection is given up, and whether it would have been TLS can be tried.
                throw await WaitsForTlsAsync(stream, host, time, cancel) ? Expected(host) : new TimeoutException($"{host} does not greet");
            }
        }

        if (read == 0)
        {
            throw new EndOfStreamException("the server closed the connection without a word; a port that waits for TLS may do so");
        }

        return into.Span[0] == Alert ? throw Expected(host) : read;
    }

    private static TlsFailedException Expected(string host) =>
        new(new TlsFailure(TlsFault.Expected, $"{host} waits for TLS on this port, and was spoken to in clear text"));

    private static async ValueTask<bool> WaitsForTlsAsync(Stream stream, string host, TimeProvider time, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(_probeWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        return await TlsHandshake.IsAnsweredAsync(stream, host, either.Token);
    }
}
