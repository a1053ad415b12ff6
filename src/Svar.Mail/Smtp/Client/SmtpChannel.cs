using System.Net.Sockets;
using System.Text;
using Svar.Mail.Tls;

namespace Svar.Mail.Smtp;

/// <summary>The client's side of the wire: bytes out, replies in, every wait with its limit.</summary>
internal sealed class SmtpChannel(Stream stream, TimeProvider time) : IAsyncDisposable
{
    // RFC 5321 §4.5.3.1.5 allows 512 octets a line; the bounds are for servers that never stop.
    private const int MaxLine = 8192;
    private const int MaxLines = 512;

    private readonly byte[] _buffer = new byte[MaxLine];
    private Stream _stream = stream;
    private int _start;
    private int _end;

    public SmtpTlsInfo? Tls { get; private set; }

    /// <summary>The server has sent more than was asked for.</summary>
    public bool HasUnreadInput => _start < _end;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, TimeSpan within, CancellationToken cancel)
    {
        using var limit = new Limit(within, time, cancel);
        try
        {
            await _stream.WriteAsync(bytes, limit.Token);
            await _stream.FlushAsync(limit.Token);
        }
        catch (Exception e) when (IsTransport(e))
        {
            throw limit.Explain(e, "while sending");
        }
    }

    /// <summary>The first reply on a connection without TLS, from a server that may be waiting for TLS.</summary>
    public async ValueTask<SmtpReply> ReadClearGreetingAsync(string host, TimeSpan within, CancellationToken cancel)
    {
        try
        {
            _end = await ClearGreeting.ReadAsync(_stream, _buffer, host, within, time, cancel);
        }
        catch (TlsFailedException e)
        {
            throw new SmtpProtocolException(e);
        }
        catch (TimeoutException e)
        {
            throw new SmtpProtocolException("time ran out while waiting for a reply: " + e.Message, e);
        }
        catch (Exception e) when (IsTransport(e) && !cancel.IsCancellationRequested)
        {
            throw new SmtpProtocolException("the connection was lost while waiting for a reply: " + e.Message, e);
        }

        return await ReadReplyAsync(within, cancel);
    }

    /// <summary>One whole reply. RFC 5321 §4.2.</summary>
    public async ValueTask<SmtpReply> ReadReplyAsync(TimeSpan within, CancellationToken cancel)
    {
        using var limit = new Limit(within, time, cancel);
        try
        {
            var text = new StringBuilder();
            var code = 0;
            for (var lines = 0; lines < MaxLines; lines++)
            {
                var line = await ReadLineAsync(limit.Token);
                if (!TryReadLine(line, out var lineCode, out var isLast, out var said) || (lines > 0 && lineCode != code))
                {
                    throw new SmtpProtocolException($"the server's reply cannot be read: '{Shown(line)}'");
                }

                code = lineCode;
                text.Append(lines > 0 ? "\n" : "").Append(said);
                if (isLast)
                {
                    return Finish(code, text.ToString());
                }
            }

            throw new SmtpProtocolException("the server's reply does not end");
        }
        catch (Exception e) when (IsTransport(e))
        {
            throw limit.Explain(e, "while waiting for a reply");
        }
    }

    public async ValueTask StartTlsAsync(CertificateCheck certificates, TimeSpan within, CancellationToken cancel)
    {
        using var limit = new Limit(within, time, cancel);
        try
        {
            var secured = await TlsHandshake.RunAsync(_stream, certificates, limit.Token);
            _stream = secured;
            Tls = new SmtpTlsInfo(secured.SslProtocol, secured.NegotiatedCipherSuite);
        }
        catch (TlsFailedException e)
        {
            throw new SmtpProtocolException(e);
        }
        catch (Exception e) when (IsTransport(e))
        {
            throw limit.Explain(e, "in the TLS handshake");
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    // QUIRK: some servers end lines with LF alone.
    private async ValueTask<string> ReadLineAsync(CancellationToken cancel)
    {
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0)
            {
                var line = _buffer.AsSpan(_start, searched + at);
                _start += searched + at + 1;
                return Encoding.UTF8.GetString(line.EndsWith("\r"u8) ? line[..^1] : line);
            }

            searched = _end - _start;
            if (searched == MaxLine)
            {
                throw new SmtpProtocolException("a line of the server's reply is too long");
            }

            if (_start > 0)
            {
                _buffer.AsSpan(_start, searched).CopyTo(_buffer);
                (_start, _end) = (0, searched);
            }

            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancel);
            if (read == 0)
            {
                throw new EndOfStreamException("the server closed the connection");
            }

            _end += read;
        }
    }

    // Reply-line = Reply-code ( "-" / SP ) [ textstring ]; a code alone is a last line
    private static bool TryReadLine(string line, out int code, out bool isLast, out string text)
    {
        (code, isLast, text) = (0, true, "");
        if (line.Length < 3 || line[0] is < '2' or > '5' || !char.IsAsciiDigit(line[1]) || !char.IsAsciiDigit(line[2])
            || (line.Length > 3 && line[3] is not (' ' or '-')))
        {
            return false;
        }

        code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + line[2] - '0';
        isLast = line.Length == 3 || line[3] == ' ';
        text = line.Length > 4 ? line[4..] : "";
        return true;
    }

    // RFC 2034 §4: each line of the reply begins with the same status
    private static SmtpReply Finish(int code, string text)
    {
        if (!EnhancedStatus.TryRead(text, out var status, out var length) || status.Class != code / 100 || (text.Length > length && text[length] is not (' ' or '\n')))
        {
            return new SmtpReply(code, null, text);
        }

        var prefix = text[..length];
        var lines = text.Split('\n').Select(line => line.StartsWith(prefix, StringComparison.Ordinal) ? line[length..].TrimStart(' ') : line);
        return SmtpReply.Of(code, status, string.Join('\n', lines));
    }

    private static string Shown(string line) => new(line.Take(80).Select(c => char.IsControl(c) ? '?' : c).ToArray());

    private static bool IsTransport(Exception e) => e is IOException or SocketException or OperationCanceledException or ObjectDisposedException;

    private sealed class Limit : IDisposable
    {
        private readonly CancellationTokenSource _time;
        private readonly CancellationTokenSource _either;
        private readonly CancellationToken _cancel;

        public Limit(TimeSpan within, TimeProvider time, CancellationToken cancel)
        {
            _cancel = cancel;
            _time = new CancellationTokenSource(within, time);
            _either = cancel.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(_time.Token, cancel) : _time;
        }

        public CancellationToken Token => _either.Token;

        public Exception Explain(Exception e, string when)
        {
            if (_cancel.IsCancellationRequested)
            {
                return new OperationCanceledException(_cancel);
            }

            return e is OperationCanceledException
                ? new SmtpProtocolException("time ran out " + when, e)
                : new SmtpProtocolException($"the connection was lost {when}: {e.Message}", e);
        }

        public void Dispose()
        {
            _either.Dispose();
            _time.Dispose();
        }
    }
}
