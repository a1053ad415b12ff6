using System.Net.Security;
using System.Security.Authentication;
using System.Text;

namespace Svar.Mail.Tls;

/// <summary>A client's handshake, and how one that fails is told in words.</summary>
internal static class TlsHandshake
{
    /// <summary>RFC 8446 §5.1: the first byte of every record, from change_cipher_spec to application_data.</summary>
    private const byte LowestType = 0x14;
    private const byte HighestType = 0x17;

    private static readonly TimeSpan _lineWithin = TimeSpan.FromSeconds(1);

    /// <exception cref="TlsFailedException">There will be no TLS; the transport is closed.</exception>
    public static async Task<SslStream> RunAsync(Stream transport, CertificateCheck check, CancellationToken cancel)
    {
        var watched = new FirstBytes(transport);
        var secured = new SslStream(watched, leaveInnerStreamOpen: false);
        try
        {
            await secured.AuthenticateAsClientAsync(check.Options(), cancel);
            watched.IsEnough = true;
            return secured;
        }
        catch (Exception e)
        {
            if (e is AuthenticationException && watched.Seen.Length > 0 && !IsRecord(watched.Seen))
            {
                await watched.ReadLineAsync(cancel);
            }

            await secured.DisposeAsync();
            if (e is AuthenticationException or IOException && Explain(watched.Seen, check, e) is { } failure)
            {
                throw new TlsFailedException(failure, e);
            }

            throw;
        }
    }

    /// <summary>
    /// Whether the other side answers to a handshake, well or ill. The certificate is not looked at: nothing is to be said over this connection, which is of no
    /// use afterwards.
    /// </summary>
    public static async Task<bool> IsAnsweredAsync(Stream transport, string host, CancellationToken cancel)
    {
        var watched = new FirstBytes(transport);
        await using var probe = new SslStream(watched, leaveInnerStreamOpen: true);
        try
        {
            await probe.AuthenticateAsClientAsync(new CertificateCheck(host, null, null, acceptAny: true).Options(), cancel);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException)
        {
            // an alert is an answer as well
        }

        return IsRecord(watched.Seen);
    }

    private static bool IsRecord(ReadOnlySpan<byte> seen) => seen.Length > 0 && seen[0] is >= LowestType and <= HighestType;

    private static TlsFailure? Explain(ReadOnlySpan<byte> seen, CertificateCheck check, Exception e)
    {
        if (check.Failure is { } failure)
        {
            return failure;
        }

        if (seen.Length > 0 && !IsRecord(seen))
        {
            return new TlsFailure(TlsFault.NotSpoken, $"{check.Host} does not speak TLS on this port, it says '{Line(seen)}': STARTTLS may be right, or another port");
        }

        return e is AuthenticationException ? new TlsFailure(TlsFault.Handshake, $"the TLS handshake with {check.Host} failed: {(e.InnerException ?? e).Message}") : null;
    }

    private static string Line(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'\r', (byte)'\n');
        return new([.. Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]).Select(c => c is >= ' ' and <= '~' ? c : '?')]);
    }

    /// <summary>Remembers how the other side began.</summary>
    private sealed class FirstBytes(Stream inner) : Stream
    {
        private readonly byte[] _seen = new byte[40];
        private int _count;

        public bool IsEnough { get; set; }

        public ReadOnlySpan<byte> Seen => _seen.AsSpan(0, _count);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override bool CanTimeout => inner.CanTimeout;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            IsEnough || _count == _seen.Length ? inner.ReadAsync(buffer, cancellationToken) : RememberAsync(buffer, cancellationToken);

        /// <summary>As much of the first line as is remembered and comes soon: a handshake stops at the first octets that are none of its own.</summary>
        public async ValueTask ReadLineAsync(CancellationToken cancel)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(_lineWithin);
            var one = new byte[1];
            try
            {
                while (_count < _seen.Length && !Seen.Contains((byte)'\n') && await RememberAsync(one, limit.Token) > 0)
                {
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                // what came is what is shown
            }
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            inner.WriteAsync(buffer, offset, count, cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => inner.Flush();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }

        private async ValueTask<int> RememberAsync(Memory<byte> buffer, CancellationToken cancel)
        {
            var read = await inner.ReadAsync(buffer, cancel);
            var some = Math.Min(read, _seen.Length - _count);
            buffer.Span[..some].CopyTo(_seen.AsSpan(_count));
            _count += some;
            return read;
        }
    }
}
