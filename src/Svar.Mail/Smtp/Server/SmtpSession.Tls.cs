using System.IO.Pipelines;
using System.Net.Security;

namespace Svar.Mail.Smtp;

internal sealed partial class SmtpSession
{
    // starttls = "STARTTLS" CRLF        RFC 3207 §4
    private ValueTask<SmtpReply?> StartTlsAsync(ReadOnlySpan<byte> argument)
    {
        if (!argument.IsEmpty)
        {
            return new(Replies.NoArgument);
        }

        if (_options.Tls is null)
        {
            return new(Replies.TlsUnavailable);
        }

        if (_peer.Tls is not null)
        {
            return new(Replies.TlsAlready);
        }

        // Whatever came behind the command was readable and writable for everyone on the way: it must not run as if TLS had carried it.
        if (HasBufferedInput())
        {
            throw new SessionEndedException(Replies.BytesBeforeTls);
        }

        return UpgradeAsync();
    }

    private async ValueTask<SmtpReply?> UpgradeAsync()
    {
        await GiveUpChunksAsync();
        Write(Replies.ReadyForTls);
        await FlushAsync();
        await StartTlsHandshakeAsync();

        // RFC 3207 §4.2: what was said before TLS is forgotten
        _peer.Helo = "";
        _peer.IsExtended = false;
        _peer.AuthenticatedAs = null;
        _transaction = null;
        return null;
    }

    private async ValueTask StartTlsHandshakeAsync()
    {
        var stream = new SslStream(new DuplexPipeStream(_in, _out), leaveInnerStreamOpen: true);
        _tls = stream;
        using (var limit = new CancellationTokenSource(_options.HandshakeWithin, _server.Time))
        {
            await stream.AuthenticateAsServerAsync(_options.Tls!(), limit.Token);
        }

        _peer.Tls = new SmtpTlsInfo(stream.SslProtocol, stream.NegotiatedCipherSuite);
        _in = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, minimumReadSize: 4 * 1024, leaveOpen: true));
        _out = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }
}
