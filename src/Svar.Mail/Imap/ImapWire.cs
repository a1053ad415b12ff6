using System.Net.Security;
using System.Net.Sockets;
using Svar.Mail.Tls;

namespace Svar.Mail.Imap;

/// <summary>
/// The client's side of an IMAP connection: bytes out, tokens in (RFC 9051 §4), every wait with its limit. Literals are read as
/// they come, so that a large mail needs no memory.
/// </summary>
internal sealed partial class ImapWire(Stream stream, TimeSpan within, TimeProvider time) : IAsyncDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];
    private Stream _stream = stream;
    private CancellationTokenSource _limit = new(Timeout.InfiniteTimeSpan, time);
    private int _start;
    private int _end;

    public bool IsSecure => _stream is SslStream;

    public bool HasUnreadInput => _start < _end;

    /// <summary>Octets of the literal under way that have not been read yet.</summary>
    public long LiteralLeft { get; private set; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        using var stop = Begin(within, cancel);
        try
        {
            await _stream.WriteAsync(bytes, _limit.Token);
            await _stream.FlushAsync(_limit.Token);
        }
        catch (Exception e) when (IsTransport(e))
        {
            throw Explain(e, "while sending", cancel);
        }

        Finish();
    }

    /// <summary>Until a server that is spoken to in clear text has begun to greet.</summary>
    public async ValueTask AwaitClearGreetingAsync(string host, TimeSpan greetsWithin, CancellationToken cancel)
    {
        try
        {
            (_start, _end) = (0, await ClearGreeting.ReadAsync(_stream, _buffer, host, greetsWithin, time, cancel));
        }
        catch (TlsFailedException e)
        {
            throw new ImapProtocolException(e);
        }
        catch (TimeoutException e)
        {
            throw new ImapProtocolException("time ran out while waiting for an answer: " + e.Message, e);
        }
        catch (Exception e) when (IsTransport(e))
        {
            throw Explain(e, "while waiting for an answer", cancel);
        }
    }

    public async ValueTask StartTlsAsync(CertificateCheck certificates, TimeSpan handshakeWithin, CancellationToken cancel)
    {
        using (Begin(handshakeWithin, cancel))
        {
            try
            {
                _stream = await TlsHandshake.RunAsync(_stream, certificates, _limit.Token);
            }
            catch (TlsFailedException e)
            {
                throw new ImapProtocolException(e);
            }
            catch (Exception e) when (IsTransport(e))
            {
                throw Explain(e, "in the TLS handshake", cancel);
            }
        }

        Finish();
    }

    /// <summary>True when the server has said something; false when it was silent for so long.</summary>
    public async ValueTask<bool> WaitAsync(TimeSpan silence, CancellationToken cancel)
    {
        if (_start < _end)
        {
            return true;
        }

        var isHeard = true;
        using (Begin(silence, cancel))
        {
            try
            {
                await FillAsync();
            }
            catch (OperationCanceledException)
            {
                isHeard = false;
            }
            catch (Exception e) when (IsTransport(e))
            {
                throw Explain(e, "while waiting for mail", cancel);
            }
        }

        // Whoever has cancelled may go on with the connection: nothing was read.
        Finish();
        if (!isHeard)
        {
            cancel.ThrowIfCancellationRequested();
        }

        return isHeard;
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _limit.Dispose();
    }

    private ValueTask<byte> PeekAsync(CancellationToken cancel) => _start < _end ? new ValueTask<byte>(_buffer[_start]) : FillAndPeekAsync(cancel);

    private async ValueTask<byte> FillAndPeekAsync(CancellationToken cancel)
    {
        using (Begin(within, cancel))
        {
            try
            {
                await FillAsync();
            }
            catch (Exception e) when (IsTransport(e))
            {
                throw Explain(e, "while waiting for an answer", cancel);
            }
        }

        Finish();
        return _buffer[_start];
    }

    private async ValueTask FillAsync()
    {
        var read = await _stream.ReadAsync(_buffer, _limit.Token);
        (_start, _end) = (0, read);
        if (read == 0)
        {
            throw new EndOfStreamException("the server closed the connection");
        }
    }

    private CancellationTokenRegistration Begin(TimeSpan limit, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        _limit.CancelAfter(limit);
        return cancel.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _limit);
    }

    private void Finish()
    {
        if (!_limit.TryReset())
        {
            _limit.Dispose();
            _limit = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        }
    }

    private static Exception Explain(Exception e, string when, CancellationToken cancel) =>
        cancel.IsCancellationRequested ? new OperationCanceledException(cancel)
        : e is OperationCanceledException ? new ImapProtocolException("time ran out " + when, e)
        : new ImapProtocolException($"the connection was lost {when}: {e.Message}", e);

    private static bool IsTransport(Exception e) => e is IOException or SocketException or OperationCanceledException or ObjectDisposedException;
}
